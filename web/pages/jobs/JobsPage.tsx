import { useInfiniteQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { may } from '#contract/permissions.ts'
import { BatchesPanel } from '#features/analysis/web/batches/BatchesPanel.tsx'
import type { JobState } from '#features/jobs/contract.ts'
import { JobFilters } from '#features/jobs/web/JobFilters.tsx'
import { JobList } from '#features/jobs/web/JobList.tsx'
import { type JobSearch, jobsQuery, type Whose } from '#features/jobs/web/jobs-query.ts'
import { jobWords } from '#features/jobs/web/words.ts'
import { useFormat } from '#web/lib/format.ts'
import { useWords } from '#web/lib/words/useWords.ts'
import { PartsNav } from '#web/ui/PartsNav.tsx'
import { SubjectLink } from '../../shell/SubjectLink.tsx'
import { useMe } from '../useMe.ts'
import { JobsHeader } from './JobsHeader.tsx'

const filters = ['unfinished', 'failed', 'completed', 'cancelled'] as const
const countedAs: Readonly<Record<(typeof filters)[number], readonly JobState[]>> = {
  unfinished: ['waiting', 'delayed', 'active', 'retrying'],
  failed: ['failed'],
  completed: ['completed'],
  cancelled: ['cancelled'],
}

const filterClasses =
  'flex h-9 items-center gap-1.5 whitespace-nowrap border-b-2 border-transparent text-ink-faint hover:text-ink aria-[current=page]:border-accent aria-[current=page]:font-medium aria-[current=page]:text-ink pointer-coarse:h-11'

/** The person's jobs. */
export function JobsPage() {
  return <Jobs whose="own" to="/jobs" search={useSearch({ from: '/frame/jobs' })} />
}

/** Everybody's, for who looks after the house. */
export function AllJobsPage() {
  return <Jobs whose="everybody" to="/jobs/all" search={useSearch({ from: '/frame/jobs/all' })} />
}

type Props = {
  readonly whose: Whose
  readonly to: '/jobs' | '/jobs/all'
  readonly search: Omit<JobSearch, 'state'> & { readonly state?: (typeof filters)[number] | undefined }
}

function Jobs({ whose, to, search }: Props) {
  const words = useWords(jobWords)
  const format = useFormat()
  const me = useMe()
  const navigate = useNavigate()
  const page = useInfiniteQuery(jobsQuery(whose, search)).data?.pages[0]
  const countOf = (states: readonly JobState[]) =>
    states.reduce((sum, state) => sum + (page?.counts[state] ?? 0), 0)
  const shown = (filter: (typeof filters)[number]) =>
    search.state === undefined || search.state === filter ? countOf(countedAs[filter]) : 0
  const mayControl = may(me.role, 'jobs:control')
  return (
    <div className="min-h-0 flex-1 overflow-y-auto bg-sheet">
      <div className="mx-auto max-w-page">
        <JobsHeader description={whose === 'own' ? words.description : words.everybodyDescription} />
        {whose === 'own' && may(me.role, 'analyses:read') ? (
          <BatchesPanel mayAsk={may(me.role, 'analyses:request')} />
        ) : null}
        <div className="border-b">
          <PartsNav label={words.filter} open={search.state ?? 'all'} className="gap-5 px-4 md:px-5">
            <Link
              to={to}
              search={{ ...search, state: undefined }}
              activeOptions={{ exact: true }}
              className={filterClasses}
            >
              {words.all}
            </Link>
            {filters.map((filter) => (
              <Link
                key={filter}
                to={to}
                search={{ ...search, state: filter }}
                activeOptions={{ exact: true }}
                className={filterClasses}
              >
                {words.filters[filter]}
                {countOf(countedAs[filter]) > 0 ? (
                  <span className="text-2xs text-ink-faint">{format.number(countOf(countedAs[filter]))}</span>
                ) : null}
              </Link>
            ))}
          </PartsNav>
        </div>
        <JobFilters
          whose={whose}
          search={search}
          narrow={(change) => void navigate({ to, search: { ...search, ...change }, replace: true })}
          kinds={page?.kinds ?? []}
          errorCodes={page?.errorCodes ?? []}
          mayControl={mayControl}
          cancellable={shown('unfinished')}
          repeatable={shown('failed') + shown('cancelled')}
        />
        <JobList
          whose={whose}
          search={search}
          mayControl={mayControl}
          subjectLink={(subject, children) => (
            <SubjectLink
              subject={subject}
              className="inline-block max-w-full truncate align-bottom leading-6 hover:text-accent hover:underline"
            >
              {children}
            </SubjectLink>
          )}
          timelineLink={(jobId, children) => (
            <Link to="/jobs/$jobId" params={{ jobId }} className="hover:text-accent hover:underline">
              {children}
            </Link>
          )}
        />
      </div>
    </div>
  )
}
