import { Link } from '@tanstack/react-router'
import { may } from '#contract/permissions.ts'
import { useTitle } from '#web/lib/useTitle.ts'
import { useWords } from '#web/lib/words/useWords.ts'
import { tabClasses } from '#web/ui/tab-classes.ts'
import { useMe } from '../useMe.ts'
import { adminWords } from './words.ts'

/** The head of the pages of whoever looks after the house, who goes from one to the other here. */
export function AdminHeader({ description }: { readonly description: string }) {
  const words = useWords(adminWords)
  useTitle(words.title)
  const me = useMe()
  return (
    <header className="flex flex-wrap items-end gap-x-6 gap-y-2 pt-6 pb-4">
      <div className="min-w-0 flex-1 basis-72">
        <h1 className="font-semibold text-xl tracking-tight">{words.title}</h1>
        <p className="mt-0.5 text-ink-soft">{description}</p>
      </div>
      {may(me.role, 'settings:administer') ? (
        <nav aria-label={words.parts} className="flex gap-1 overflow-x-auto">
          <Link to="/admin" activeOptions={{ exact: true }} className={tabClasses}>
            {words.overview}
          </Link>
          <Link to="/admin/settings" className={tabClasses}>
            {words.settings}
          </Link>
        </nav>
      ) : null}
    </header>
  )
}
