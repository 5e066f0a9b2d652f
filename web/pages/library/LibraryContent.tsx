import type { PaperSummary } from '#features/papers/contract.ts'
import { useWords } from '#web/lib/words/useWords.ts'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { ErrorState } from '#web/ui/ErrorState.tsx'
import { Loading } from '#web/ui/Loading.tsx'
import type { LibrarySearch } from './library-search.ts'
import { PaperList } from './PaperList.tsx'
import { activeFilters, type useLibrary } from './useLibrary.ts'
import { libraryWords } from './words.ts'

type Props = {
  readonly rows: ReturnType<typeof useLibrary>['rows']
  readonly papers: readonly PaperSummary[]
  readonly search: LibrarySearch
  readonly mayWrite: boolean
  readonly currentId: string | undefined
  readonly onNeedMore: () => void
  readonly onCurrent: (paper: PaperSummary) => void
}

/** The list, or why there is none. */
export function LibraryContent({ rows, papers, search, mayWrite, ...list }: Props) {
  const words = useWords(libraryWords)
  const frame = 'min-w-0 flex-1 bg-sheet'
  if (rows.isPending) {
    return (
      <div className={frame}>
        <Loading rows={12} />
      </div>
    )
  }
  if (rows.data === undefined) {
    return (
      <div className={frame}>
        <div className="px-6">
          <ErrorState error={rows.error} onRetry={() => void rows.refetch()} />
        </div>
      </div>
    )
  }
  if (papers.length === 0) {
    const isNarrowed = search.q !== undefined || activeFilters(search) > 0
    return (
      <div className={frame}>
        {isNarrowed ? (
          <EmptyState title={words.noMatch}>{words.noMatchHelp}</EmptyState>
        ) : search.collection === undefined ? (
          <EmptyState title={words.emptyLibrary}>{mayWrite ? words.emptyLibraryHelp : undefined}</EmptyState>
        ) : (
          <EmptyState title={words.emptyCollection}>
            {mayWrite ? words.emptyCollectionHelp : undefined}
          </EmptyState>
        )}
      </div>
    )
  }
  return (
    <PaperList
      {...list}
      papers={papers}
      total={rows.data.pages[0]?.total ?? papers.length}
      hasMore={rows.hasNextPage && !rows.isFetchNextPageError}
      isFetchingMore={rows.isFetchingNextPage}
      isStale={rows.isPlaceholderData}
    />
  )
}
