import { Link } from '@tanstack/react-router'
import { may } from '#contract/permissions.ts'
import { useWords } from '#web/lib/words/useWords.ts'
import { PageHead } from '#web/ui/PageHead.tsx'
import { tabClasses } from '#web/ui/tab-classes.ts'
import { useMe } from '../useMe.ts'
import { adminWords } from './words.ts'

/** The head of the pages of whoever looks after the house, who goes from one to the other here. */
export function AdminHeader({ description }: { readonly description: string }) {
  const words = useWords(adminWords)
  const me = useMe()
  return (
    <PageHead
      title={words.title}
      description={description}
      partsLabel={words.parts}
      parts={
        may(me.role, 'settings:administer') ? (
          <>
            <Link to="/admin" activeOptions={{ exact: true }} className={tabClasses}>
              {words.overview}
            </Link>
            <Link to="/admin/settings" className={tabClasses}>
              {words.settings}
            </Link>
          </>
        ) : null
      }
    />
  )
}
