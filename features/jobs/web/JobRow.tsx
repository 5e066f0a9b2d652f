import type { ReactNode } from 'react'
import { useFormat } from '#web/lib/format.ts'
import { useNow } from '#web/lib/useNow.ts'
import { useWords } from '#web/lib/words/useWords.ts'
import { Button } from '#web/ui/Button.tsx'
import { ProgressBar } from '#web/ui/ProgressBar.tsx'
import { StatusDot } from '#web/ui/StatusDot.tsx'
import type { BackgroundJob } from '../contract.ts'
import { isUnfinished, kindWords, stageWords, statusOfJob } from './job-words.ts'
import { useErrorWords } from './useErrorWords.ts'
import { useForecastWords } from './useForecastWords.ts'
import { jobWords } from './words.ts'

type Props = {
  readonly job: BackgroundJob
  readonly busy: boolean
  readonly onCancel: (() => void) | undefined
  readonly onRetry: (() => void) | undefined
  readonly subjectLink: (subject: BackgroundJob['subject'], children: ReactNode) => ReactNode
  /** A link to the job's own page. */
  readonly timelineLink?: (jobId: string, children: ReactNode) => ReactNode
}

export function JobRow({ job, busy, onCancel, onRetry, subjectLink, timelineLink }: Props) {
  const words = useWords(jobWords)
  const timeWords = useTimeWords()
  const kind = kindWords(words, job.kind)
  const title = job.subject?.title ?? undefined
  return (
    <li className="grid grid-cols-[1fr_auto] items-start gap-x-4 gap-y-1 px-4 py-row md:grid-cols-[9.5rem_1fr_auto_6rem] md:px-5">
      <div className="leading-5 max-md:order-1">
        <StatusDot status={statusOfJob[job.state]} label={words.states[job.state]} />
      </div>
      <div className="min-w-0 max-md:order-3 max-md:col-span-2">
        <p className="truncate font-medium">
          {title === undefined ? subjectLink(job.subject, kind) : subjectLink(job.subject, title)}
        </p>
        <p className="text-ink-faint text-xs first-letter:uppercase">
          {[title === undefined ? undefined : kind, ...timeWords(job)]
            .filter((part) => part !== undefined)
            .join(' · ')}
          {timelineLink === undefined ? null : <> · {timelineLink(job.id, words.timeline)}</>}
        </p>
        {job.error === null || job.state === 'completed' ? null : <JobError error={job.error} />}
      </div>
      <div className="empty:hidden max-md:order-4 max-md:col-span-2 md:w-52">
        {job.state === 'active' ? (
          <ProgressBar
            label={stageWords(words, job.stage) ?? words.states.active}
            percent={job.progressPercent > 0 ? job.progressPercent : null}
          />
        ) : null}
      </div>
      <div className="flex justify-end max-md:order-2 md:col-start-4">
        {onCancel !== undefined && isUnfinished(job.state) ? (
          <Button
            size="sm"
            look="quiet"
            busy={busy}
            onClick={onCancel}
            aria-label={`${words.cancel}: ${title ?? kind}`}
          >
            {words.cancel}
          </Button>
        ) : null}
        {onRetry !== undefined && (job.state === 'failed' || job.state === 'cancelled') ? (
          <Button size="sm" busy={busy} onClick={onRetry} aria-label={`${words.retry}: ${title ?? kind}`}>
            {words.retry}
          </Button>
        ) : null}
      </div>
    </li>
  )
}

function JobError({ error }: { readonly error: NonNullable<BackgroundJob['error']> }) {
  const words = useWords(jobWords)
  const errorWords = useErrorWords()
  return (
    <details className="mt-1 text-xs">
      <summary className="w-fit cursor-pointer rounded-sm text-bad">{errorWords(error.code)}</summary>
      <p className="mt-1 border-l-2 border-hairline pl-2 font-mono text-ink-soft">
        <span className="sr-only">{words.details}: </span>
        {error.message === '' ? error.code : error.message}
      </p>
    </details>
  )
}

/** When it was asked for, how long it took, which attempt it is at. */
function useTimeWords(): (job: BackgroundJob) => (string | undefined)[] {
  const words = useWords(jobWords)
  const format = useFormat()
  const nowMs = useNow()
  const forecastWords = useForecastWords()
  return (job) => {
    const { startedAt, finishedAt } = job
    return [
      words.created(format.relative(job.createdAt, nowMs)),
      startedAt !== null && finishedAt !== null
        ? words.took(format.durationMs(Date.parse(finishedAt) - Date.parse(startedAt)))
        : undefined,
      job.attempts > 1 ? words.attempt(job.attempts, job.maxAttempts) : undefined,
      job.state === 'retrying' || job.state === 'delayed'
        ? words.nextAttempt(format.relative(laterOf(job.runAt, nowMs), nowMs))
        : undefined,
      forecastWords(job, nowMs),
    ]
  }
}

/** A due time that has passed is now: the queue is about to take the job. */
function laterOf(instant: string, nowMs: number): string {
  return Date.parse(instant) > nowMs ? instant : new Date(nowMs).toISOString()
}
