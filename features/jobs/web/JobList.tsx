import { useInfiniteQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { call } from '#web/lib/call.ts'
import { useJobControl } from '#web/lib/useJobControl.ts'
import { useWords } from '#web/lib/words/useWords.ts'
import { Button } from '#web/ui/Button.tsx'
import { classes } from '#web/ui/classes.ts'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { ErrorState } from '#web/ui/ErrorState.tsx'
import { Loading } from '#web/ui/Loading.tsx'
import { type BackgroundJob, cancelJob, type JobState, retryJob } from '../contract.ts'
import { JobRow } from './JobRow.tsx'
import { jobsQuery } from './jobs-query.ts'
import { jobWords } from './words.ts'

type Props = {
  readonly state: JobState | 'unfinished' | undefined
  readonly mayControl: boolean
  /** A link to what a job is about. */
  readonly subjectLink: (subject: BackgroundJob['subject'], children: ReactNode) => ReactNode
}

/** The person's jobs, moving while they are looked at. */
export function JobList({ state, mayControl, subjectLink }: Props) {
  const words = useWords(jobWords)
  const list = useInfiniteQuery(jobsQuery(state))
  const { cancel, retry, isBusy } = useJobControl({
    cancel: (jobId) => call(cancelJob, { params: { jobId } }),
    retry: (jobId) => call(retryJob, { params: { jobId } }),
    words,
    stale: ['jobs'],
  })
  const jobs = list.data?.pages.flatMap(({ items }) => items) ?? []
  if (list.isPending) return <Loading rows={8} />
  if (list.data === undefined) return <ErrorState error={list.error} onRetry={() => void list.refetch()} />
  if (jobs.length === 0) {
    return state === undefined ? (
      <EmptyState title={words.none}>{words.noneHelp}</EmptyState>
    ) : (
      <EmptyState title={words.noneOfThese} />
    )
  }
  return (
    <div className={classes('transition-opacity', list.isPlaceholderData && 'opacity-60')}>
      <ul aria-label={words.title} className="divide-y border-b">
        {jobs.map((job) => (
          <JobRow
            key={job.id}
            job={job}
            busy={isBusy(job.id)}
            onCancel={mayControl ? () => cancel(job.id) : undefined}
            onRetry={mayControl ? () => retry(job.id) : undefined}
            subjectLink={subjectLink}
          />
        ))}
      </ul>
      {list.hasNextPage ? (
        <div className="flex justify-center py-4">
          <Button busy={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
            {words.more}
          </Button>
        </div>
      ) : null}
      {list.isFetchNextPageError ? <ErrorState error={list.error} small /> : null}
    </div>
  )
}
