import { Link } from '@tanstack/react-router'
import { may } from '#contract/permissions.ts'
import { useWords } from '#web/lib/words/useWords.ts'
import { PageHead } from '#web/ui/PageHead.tsx'
import { tabClasses } from '#web/ui/tab-classes.ts'
import { useMe } from '../useMe.ts'
import { en } from './text.en.ts'
import { ko } from './text.ko.ts'

const texts = { en, ko }

/** The head of the pages about security; who looks after the house goes from one to the other here. */
export function SecurityHeader({ description }: { readonly description?: string }) {
  const words = useWords(texts)
  const me = useMe()
  return (
    <PageHead
      title={words.title}
      description={description ?? words.help}
      partsLabel={words.whose}
      parts={
        may(me.role, 'audit:read') ? (
          <>
            <Link to="/security" activeOptions={{ exact: true }} className={tabClasses}>
              {words.own}
            </Link>
            <Link to="/security/people" className={tabClasses}>
              {words.people}
            </Link>
            <Link to="/security/activity" className={tabClasses}>
              {words.activity}
            </Link>
            <Link to="/security/trail" className={tabClasses}>
              {words.trail}
            </Link>
          </>
        ) : null
      }
    />
  )
}
