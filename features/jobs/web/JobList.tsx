import { useInfiniteQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useWords } from '#web/lib/words/useWords.ts'
import { classes } from '#web/ui/classes.ts'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { ErrorState } from '#web/ui/ErrorState.tsx'
import { Loading } from '#web/ui/Loading.tsx'
import { MoreButton } from '#web/ui/MoreButton.tsx'
import type { BackgroundJob } from '../contract.ts'
import { JobRow } from './JobRow.tsx'
import { type JobSearch, jobsQuery, type Whose } from './jobs-query.ts'
import { useJobButtons } from './useJobButtons.ts'
import { jobWords } from './words.ts'

type Props = {
  readonly whose: Whose
  readonly search: JobSearch
  readonly mayControl: boolean
  /** A link to what a job is about. */
  readonly subjectLink: (subject: BackgroundJob['subject'], children: ReactNode) => ReactNode
  readonly timelineLink: (jobId: string, children: ReactNode) => ReactNode
}

/** Jobs, moving while they are looked at. */
export function JobList({ whose, search, mayControl, subjectLink, timelineLink }: Props) {
  const words = useWords(jobWords)
  const list = useInfiniteQuery(jobsQuery(whose, search))
  const buttons = useJobButtons(mayControl)
  const jobs = list.data?.pages.flatMap(({ items }) => items) ?? []
  if (list.isPending) return <Loading rows={8} />
  if (list.data === undefined) return <ErrorState error={list.error} onRetry={() => void list.refetch()} />
  if (jobs.length === 0) {
    return Object.values(search).every((value) => value === undefined) ? (
      <EmptyState title={words.none}>{words.noneHelp}</EmptyState>
    ) : (
      <EmptyState title={words.noneOfThese}>{words.noneOfTheseHelp}</EmptyState>
    )
  }
  return (
    <div className={classes('transition-opacity', list.isPlaceholderData && 'opacity-60')}>
      <ul aria-label={words.title} className="divide-y border-b">
        {jobs.map((job) => (
          <JobRow
            key={job.id}
            job={job}
            subjectLink={subjectLink}
            timelineLink={timelineLink}
            {...buttons(job)}
          />
        ))}
      </ul>
      <MoreButton pages={list} label={words.more} />
      {list.isFetchNextPageError ? <ErrorState error={list.error} small /> : null}
    </div>
  )
}
