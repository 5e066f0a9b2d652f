import { useVirtualizer } from '@tanstack/react-virtual'
import { type KeyboardEvent, useCallback, useEffect, useMemo, useRef } from 'react'
import type { PaperSummary } from '#features/papers/contract.ts'
import { paperWords } from '#features/papers/web/words.ts'
import { useWords } from '#web/lib/words/useWords.ts'
import { classes } from '#web/ui/classes.ts'
import type { Layout } from './columns.ts'
import { GridRow, type RowHandlers } from './GridRow.tsx'
import { headHeightPx, type ListShape, templateOf } from './list-shape.ts'
import { TableHead, type TableOrder } from './TableHead.tsx'
import type { Current } from './useCurrent.ts'
import type { Rows } from './useRows.ts'
import type { Choosing } from './useSelection.ts'

type Props = {
  readonly rows: Rows
  readonly current: Current
  readonly choosing: Choosing
  readonly shape: ListShape
  readonly rowHeightPx: number
  readonly layout: Layout
  readonly order: TableOrder
  /** Tells one list from another: a new one begins at its top. */
  readonly listKey: string
  readonly onPick: (paper: PaperSummary, index: number) => void
  readonly onOpen: (paper: PaperSummary, index: number) => void
}

// Where the list was left, for who comes back to it.
let leftAt = { listKey: '', top: 0 }

/** The rows of the library; only those on screen are in the page, so that a hundred thousand scroll like fifty. */
export function PaperGrid(props: Props) {
  const { rows, current, choosing, shape, layout, order, listKey, onPick, onOpen } = props
  const { papers: name } = useWords(paperWords)
  const frame = useRef<HTMLDivElement>(null)
  const headPx = shape === 'table' ? headHeightPx : 0
  const heightPx = props.rowHeightPx
  const virtual = useVirtualizer({
    count: rows.total,
    getScrollElement: () => frame.current,
    estimateSize: () => heightPx,
    scrollMargin: headPx,
    scrollPaddingStart: headPx,
    overscan: 10,
    initialOffset: leftAt.listKey === listKey ? leftAt.top : 0,
  })
  const shown = virtual.getVirtualItems()
  const firstShown = shown[0]?.index ?? 0
  const lastShown = shown.at(-1)?.index ?? 0
  const { show } = rows
  // The server is the outside system: the rows of this place are asked for.
  useEffect(() => show(firstShown, lastShown), [show, firstShown, lastShown])
  useListStart(frame, listKey)
  useFollow({ frame, current, scrollTo: virtual.scrollToIndex })

  const latest = useRef({ current, choosing, onPick, onOpen })
  useEffect(() => {
    latest.current = { current, choosing, onPick, onOpen }
  })
  const handlers = useHandlers(latest)

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.defaultPrevented) return
    if (event.key === 'Enter' && event.target instanceof Element && event.target.role === 'row') {
      event.preventDefault()
      if (current.paper !== undefined) onOpen(current.paper, current.index)
      return
    }
    const page = Math.max(1, Math.floor((frame.current?.clientHeight ?? 0) / heightPx) - 1)
    const step = stepOf(event, { page, total: rows.total })
    if (step === undefined) return
    event.preventDefault()
    const target = Math.min(rows.total - 1, Math.max(0, Math.max(0, current.index) + step))
    if (event.shiftKey) choosing.extendTo(target, current.index)
    current.goTo(target)
  }
  // The row that Tab reaches: the current one, or else the first on screen.
  const reachable = shown.some(({ index }) => index === current.index) ? current.index : firstShown

  return (
    // biome-ignore lint/a11y/useSemanticElements: a <table> cannot leave out the rows that are not on screen
    <div
      ref={frame}
      role="grid"
      aria-label={name}
      aria-multiselectable
      aria-rowcount={rows.total + (shape === 'table' ? 1 : 0)}
      aria-colcount={shape === 'table' ? layout.shown.length + 1 : 3}
      aria-busy={rows.isStale}
      tabIndex={-1}
      onKeyDown={onKeyDown}
      className="min-h-0 flex-1 overflow-auto bg-sheet outline-none [contain:strict]"
      style={shape === 'table' ? { '--columns': templateOf(layout) } : undefined}
    >
      {shape === 'table' ? <TableHead layout={layout} order={order} frame={frame} /> : null}
      {/* biome-ignore lint/a11y/useSemanticElements: see above */}
      <div
        role="rowgroup"
        tabIndex={-1}
        className={classes('relative min-w-max', shape !== 'table' && 'w-full', rows.isStale && 'opacity-60')}
        style={{ height: virtual.getTotalSize() }}
      >
        {shown.map(({ index, start }) => {
          const paper = rows.paperAt(index)
          return (
            <GridRow
              key={index}
              paper={paper}
              index={index}
              topPx={start - headPx}
              heightPx={heightPx}
              shape={shape}
              shownColumns={layout.shown}
              isCurrent={index === current.index}
              isReachable={index === reachable}
              isSelected={paper !== undefined && choosing.has(paper.id)}
              isChoosing={choosing.size > 0}
              on={handlers}
            />
          )
        })}
      </div>
    </div>
  )
}

type Latest = { readonly current: Pick<Props, 'current' | 'choosing' | 'onPick' | 'onOpen'> }

/** What the rows call, the same for as long as the list stands, so that a row is drawn again only when it changed. */
function useHandlers(latest: Latest): RowHandlers {
  const pick = useCallback<RowHandlers['pick']>(
    (paper, index, { shiftKey, isMod }) => {
      const { current, choosing, onPick } = latest.current
      if (shiftKey) choosing.extendTo(index, current.index)
      else if (isMod) choosing.toggle(index)
      if (shiftKey || isMod) current.goTo(index)
      else onPick(paper, index)
    },
    [latest],
  )
  const open = useCallback<RowHandlers['open']>(
    (paper, index) => latest.current.onOpen(paper, index),
    [latest],
  )
  const check = useCallback<RowHandlers['check']>(
    (index, shiftKey) => {
      const { current, choosing } = latest.current
      if (shiftKey) choosing.extendTo(index, current.index)
      else choosing.toggle(index)
    },
    [latest],
  )
  return useMemo(() => ({ pick, open, check }), [pick, open, check])
}

type Reach = { readonly page: number; readonly total: number }

/** How many rows a key goes; undefined for a key that goes nowhere by itself. Arrows and letters without shift are shortcuts. */
function stepOf(event: KeyboardEvent, { page, total }: Reach): number | undefined {
  if (event.altKey) return undefined
  const leaps: Readonly<Record<string, number>> = { PageDown: page, PageUp: -page, Home: -total, End: total }
  const leap = leaps[event.key]
  if (leap !== undefined) return leap
  if (!event.shiftKey || event.ctrlKey || event.metaKey) return undefined
  const steps: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1, J: 1, K: -1 }
  return steps[event.key]
}

/** A new list begins at its top; who comes back to one finds it where it was. */
function useListStart(frame: { readonly current: HTMLElement | null }, listKey: string) {
  const shownKey = useRef(listKey)
  // The scroll position belongs to the document.
  useEffect(() => {
    const list = frame.current
    if (list === null) return
    if (shownKey.current !== listKey) {
      shownKey.current = listKey
      list.scrollTop = 0
    }
    const keep = () => {
      leftAt = { listKey, top: list.scrollTop }
    }
    list.addEventListener('scroll', keep, { passive: true })
    return () => list.removeEventListener('scroll', keep)
  }, [frame, listKey])
}

type Followed = {
  readonly frame: { readonly current: HTMLElement | null }
  readonly current: Current
  readonly scrollTo: (index: number, options: { align: 'auto' }) => void
}

/** Brings the current row into view and, for who works by keyboard in the list, into focus. */
function useFollow({ frame, current: { index, wantsFocus }, scrollTo }: Followed) {
  // The scroll position and the focus belong to the document.
  useEffect(() => {
    if (index < 0) return
    scrollTo(index, { align: 'auto' })
    const focused = document.activeElement
    if (frame.current?.contains(focused) === true || focused?.matches('body, #content') === true) {
      wantsFocus.current = true
    }
  }, [frame, index, scrollTo, wantsFocus])
  // On every render: a row that was far away is in the page only some renders later.
  useEffect(() => {
    if (!wantsFocus.current) return
    const row = frame.current?.querySelector<HTMLElement>(`[data-index="${index}"]`)
    if (row === null || row === undefined) return
    wantsFocus.current = false
    if (!row.contains(document.activeElement)) row.focus({ preventScroll: true })
  })
}
