import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useBrandName, usualName } from '#web/lib/brand.ts'
import { useWords } from '#web/lib/words/useWords.ts'
import type { Destination } from './destinations.ts'
import { Mark } from './Mark.tsx'
import { useDestinations } from './useDestinations.ts'
import { WaitingCount } from './WaitingCount.tsx'
import { shellWords } from './words.ts'

/** The navigation at the left, from tablet width on: icons, on wide screens with their names. */
export function Rail({ foot }: { readonly foot: ReactNode }) {
  const words = useWords(shellWords)
  const brand = useBrandName()
  return (
    <nav
      aria-label={words.navigation}
      className="flex w-13 shrink-0 flex-col overflow-y-auto border-r bg-shelf px-2 pb-2 xl:w-46 print:hidden"
    >
      <Link to="/" className="flex h-12 shrink-0 items-center gap-2.5 rounded-md px-1.5">
        <Mark className="size-6 shrink-0" />
        <span className="min-w-0 truncate font-bold text-base tracking-tight max-xl:sr-only">
          {brand === usualName ? (
            <>
              <span lang="ko">서고</span> <span className="font-normal text-ink-faint">Seogo</span>
            </>
          ) : (
            brand
          )}
        </span>
      </Link>
      <Places part="papers" />
      <Places part="house" />
      <div className="mt-auto pt-2">{foot}</div>
    </nav>
  )
}

function Places({ part }: { readonly part: Destination['part'] }) {
  const { places } = useWords(shellWords)
  const destinations = useDestinations()
  return (
    <ul className="mt-2 flex flex-col gap-0.5 not-first-of-type:border-t not-first-of-type:pt-2">
      {destinations
        .filter((one) => one.part === part)
        .map(({ to, name, icon: Icon }) => (
          <li key={to}>
            <Link
              to={to}
              activeOptions={{ exact: to === '/', includeSearch: false }}
              title={places[name]}
              className="relative flex h-8 items-center gap-3 rounded-md px-2.5 text-ink-soft hover:bg-wash hover:text-ink aria-[current=page]:bg-tint aria-[current=page]:font-medium aria-[current=page]:text-accent pointer-coarse:h-11"
            >
              <Icon className="size-4 shrink-0" aria-hidden />
              <span className="truncate max-xl:sr-only">{places[name]}</span>
              {name === 'duplicates' ? <WaitingCount /> : null}
            </Link>
          </li>
        ))}
    </ul>
  )
}
