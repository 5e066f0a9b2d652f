import { Link, useNavigate } from '@tanstack/react-router'
import { Ellipsis, Terminal } from 'lucide-react'
import { useWords } from '#web/lib/words/useWords.ts'
import { Menu } from '#web/ui/Menu.tsx'
import { useDestinations } from './useDestinations.ts'
import { WaitingCount } from './WaitingCount.tsx'
import { shellWords } from './words.ts'

const placeClasses =
  'relative flex h-13 w-full flex-col items-center justify-center gap-0.5 text-2xs text-ink-faint aria-[current=page]:font-medium aria-[current=page]:text-accent'

/** The navigation at the thumb, on phones: the places one goes to most, and the others under "more". */
export function BottomBar({ openCommands }: { readonly openCommands: () => void }) {
  const words = useWords(shellWords)
  const navigate = useNavigate()
  const destinations = useDestinations()
  return (
    <nav
      aria-label={words.navigation}
      className="shrink-0 border-t bg-shelf pb-[env(safe-area-inset-bottom)] print:hidden"
    >
      <ul className="flex">
        {destinations
          .filter(({ inBar }) => inBar === true)
          .map(({ to, name, icon: Icon }) => (
            <li key={to} className="flex-1">
              <Link
                to={to}
                activeOptions={{ exact: to === '/', includeSearch: false }}
                className={placeClasses}
              >
                <Icon className="size-5" aria-hidden />
                {words.places[name]}
                {name === 'duplicates' ? <WaitingCount /> : null}
              </Link>
            </li>
          ))}
        <li className="flex-1">
          <Menu
            side="top"
            trigger={
              <button type="button" className={placeClasses}>
                <Ellipsis className="size-5" aria-hidden />
                {words.more}
              </button>
            }
            entries={[
              ...destinations
                .filter(({ inBar }) => inBar !== true)
                .map(({ to, name, icon: Icon }) => ({
                  label: words.places[name],
                  icon: <Icon aria-hidden />,
                  onPick: () => void navigate({ to }),
                })),
              { kind: 'line', label: 'line-commands' },
              { label: words.commands, icon: <Terminal aria-hidden />, onPick: openCommands },
            ]}
          />
        </li>
      </ul>
    </nav>
  )
}
