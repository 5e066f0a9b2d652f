import { Link } from '@tanstack/react-router'
import { may } from '#contract/permissions.ts'
import { usageWords } from '#features/usage/web/words.ts'
import { useWords } from '#web/lib/words/useWords.ts'
import { PageHead } from '#web/ui/PageHead.tsx'
import { tabClasses } from '#web/ui/tab-classes.ts'
import { useMe } from '../useMe.ts'

/** The head of the pages about usage; who looks after the house goes from one to the other here. */
export function UsageHeader({ description }: { readonly description: string }) {
  const words = useWords(usageWords)
  const me = useMe()
  return (
    <PageHead
      title={words.title}
      description={description}
      partsLabel={words.whose}
      parts={
        may(me.role, 'usage:administer') ? (
          <>
            <Link to="/usage" activeOptions={{ exact: true }} className={tabClasses}>
              {words.own}
            </Link>
            <Link to="/usage/all" className={tabClasses}>
              {words.everybody}
            </Link>
          </>
        ) : null
      }
    />
  )
}
