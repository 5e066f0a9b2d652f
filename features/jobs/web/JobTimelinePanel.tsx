import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { call } from '#web/lib/call.ts'
import { useFormat } from '#web/lib/format.ts'
import { useNow } from '#web/lib/useNow.ts'
import { useFailureWords } from '#web/lib/words/useFailureWords.ts'
import { useWords } from '#web/lib/words/useWords.ts'
import { ErrorState } from '#web/ui/ErrorState.tsx'
import { Loading } from '#web/ui/Loading.tsx'
import { Section } from '#web/ui/Section.tsx'
import { Select } from '#web/ui/Select.tsx'
import { StatusDot } from '#web/ui/StatusDot.tsx'
import { say } from '#web/ui/toasts.ts'
import { type BackgroundJob, type JobTimeline, jobPriority, setJobPriority } from '../contract.ts'
import { JobRow } from './JobRow.tsx'
import { isUnfinished, kindWords, statusOfJob } from './job-words.ts'
import { timelineQuery } from './jobs-query.ts'
import { useErrorWords } from './useErrorWords.ts'
import { useJobButtons } from './useJobButtons.ts'
import { jobWords } from './words.ts'

type Props = {
  readonly jobId: string
  readonly mayControl: boolean
  readonly subjectLink: (subject: BackgroundJob['subject'], children: ReactNode) => ReactNode
  readonly jobLink: (jobId: string, children: ReactNode) => ReactNode
}

const toneOf = {
  completed: 'good',
  failed: 'bad',
  retrying: 'care',
  handed_back: 'off',
  cancelled: 'off',
  worker_died: 'care',
} as const

/** One job: where it stands, every attempt with its error, and the jobs it belongs to. */
export function JobTimelinePanel({ jobId, mayControl, subjectLink, jobLink }: Props) {
  const words = useWords(jobWords)
  const { data, error, isPending, refetch } = useQuery(timelineQuery(jobId))
  const buttons = useJobButtons(mayControl)
  if (isPending) return <Loading rows={6} />
  if (data === undefined) return <ErrorState error={error} onRetry={() => void refetch()} />
  const { job, attempts, parent, children } = data
  return (
    <>
      <ul className="border-b">
        <JobRow job={job} subjectLink={subjectLink} {...buttons(job)} />
      </ul>
      <div className="px-4 md:px-5">
        {mayControl && isUnfinished(job.state) && job.state !== 'active' ? (
          <Section title={words.priority} description={words.priorityHelp}>
            <PrioritySelect job={job} />
          </Section>
        ) : null}
        <Section title={words.attempts}>
          {attempts.length === 0 ? (
            <p className="text-ink-faint">{words.noAttempts}</p>
          ) : (
            <ol className="flex flex-col gap-3">
              {attempts.map((attempt) => (
                <Attempt key={attempt.execution} attempt={attempt} />
              ))}
            </ol>
          )}
        </Section>
        {parent === null && children.length === 0 ? null : (
          <Section title={words.related}>
            <ul className="flex flex-col gap-1.5">
              {[...(parent === null ? [] : [{ ...parent, isParent: true }]), ...children].map((each) => (
                <li key={each.id} className="flex items-baseline gap-3">
                  <StatusDot status={statusOfJob[each.state]} label={words.states[each.state]} />
                  <span className="min-w-0 truncate">
                    {jobLink(each.id, kindWords(words, each.kind))}
                    {'isParent' in each ? <span className="text-ink-faint"> · {words.askedFor}</span> : null}
                  </span>
                </li>
              ))}
            </ul>
          </Section>
        )}
      </div>
    </>
  )
}

function Attempt({ attempt }: { readonly attempt: JobTimeline['attempts'][number] }) {
  const words = useWords(jobWords)
  const format = useFormat()
  const nowMs = useNow()
  const errorWords = useErrorWords()
  const { execution, outcome, startedAt, finishedAt, error, worker } = attempt
  return (
    <li className="grid gap-x-4 gap-y-0.5 md:grid-cols-[12rem_1fr]">
      <StatusDot status={toneOf[outcome]} label={`${format.number(execution)}. ${words.outcomes[outcome]}`} />
      <div className="min-w-0">
        <p className="text-ink-soft text-xs">
          <time dateTime={startedAt} title={format.dateTime(startedAt)}>
            {format.relative(startedAt, nowMs)}
          </time>
          {` · ${words.took(format.durationMs(Date.parse(finishedAt) - Date.parse(startedAt)))}`}
          {worker === null ? null : <span className="text-ink-faint"> · {worker}</span>}
        </p>
        {error === null ? null : (
          <div className="mt-1 text-xs">
            <p className="text-bad">{errorWords(error.code)}</p>
            <p className="mt-0.5 break-words border-l-2 pl-2 font-mono text-ink-soft">{error.message}</p>
          </div>
        )}
      </div>
    </li>
  )
}

function PrioritySelect({ job }: { readonly job: BackgroundJob }) {
  const words = useWords(jobWords)
  const failureWords = useFailureWords()
  const client = useQueryClient()
  const change = useMutation({
    mutationFn: (priority: BackgroundJob['priority']) =>
      call(setJobPriority, { params: { jobId: job.id }, body: { priority } }),
    onError: (error) => say({ ...failureWords(error), tone: 'bad' }),
    onSettled: () => client.invalidateQueries({ queryKey: ['jobs'] }),
  })
  return (
    <Select
      label={words.priority}
      labelHidden
      className="max-w-48"
      value={job.priority}
      onValue={(priority) => change.mutate(priority)}
      options={jobPriority.options.map((value) => ({ value, label: words.priorities[value] }))}
    />
  )
}
