import { Link } from '@tanstack/react-router'
import { FilePlus2 } from 'lucide-react'
import { importWords } from '#features/imports/web/words.ts'
import { runAction } from '#web/lib/actions.ts'
import { useWords } from '#web/lib/words/useWords.ts'
import { Button, buttonClasses } from '#web/ui/Button.tsx'
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
  if (rows.total === 0) return <NoPapers search={search} mayWrite={mayWrite} />
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

/** Why there is none, and what to do about it. */
function NoPapers({ search, mayWrite }: Pick<Props, 'search' | 'mayWrite'>) {
  const words = useWords(libraryWords)
  const { add } = useWords(importWords)
  const showAll = (
    <Link to="/" search={{}} className={buttonClasses()}>
      {words.showAll}
    </Link>
  )
  if (search.q !== undefined || activeFilters(search) > 0) {
    return (
      <EmptyState title={words.noMatch} actions={showAll}>
        {words.noMatchHelp}
      </EmptyState>
    )
  }
  if (search.collection !== undefined) {
    return (
      <EmptyState title={words.emptyCollection} actions={showAll}>
        {mayWrite ? words.emptyCollectionHelp : undefined}
      </EmptyState>
    )
  }
  const addPapers = (
    <Button look="primary" onClick={() => runAction('import')}>
      <FilePlus2 aria-hidden />
      {add}
    </Button>
  )
  return (
    <EmptyState title={words.emptyLibrary} actions={mayWrite ? addPapers : undefined}>
      {mayWrite ? words.emptyLibraryHelp : undefined}
    </EmptyState>
  )
}
