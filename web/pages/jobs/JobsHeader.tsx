import { Link } from '@tanstack/react-router'
import { may } from '#contract/permissions.ts'
import { jobWords } from '#features/jobs/web/words.ts'
import { useWords } from '#web/lib/words/useWords.ts'
import { PageHead } from '#web/ui/PageHead.tsx'
import { tabClasses } from '#web/ui/tab-classes.ts'
import { useMe } from '../useMe.ts'

/** The head of the pages about jobs; who looks after the house goes from one to the other here. */
export function JobsHeader({ description }: { readonly description: string }) {
  const words = useWords(jobWords)
  const me = useMe()
  return (
    <PageHead
      title={words.title}
      description={description}
      partsLabel={words.whose}
      className="px-4 pb-3 md:px-5"
      parts={
        may(me.role, 'jobs:administer') ? (
          <>
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
          </>
        ) : null
      }
    />
  )
}
