import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { peopleQuery } from '#features/accounts/web/people-query.ts'
import { CachingView } from '#features/caching/web/CachingView.tsx'
import { kindWords } from '#features/jobs/web/job-words.ts'
import { jobWords } from '#features/jobs/web/words.ts'
import { performanceWindow } from '#features/performance/contract.ts'
import { DatabaseView } from '#features/performance/web/DatabaseView.tsx'
import { JobsView } from '#features/performance/web/JobsView.tsx'
import { MeasuringNotice } from '#features/performance/web/MeasuringNotice.tsx'
import { RequestsView } from '#features/performance/web/RequestsView.tsx'
import { StatementsView } from '#features/performance/web/StatementsView.tsx'
import { UseView } from '#features/performance/web/UseView.tsx'
import { performanceWords } from '#features/performance/web/words.ts'
import { useTitle } from '#web/lib/useTitle.ts'
import { useWords } from '#web/lib/words/useWords.ts'
import { PartsNav } from '#web/ui/PartsNav.tsx'
import { Select } from '#web/ui/Select.tsx'
import { tabClasses } from '#web/ui/tab-classes.ts'
import { performanceView } from './performance-view.ts'

/** Where the house is slow, for who looks after it. */
export function PerformancePage() {
  const words = useWords(performanceWords)
  const jobs = useWords(jobWords)
  useTitle(words.title)
  const { part: view = 'requests', window: asked } = useSearch({ from: '/frame/performance' })
  const window = performanceWindow.safeParse(asked).data ?? '1h'
  const navigate = useNavigate()
  const people = useQuery(peopleQuery)
  const names = new Map((people.data?.items ?? []).map(({ id, name }) => [id as string, name]))
  return (
    <div className="min-h-0 flex-1 overflow-y-auto bg-sheet">
      <div className="mx-auto max-w-page px-4 pb-16 md:px-5">
        <header className="flex flex-wrap items-end gap-x-6 gap-y-2 pt-6 pb-4">
          <div className="min-w-0 flex-1 basis-72">
            <h1 className="font-semibold text-xl tracking-tight">{words.title}</h1>
            <p className="mt-0.5 text-ink-soft">{words.description}</p>
          </div>
          {view === 'database' || view === 'cache' || view === 'use' ? null : (
            <Select
              label={words.window}
              labelHidden
              className="w-44"
              options={performanceWindow.options.map((value) => ({ value, label: words.windows[value] }))}
              value={window}
              onValue={(value) =>
                void navigate({ to: '/performance', search: { part: view, window: value } })
              }
            />
          )}
          <PartsNav label={words.views} open={view} className="w-full gap-1">
            {performanceView.options.map((each) => (
              <Link
                key={each}
                to="/performance"
                search={{ part: each, window }}
                aria-current={each === view ? 'page' : undefined}
                className={tabClasses}
              >
                {words.viewNames[each]}
              </Link>
            ))}
          </PartsNav>
        </header>
        <MeasuringNotice />
        {view === 'requests' ? <RequestsView window={window} nameOf={(id) => names.get(id)} /> : null}
        {view === 'statements' ? <StatementsView window={window} /> : null}
        {view === 'jobs' ? <JobsView window={window} nameOf={(kind) => kindWords(jobs, kind, kind)} /> : null}
        {view === 'database' ? <DatabaseView /> : null}
        {view === 'cache' ? <CachingView /> : null}
        {view === 'use' ? <UseView /> : null}
      </div>
    </div>
  )
}
