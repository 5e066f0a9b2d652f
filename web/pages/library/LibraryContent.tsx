import { useWords } from '#web/lib/words/useWords.ts'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { ErrorState } from '#web/ui/ErrorState.tsx'
import { Loading } from '#web/ui/Loading.tsx'
import { activeFilters } from './filter/search-filter.ts'
import type { LibrarySearch } from './library-search.ts'
import { PaperGrid } from './list/PaperGrid.tsx'
import { libraryWords } from './words.ts'

type Props = Parameters<typeof PaperGrid>[0] & {
  readonly search: LibrarySearch
  readonly mayWrite: boolean
}

/** The list, or why there is none. */
export function LibraryContent({ search, mayWrite, ...list }: Props) {
  const words = useWords(libraryWords)
  const { rows, listKey, shape, rowHeightPx } = list
  // Rows of another height: where the list was left is nowhere in it.
  const drawn = `${shape} ${rowHeightPx}`
  if (rows.first.isPending) return <Loading rows={12} />
  if (rows.first.error !== null) {
    return (
      <div className="px-6">
        <ErrorState error={rows.first.error} onRetry={rows.first.retry} />
      </div>
    )
  }
  if (rows.total === 0) {
    const isNarrowed = search.q !== undefined || activeFilters(search) > 0
    if (isNarrowed) return <EmptyState title={words.noMatch}>{words.noMatchHelp}</EmptyState>
    return search.collection === undefined ? (
      <EmptyState title={words.emptyLibrary}>{mayWrite ? words.emptyLibraryHelp : undefined}</EmptyState>
    ) : (
      <EmptyState title={words.emptyCollection}>
        {mayWrite ? words.emptyCollectionHelp : undefined}
      </EmptyState>
    )
  }
  return (
    <>
      <PaperGrid key={drawn} {...list} listKey={`${drawn} ${listKey}`} />
      {rows.farError === null ? null : (
        <div className="border-t px-5">
          <ErrorState error={rows.farError} onRetry={rows.retryFar} small />
        </div>
      )}
    </>
  )
}
