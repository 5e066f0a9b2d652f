import { Link } from '@tanstack/react-router'
import { may } from '#contract/permissions.ts'
import { useTitle } from '#web/lib/useTitle.ts'
import { useWords } from '#web/lib/words/useWords.ts'
import { tabClasses } from '#web/ui/tab-classes.ts'
import { useMe } from '../useMe.ts'
import { en } from './text.en.ts'
import { ko } from './text.ko.ts'

const texts = { en, ko }

/** The head of the pages about security; who looks after the house goes from one to the other here. */
export function SecurityHeader({ description }: { readonly description?: string }) {
  const words = useWords(texts)
  useTitle(words.title)
  const me = useMe()
  return (
    <header className="flex flex-wrap items-end gap-x-6 gap-y-2 pt-6 pb-4">
      <div className="min-w-0 flex-1 basis-72">
        <h1 className="font-semibold text-xl tracking-tight">{words.title}</h1>
        <p className="mt-0.5 text-ink-soft">{description ?? words.help}</p>
      </div>
      {may(me.role, 'audit:read') ? (
        <nav aria-label={words.whose} className="flex gap-1 overflow-x-auto">
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
        </nav>
      ) : null}
    </header>
  )
}
