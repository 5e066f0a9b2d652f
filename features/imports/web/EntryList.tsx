import { useInfiniteQuery } from '@tanstack/react-query'
import { useVirtualizer } from '@tanstack/react-virtual'
import { type ReactNode, useEffect, useRef } from 'react'
import { useWords } from '#web/lib/words/useWords.ts'
import { ErrorState } from '#web/ui/ErrorState.tsx'
import { Loading } from '#web/ui/Loading.tsx'
import type { EntryOutcome } from '../contract.ts'
import { EntryRow } from './EntryRow.tsx'
import { entriesQuery } from './import-queries.ts'
import { importWords } from './words.ts'

type Props = {
  readonly importId: string
  readonly outcome: EntryOutcome | undefined
  readonly paperLink: (paperId: string, title: ReactNode) => ReactNode
}

const rowHeightPx = 53
const rowsAhead = 20

/** The entries of an import; only those on screen are in the page, so that ten thousand scroll like fifty. */
export function EntryList({ importId, outcome, paperLink }: Props) {
  const words = useWords(importWords)
  const query = useInfiniteQuery(entriesQuery(importId, outcome))
  const entries = query.data?.pages.flatMap(({ items }) => items) ?? []
  const frame = useRef<HTMLDivElement>(null)
  const virtual = useVirtualizer({
    count: entries.length,
    getScrollElement: () => frame.current,
    estimateSize: () => rowHeightPx,
    overscan: 8,
  })
  const rows = virtual.getVirtualItems()
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = query
  const lastShown = rows.at(-1)?.index ?? 0
  const isNearEnd = hasNextPage && !isFetchingNextPage && lastShown >= entries.length - rowsAhead
  // The server is the outside system: the next page is asked for before its place is reached.
  useEffect(() => {
    if (isNearEnd) void fetchNextPage()
  }, [isNearEnd, fetchNextPage])
  if (query.isPending) return <Loading />
  if (query.isError && entries.length === 0)
    return <ErrorState error={query.error} onRetry={() => void query.refetch()} small />
  if (entries.length === 0)
    return <p className="py-4 text-ink-faint">{outcome === undefined ? words.noEntries : words.noneOfThem}</p>
  return (
    <section
      ref={frame}
      // A list that scrolls is reached with the keyboard, so that arrows scroll it.
      // biome-ignore lint/a11y/noNoninteractiveTabindex: see above
      tabIndex={0}
      aria-label={words.entries}
      className="h-[50dvh] overflow-y-auto border-y"
    >
      <ul className="relative" style={{ height: virtual.getTotalSize() }}>
        {rows.map(({ index, key, start }) => {
          const entry = entries[index]
          return entry === undefined ? null : (
            <li
              key={key}
              ref={virtual.measureElement}
              data-index={index}
              className="absolute inset-x-0 top-0 border-b last:border-b-0"
              style={{ translate: `0 ${start}px` }}
            >
              <EntryRow entry={entry} paperLink={paperLink} />
            </li>
          )
        })}
      </ul>
      {query.isFetchNextPageError ? (
        <ErrorState error={query.error} onRetry={() => void fetchNextPage()} small />
      ) : null}
    </section>
  )
}
