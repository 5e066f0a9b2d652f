import { Link } from '@tanstack/react-router'
import { useWords } from '#web/lib/words/useWords.ts'
import { destinations } from './destinations.ts'
import { WaitingCount } from './WaitingCount.tsx'
import { shellWords } from './words.ts'

/** The navigation at the thumb, on phones. */
export function BottomBar() {
  const words = useWords(shellWords)
  return (
    <nav
      aria-label={words.navigation}
      className="shrink-0 border-t bg-shelf pb-[env(safe-area-inset-bottom)] md:hidden"
    >
      <ul className="flex">
        {destinations.map(({ to, name, icon: Icon }) => (
          <li key={to} className="flex-1">
            <Link
              to={to}
              activeOptions={{ exact: to === '/', includeSearch: false }}
              className="relative flex h-13 flex-col items-center justify-center gap-0.5 text-2xs text-ink-faint aria-[current=page]:font-medium aria-[current=page]:text-accent"
            >
              <Icon className="size-5" aria-hidden />
              {words[name]}
              {name === 'duplicates' ? <WaitingCount /> : null}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  )
}
