import { Link } from '@tanstack/react-router'
import { may } from '#contract/permissions.ts'
import { jobWords } from '#features/jobs/web/words.ts'
import { useTitle } from '#web/lib/useTitle.ts'
import { useWords } from '#web/lib/words/useWords.ts'
import { tabClasses } from '#web/ui/tab-classes.ts'
import { useMe } from '../useMe.ts'

/** The head of the pages about jobs; who looks after the house goes from one to the other here. */
export function JobsHeader({ description }: { readonly description: string }) {
  const words = useWords(jobWords)
  useTitle(words.title)
  const me = useMe()
  return (
    <header className="flex flex-wrap items-end gap-x-6 gap-y-2 px-4 pt-6 pb-3 md:px-5">
      <div className="min-w-0 flex-1 basis-72">
        <h1 className="font-semibold text-xl tracking-tight">{words.title}</h1>
        <p className="mt-0.5 text-ink-soft">{description}</p>
      </div>
      {may(me.role, 'jobs:administer') ? (
        <nav aria-label={words.whose} className="flex gap-1 overflow-x-auto">
          <Link
            to="/jobs"
            search={{}}
            activeOptions={{ exact: true, includeSearch: false }}
            className={tabClasses}
          >
            {words.own}
          </Link>
          <Link to="/jobs/all" search={{}} activeOptions={{ includeSearch: false }} className={tabClasses}>
            {words.everybody}
          </Link>
          <Link to="/jobs/house" className={tabClasses}>
            {words.house}
          </Link>
          <Link to="/jobs/backups" className={tabClasses}>
            {words.backups}
          </Link>
          <Link to="/jobs/health" className={tabClasses}>
            {words.health}
          </Link>
        </nav>
      ) : null}
    </header>
  )
}
