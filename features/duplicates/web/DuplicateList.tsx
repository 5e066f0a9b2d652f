import { useInfiniteQuery } from '@tanstack/react-query'
import { useWords } from '#web/lib/words/useWords.ts'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { ErrorState } from '#web/ui/ErrorState.tsx'
import { Loading } from '#web/ui/Loading.tsx'
import { MoreButton } from '#web/ui/MoreButton.tsx'
import { duplicatesQuery } from './duplicates-query.ts'
import { type Links, PairRow } from './PairRow.tsx'
import { usePairDecisions } from './usePairDecisions.ts'
import { duplicateWords } from './words.ts'

/** All pairs that may be one, the surest first. */
export function DuplicateList(links: Links) {
  const words = useWords(duplicateWords)
  const list = useInfiniteQuery(duplicatesQuery)
  const decisions = usePairDecisions()
  if (list.isPending) return <Loading rows={6} />
  if (list.data === undefined) return <ErrorState error={list.error} onRetry={() => void list.refetch()} />
  const pairs = list.data.pages.flatMap(({ items }) => items)
  if (pairs.length === 0) return <EmptyState title={words.none}>{words.noneHelp}</EmptyState>
  return (
    <>
      <ul aria-label={words.title} className="divide-y border-b">
        {pairs.map((pair) => (
          <PairRow key={pair.id} pair={pair} decisions={decisions} {...links} />
        ))}
      </ul>
      <MoreButton pages={list} label={words.more} />
    </>
  )
}
