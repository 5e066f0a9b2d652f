import { Link, useNavigate } from '@tanstack/react-router'
import { lazy, type ReactNode, Suspense, useCallback, useState } from 'react'
import { may } from '#contract/permissions.ts'
import { ExportButton } from '#features/exports/web/ExportButton.tsx'
import { DropZone } from '#features/imports/web/DropZone.tsx'
import { ImportButton } from '#features/imports/web/ImportButton.tsx'
import { ImportTray } from '#features/imports/web/ImportTray.tsx'
import type { PaperSummary } from '#features/papers/contract.ts'
import { useActions } from '#web/lib/actions.ts'
import { useFormat } from '#web/lib/format.ts'
import { useStoredChoice } from '#web/lib/stored-choice.ts'
import { useTitle } from '#web/lib/useTitle.ts'
import { useWords } from '#web/lib/words/useWords.ts'
import { ErrorState } from '#web/ui/ErrorState.tsx'
import { useMe } from '../useMe.ts'
import { CollectionsPane } from './CollectionsPane.tsx'
import { collectionsShown } from './collections-shown.ts'
import { setCurrentPaper, useCurrentPaper } from './current-paper.ts'
import { FilterBar } from './FilterBar.tsx'
import { LibraryContent } from './LibraryContent.tsx'
import { PreviewPane } from './PreviewPane.tsx'
import { useLibrary } from './useLibrary.ts'
import { libraryWords } from './words.ts'

const QuickLook = lazy(async () => ({ default: (await import('./QuickLook.tsx')).QuickLook }))
const CollectionPicker = lazy(async () => ({
  default: (await import('#features/reading/web/collections/CollectionPicker.tsx')).CollectionPicker,
}))
const ImportReportDialog = lazy(async () => ({
  default: (await import('#features/imports/web/ImportReportDialog.tsx')).ImportReportDialog,
}))

/** Beside the list there is room for the preview. */
const hasPreview = () => matchMedia('(min-width: 80rem)').matches

const paperLink = (paperId: string, title: ReactNode) => (
  <Link to="/papers/$paperId" params={{ paperId }} className="hover:text-accent hover:underline">
    {title}
  </Link>
)

export function LibraryPage() {
  const words = useWords(libraryWords)
  useTitle(words.title)
  const format = useFormat()
  const navigate = useNavigate()
  const me = useMe()
  const { search, filter, rows, papers, first, narrow } = useLibrary()
  const currentId = useCurrentPaper()
  const [isLooking, setIsLooking] = useState(false)
  const [isFiling, setIsFiling] = useState(false)
  const showsCollections = useStoredChoice(collectionsShown) === 'shown'
  const current = papers.find(({ id }) => id === currentId)
  const mayWrite = may(me.role, 'papers:write')
  const editable = me.libraries.filter(({ membership }) => membership !== 'reader')
  const libraryId = editable[0]?.id

  const open = (paper: PaperSummary | undefined) => {
    if (paper === undefined) return
    setCurrentPaper(paper.id)
    void navigate({ to: '/papers/$paperId', params: { paperId: paper.id } })
  }
  const move = (by: number) => {
    const at = papers.findIndex(({ id }) => id === currentId)
    const next = papers[at < 0 ? 0 : Math.min(papers.length - 1, Math.max(0, at + by))]
    if (next !== undefined) setCurrentPaper(next.id)
  }
  const { group, ...names } = words.actions
  useActions([
    {
      id: 'next',
      title: names.next,
      group,
      keys: 'j',
      otherKeys: 'ArrowDown',
      repeats: true,
      run: () => move(1),
    },
    {
      id: 'previous',
      title: names.previous,
      group,
      keys: 'k',
      otherKeys: 'ArrowUp',
      repeats: true,
      run: () => move(-1),
    },
    { id: 'open', title: names.open, group, keys: 'o', run: () => open(current) },
    { id: 'look', title: names.look, group, keys: 'Space', run: () => setIsLooking(current !== undefined) },
    ...(mayWrite
      ? [{ id: 'file', title: names.file, group, keys: 'c', run: () => setIsFiling(current !== undefined) }]
      : []),
  ])

  const { fetchNextPage } = rows
  const needMore = useCallback(() => void fetchNextPage(), [fetchNextPage])
  const content = (
    <>
      <FilterBar
        search={search}
        narrow={narrow}
        total={first?.total}
        totalIsExact={first?.totalIsExact ?? true}
      >
        {first === undefined || first.total === 0 ? null : (
          <ExportButton
            choice={filter}
            count={words.count(first.total, format.number(first.total), first.totalIsExact)}
            group={group}
          />
        )}
        {mayWrite ? <ImportButton libraries={editable} group={group} paperLink={paperLink} /> : null}
      </FilterBar>
      <ImportTray onReport={(id) => narrow({ import: id })} paperLink={paperLink} />
      <div className="flex min-h-0 flex-1">
        {showsCollections ? (
          <div className="w-52 shrink-0 overflow-y-auto border-r bg-paper px-2 py-2 max-lg:hidden 2xl:w-64">
            <CollectionsPane shownId={search.collection} onLeave={() => narrow({ collection: undefined })} />
          </div>
        ) : null}
        <LibraryContent
          rows={rows}
          papers={papers}
          search={search}
          mayWrite={mayWrite}
          currentId={currentId}
          onNeedMore={needMore}
          onCurrent={(paper) => (hasPreview() ? setCurrentPaper(paper.id) : open(paper))}
        />
        {papers.length > 0 ? <PreviewPane paper={current} /> : null}
      </div>
      {rows.isFetchNextPageError ? (
        <div className="border-t px-5">
          <ErrorState error={rows.error} onRetry={needMore} small />
        </div>
      ) : null}
      <Suspense>
        {isLooking && current !== undefined ? (
          <QuickLook paper={current} onClose={() => setIsLooking(false)} />
        ) : null}
        {isFiling && current !== undefined ? (
          <CollectionPicker paper={current} onClose={() => setIsFiling(false)} />
        ) : null}
        {search.import === undefined ? null : (
          <ImportReportDialog
            importId={search.import}
            onClose={() => narrow({ import: undefined })}
            paperLink={paperLink}
          />
        )}
      </Suspense>
    </>
  )
  return mayWrite ? (
    <DropZone libraryId={libraryId}>{content}</DropZone>
  ) : (
    <div className="flex min-h-0 flex-1 flex-col">{content}</div>
  )
}
