import { useQuery } from '@tanstack/react-query'
import { type ReactNode, useCallback, useRef, useState } from 'react'
import { copyText } from '#features/exports/web/copy-text.ts'
import type { Highlight, HighlightColour } from '#features/highlights/contract.ts'
import { citedPassage } from '#features/highlights/web/copy-passage.ts'
import { HighlightLayer, highlightAt } from '#features/highlights/web/HighlightLayer.tsx'
import { HighlightPopover } from '#features/highlights/web/HighlightPopover.tsx'
import { highlightsQuery } from '#features/highlights/web/highlight-queries.ts'
import { SelectionBar } from '#features/highlights/web/SelectionBar.tsx'
import { passageOf } from '#features/highlights/web/selected.ts'
import { useHighlightChanges } from '#features/highlights/web/useHighlightChanges.ts'
import { highlightWords } from '#features/highlights/web/words.ts'
import type { PaperDetail } from '#features/papers/contract.ts'
import { placeMark } from '#features/papers/web/reader/place-mark.ts'
import type {
  PagePress,
  ReaderHandle,
  ReaderSelection,
  ShownPage,
} from '#features/papers/web/reader/reader-contract.ts'
import { useWords } from '#web/lib/words/useWords.ts'
import { say } from '#web/ui/toasts.ts'
import { useMe } from '../useMe.ts'
import type { Passage } from './usePassage.ts'

type Opened = { readonly id: string; readonly anchor: { readonly getBoundingClientRect: () => DOMRect } }

/** Ties the highlights of a paper to its reader: the layer, the bar at a selection, the card at a press, the jumps. */
export function useHighlighting(paper: PaperDetail, passage: Passage, onRead: () => void) {
  const words = useWords(highlightWords)
  const { libraries } = useMe()
  const { data: highlights = [] } = useQuery(highlightsQuery(paper.id))
  const changes = useHighlightChanges(paper.id)
  const reader = useRef<ReaderHandle>(null)
  const [selection, setSelection] = useState<ReaderSelection | undefined>(undefined)
  const [opened, setOpened] = useState<Opened | undefined>(undefined)
  const [activeId, setActiveId] = useState<string | undefined>(undefined)
  const sizes = useRef(new Map<number, ShownPage['size']>())
  /** Wished for while the reader was not there; gone to when it has drawn its first page. */
  const wished = useRef<Highlight | undefined>(undefined)

  const fileId = passage.file?.id
  const ofFile = highlights.filter((one) => one.fileId === fileId)
  const library = libraries.find(({ id }) => id === paper.libraryId)
  const mayShare = library?.kind === 'shared' && library.membership !== 'reader'

  const show = (highlight: Highlight) =>
    reader.current?.show({ page: highlight.page, marks: highlight.rects })
  const jump = (highlight: Highlight) => {
    setActiveId(highlight.id)
    if (reader.current !== null && highlight.fileId === fileId) return show(highlight)
    wished.current = highlight
    if (highlight.fileId !== null && highlight.fileId !== fileId) passage.showFile(highlight.fileId)
    onRead()
  }
  const showWished = () => {
    const highlight = wished.current
    wished.current = undefined
    if (highlight !== undefined && highlight.fileId === fileId) show(highlight)
  }
  const onMark = useCallback(
    (colour: HighlightColour, wish: 'mark' | 'comment') => {
      if (selection === undefined || fileId === undefined) return
      const { quote, rects } = passageOf(selection)
      const box = selection.anchor.getBoundingClientRect()
      selection.clear()
      setSelection(undefined)
      const mark = async () => {
        const made = await changes.create({ fileId, quote, rects, colour })
        setActiveId(made.id)
        if (wish === 'comment') setOpened({ id: made.id, anchor: { getBoundingClientRect: () => box } })
      }
      // What was refused has been said.
      mark().catch(() => undefined)
    },
    [selection, fileId, changes.create],
  )
  const onCopy = async (how: 'plain' | 'cited') => {
    if (selection === undefined) return
    const { exact } = passageOf(selection).quote
    const text = how === 'plain' ? exact : await citedPassage(paper.id, exact, selection.passages[0].page)
    const isCopied = await copyText(text)
    say(isCopied ? { title: words.copied } : { title: words.notCopied, tone: 'bad' })
  }
  const onPress = ({ page, left, top, clientX, clientY }: PagePress) => {
    const size = sizes.current.get(page)
    const found = size && highlightAt(ofFile, { page, left, top }, (rect) => placeMark(rect, size))
    setActiveId(found?.id)
    const box = new DOMRect(clientX, clientY, 0, 0)
    setOpened(found && { id: found.id, anchor: { getBoundingClientRect: () => box } })
  }
  const overlay = (page: ShownPage): ReactNode => {
    sizes.current.set(page.number, page.size)
    return (
      <HighlightLayer
        page={page.number}
        highlights={ofFile.filter(({ rects }) => rects.some((rect) => rect.page === page.number))}
        activeId={activeId}
        place={(rect) => placeMark(rect, page.size)}
        onShown={showWished}
      />
    )
  }
  const shown = highlights.find(({ id }) => id === opened?.id)
  const floating = (
    <>
      {selection === undefined ? null : (
        <SelectionBar selected={selection} onMark={onMark} onCopy={(how) => void onCopy(how)} />
      )}
      {shown === undefined || opened === undefined ? null : (
        <HighlightPopover
          highlight={shown}
          anchor={opened.anchor}
          changes={changes}
          mayShare={mayShare}
          onClose={() => setOpened(undefined)}
        />
      )}
    </>
  )
  return {
    reader: { ref: reader, overlay, onSelection: setSelection, onPress },
    floating,
    list: { paperId: paper.id, shownFileId: fileId, activeId, changes, mayShare, onJump: jump },
    count: highlights.length,
  }
}

export type Highlighting = ReturnType<typeof useHighlighting>
