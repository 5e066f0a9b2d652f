import { Link, useNavigate } from '@tanstack/react-router'
import { lazy, type ReactNode, Suspense, useState } from 'react'
import { may } from '#contract/permissions.ts'
import { ExportButton } from '#features/exports/web/ExportButton.tsx'
import { DropZone } from '#features/imports/web/DropZone.tsx'
import { ImportButton } from '#features/imports/web/ImportButton.tsx'
import { ImportTray } from '#features/imports/web/ImportTray.tsx'
import type { PaperSummary } from '#features/papers/contract.ts'
import { useJudge } from '#features/reading/web/useJudge.ts'
import { QuestionNotes } from '#features/search/web/QuestionNotes.tsx'
import { useFormat } from '#web/lib/format.ts'
import { useStoredChoice } from '#web/lib/stored-choice.ts'
import { useTitle } from '#web/lib/useTitle.ts'
import { useWords } from '#web/lib/words/useWords.ts'
import { useMayEdit, useTargets } from '../useLibraries.ts'
import { useMe } from '../useMe.ts'
import { BulkBar } from './BulkBar.tsx'
import { BulkActions } from './bulk/BulkActions.tsx'
import { chosenOf } from './bulk/chosen.ts'
import { useAct } from './bulk/useAct.ts'
import { CollectionsPane } from './CollectionsPane.tsx'
import { collectionsShown } from './collections-shown.ts'
import { setCurrent } from './current-paper.ts'
import { FilterBar } from './FilterBar.tsx'
import { LibraryContent } from './LibraryContent.tsx'
import { ViewButtons } from './list/ViewButtons.tsx'
import { PreviewPane } from './PreviewPane.tsx'
import { useLibraryList } from './useLibraryList.ts'
import { useListActions } from './useListActions.ts'
import { libraryWords } from './words.ts'

const QuickLook = lazy(async () => ({ default: (await import('./QuickLook.tsx')).QuickLook }))
const TagDialog = lazy(async () => ({ default: (await import('./TagDialog.tsx')).TagDialog }))
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

const settingsLink = (text: ReactNode) => (
  <Link to="/settings" className="text-accent underline underline-offset-2">
    {text}
  </Link>
)

export function LibraryPage() {
  const words = useWords(libraryWords)
  useTitle(words.title)
  const format = useFormat()
  const navigate = useNavigate()
  const list = useLibraryList()
  const { search, choice, narrow, rows, current, choosing, view } = list
  const [open, setOpen] = useState<'look' | 'file' | 'tag' | undefined>(undefined)
  const showsCollections = useStoredChoice(collectionsShown) === 'shown'
  const editable = useTargets(search.library)
  const mayWrite = editable.length > 0
  const judge = useJudge()
  const acts = useAct()
  const me = useMe()
  const chosen = chosenOf(choosing, choice)
  const { paper } = current
  const mayEdit = useMayEdit(paper?.libraryId)
  const enter = ({ id }: PaperSummary, index: number) => {
    setCurrent({ paperId: id, index })
    void navigate({ to: '/papers/$paperId', params: { paperId: id } })
  }
  /** What is chosen, or else the current paper; the one after it becomes current. */
  const trash = async () => {
    const papers = choosing.size > 0 ? chosen : paper === undefined ? undefined : { paperIds: [paper.id] }
    if (papers === undefined || !(await acts.trash(papers))) return
    choosing.clear()
    setCurrent({ paperId: undefined, index: current.index })
  }
  const show = (what: typeof open) => setOpen(paper === undefined ? undefined : what)
  useListActions({
    current,
    choosing,
    mayWrite: mayEdit,
    onOpen: () => paper !== undefined && enter(paper, current.index),
    onLook: () => show('look'),
    onFile: () => show('file'),
    onTag: () => show('tag'),
    onTrash: () => void trash(),
    onView: () => list.setView(view === 'rows' ? 'table' : 'rows'),
    onJudge: (change) => {
      if (choosing.size > 0) void acts.judge(chosen, change)
      else if (paper !== undefined) judge({ paperId: paper.id, ...change })
    },
  })
  const { total, totalIsExact } = rows
  const count = words.count(total, format.number(total), totalIsExact)
  const content = (
    <>
      <FilterBar
        search={search}
        choice={choice}
        narrow={narrow}
        clear={list.clear}
        changed={list.changed}
        byMeaning={list.byMeaning}
        total={rows.first.isPending ? undefined : total}
        totalIsExact={totalIsExact}
      >
        <ViewButtons view={view} onView={list.setView} />
        {/* What is found by meaning is chosen first: no filter says which papers these are. */}
        {total === 0 || list.byMeaning ? null : (
          <ExportButton choice={choice} count={count} group={words.actions.group} />
        )}
        {mayWrite ? (
          <ImportButton libraries={editable} group={words.actions.group} paperLink={paperLink} />
        ) : null}
      </FilterBar>
      {search.q === undefined ? null : (
        <QuestionNotes
          question={search.q}
          understood={rows.understood}
          onQuestion={(q) => narrow({ q })}
          settingsLink={settingsLink}
        />
      )}
      <ImportTray onReport={(id) => narrow({ import: id }, { replace: true })} paperLink={paperLink} />
      <div className="flex min-h-0 flex-1">
        {showsCollections ? (
          <div className="w-52 shrink-0 overflow-y-auto border-r bg-paper px-2 py-2 max-lg:hidden 2xl:w-64">
            <CollectionsPane search={search} narrow={narrow} />
          </div>
        ) : null}
        <div className="flex min-w-0 flex-1 flex-col bg-sheet">
          <LibraryContent
            {...list}
            mayWrite={mayWrite}
            onPick={(picked, index) =>
              hasPreview() ? setCurrent({ paperId: picked.id, index }) : enter(picked, index)
            }
            onOpen={enter}
          />
          {choosing.size > 0 ? (
            <BulkBar choosing={choosing} total={total} totalIsExact={totalIsExact}>
              <BulkActions
                chosen={chosen}
                count={words.count(choosing.size, format.number(choosing.size), totalIsExact)}
                mayWrite={mayWrite}
                mayAnalyse={may(me.role, 'analyses:request')}
                acts={acts}
                onTrash={() => void trash()}
              />
            </BulkBar>
          ) : null}
        </div>
        {total > 0 ? (
          <PreviewPane paper={paper} question={search.q} rank={paper && rows.rankOf(paper.id)} />
        ) : null}
      </div>
      <Suspense>
        {open === 'look' && paper !== undefined ? (
          <QuickLook
            paper={paper}
            question={search.q}
            rank={rows.rankOf(paper.id)}
            onClose={() => setOpen(undefined)}
          />
        ) : null}
        {open === 'file' && paper !== undefined ? (
          <CollectionPicker paper={paper} onClose={() => setOpen(undefined)} />
        ) : null}
        {open === 'tag' && paper !== undefined ? (
          <TagDialog paper={paper} onClose={() => setOpen(undefined)} />
        ) : null}
        {search.import === undefined ? null : (
          <ImportReportDialog
            importId={search.import}
            onClose={() => narrow({ import: undefined }, { replace: true })}
            paperLink={paperLink}
          />
        )}
      </Suspense>
    </>
  )
  return mayWrite ? (
    <DropZone libraryId={editable[0]?.id}>{content}</DropZone>
  ) : (
    <div className="flex min-h-0 flex-1 flex-col">{content}</div>
  )
}
