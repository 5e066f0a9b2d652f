import { useInfiniteQuery } from '@tanstack/react-query'
import { Link, useSearch } from '@tanstack/react-router'
import { may } from '#contract/permissions.ts'
import type { JobState } from '#features/jobs/contract.ts'
import { JobList } from '#features/jobs/web/JobList.tsx'
import { jobsQuery } from '#features/jobs/web/jobs-query.ts'
import { jobWords } from '#features/jobs/web/words.ts'
import { useFormat } from '#web/lib/format.ts'
import { useTitle } from '#web/lib/useTitle.ts'
import { useWords } from '#web/lib/words/useWords.ts'
import { SubjectLink } from '../shell/SubjectLink.tsx'
import { useMe } from './useMe.ts'

const filters = ['unfinished', 'failed', 'completed', 'cancelled'] as const
const countedAs: Readonly<Record<(typeof filters)[number], readonly JobState[]>> = {
  unfinished: ['waiting', 'delayed', 'active', 'retrying'],
  failed: ['failed'],
  completed: ['completed'],
  cancelled: ['cancelled'],
}

const filterClasses =
  'flex h-9 items-center gap-1.5 whitespace-nowrap border-b-2 border-transparent text-ink-faint hover:text-ink aria-[current=page]:border-accent aria-[current=page]:font-medium aria-[current=page]:text-ink pointer-coarse:h-11'

export function JobsPage() {
  const words = useWords(jobWords)
  useTitle(words.title)
  const format = useFormat()
  const me = useMe()
  const { state } = useSearch({ from: '/frame/jobs' })
  const counts = useInfiniteQuery(jobsQuery(state)).data?.pages[0]?.counts ?? {}
  const countOf = (filter: (typeof filters)[number]) =>
    countedAs[filter].reduce((sum, one) => sum + (counts[one] ?? 0), 0)
  return (
    <div className="min-h-0 flex-1 overflow-y-auto bg-sheet">
      <div className="mx-auto max-w-page">
        <header className="px-4 pt-6 pb-3 md:px-5">
          <h1 className="font-semibold text-xl tracking-tight">{words.title}</h1>
          <p className="mt-0.5 text-ink-soft">{words.description}</p>
        </header>
        <nav aria-label={words.filter} className="flex gap-5 overflow-x-auto border-b px-4 md:px-5">
          <Link to="/jobs" search={{}} activeOptions={{ exact: true }} className={filterClasses}>
            {words.all}
          </Link>
          {filters.map((filter) => (
            <Link key={filter} to="/jobs" search={{ state: filter }} className={filterClasses}>
              {words.filters[filter]}
              {countOf(filter) > 0 ? (
                <span className="text-2xs text-ink-faint">{format.number(countOf(filter))}</span>
              ) : null}
            </Link>
          ))}
        </nav>
        <JobList
          state={state}
          mayControl={may(me.role, 'jobs:control')}
          subjectLink={(subject, children) => (
            <SubjectLink subject={subject} className="hover:text-accent hover:underline">
              {children}
            </SubjectLink>
          )}
        />
      </div>
    </div>
  )
}
