import { useInfiniteQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useWords } from '#web/lib/words/useWords.ts'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { ErrorState } from '#web/ui/ErrorState.tsx'
import { Loading } from '#web/ui/Loading.tsx'
import { MoreButton } from '#web/ui/MoreButton.tsx'
import { Section } from '#web/ui/Section.tsx'
import { EventRow } from './parts/EventRow.tsx'
import { eventsQuery } from './watch-queries.ts'
import { watchWords } from './words.ts'

/** What is in force against networks and people, and all that was before; between them what it comes to. */
export function SecurityEvents({ between }: { readonly between?: ReactNode }) {
  const words = useWords(watchWords)
  return (
    <>
      <Section title={words.active} description={words.activeHelp}>
        <Events active none={<p className="py-2 text-ink-soft">{words.noneActive}</p>} />
      </Section>
      {between}
      <Section title={words.all} description={words.allHelp}>
        <Events active={false} none={<EmptyState title={words.none}>{words.noneHelp}</EmptyState>} />
      </Section>
    </>
  )
}

type EventsProps = { readonly active: boolean; readonly none: ReactNode }

function Events({ active, none }: EventsProps) {
  const words = useWords(watchWords)
  const pages = useInfiniteQuery(eventsQuery({ active }))
  if (pages.isPending) return <Loading rows={active ? 1 : 5} />
  if (pages.data === undefined) return <ErrorState error={pages.error} onRetry={() => void pages.refetch()} />
  const events = pages.data.pages.flatMap(({ items }) => items)
  if (events.length === 0) return none
  return (
    <>
      <ol aria-label={active ? words.active : words.all} className="-mt-2 divide-y divide-hairline">
        {events.map((event) => (
          <EventRow key={event.id} event={event} canRelease={active} />
        ))}
      </ol>
      <MoreButton pages={pages} label={words.more} />
    </>
  )
}
