import { type RefObject, useEffect, useMemo, useRef, useState } from 'react'
import { layOutPages, type Spot, zoomInFigures } from './page-layout.ts'
import { type Mark, placeMark } from './place-mark.ts'
import { useFrameSize } from './useFrameSize.ts'
import { useJumps } from './useJumps.ts'
import { usePageSizes } from './usePageSizes.ts'
import { useScrolledPages } from './useScrolledPages.ts'
import { useZoom } from './useZoom.ts'

type Options = {
  readonly frame: RefObject<HTMLElement | null>
  readonly fileId: string
  /** 0 until the document is open. */
  readonly pageCount: number
}

/** What of the document is seen: its layout, its zoom, the pages on screen, and the ways to others. */
export function useReaderView({ frame, fileId, pageCount }: Options) {
  const [turnedBy, setTurnedBy] = useState(0)
  const size = useFrameSize(frame)
  const { sizeOf, learn } = usePageSizes(fileId, turnedBy)
  // The zoom is asked for before the layout that follows from it: these are filled below.
  const figureNow = useRef(1)
  const holdNow = useRef<(rightPx: number, belowPx: number) => void>(() => undefined)
  const zooming = useZoom({
    frame,
    figure: () => figureNow.current,
    hold: (rightPx, belowPx) => holdNow.current(rightPx, belowPx),
  })
  const isReady = pageCount > 0 && size.widthPx > 0
  const { zoom } = zooming
  const layout = useMemo(
    () => layOutPages(isReady ? pageCount : 0, sizeOf, { zoom, frame: size }),
    [isReady, pageCount, sizeOf, zoom, size],
  )
  const { shown, onScroll, goTo, hold, spot } = useScrolledPages(frame, layout)
  const figure = zoomInFigures(sizeOf(shown.current), zoom, size)
  useEffect(() => {
    figureNow.current = figure
    holdNow.current = hold
  })
  const jumps = useJumps(spot, goTo)
  /** Goes to a page, or to the first of the marks that is on it, a third down the frame. */
  const show = (page: number, marks: readonly Mark[]) => {
    const first = marks.find((mark) => mark.page === page)
    if (first === undefined) goTo({ page, share: 0 })
    else goTo({ page, share: placeMark(first, sizeOf(page)).top }, size.heightPx / 3)
  }
  return {
    ...zooming,
    isReady,
    pageCount: isReady ? pageCount : 0,
    layout,
    shown,
    sizeOf,
    learn,
    figure,
    turnedBy,
    turn: () => setTurnedBy((by) => (by + 90) % 360),
    onScroll,
    goTo,
    spot,
    show,
    jumps,
    jumpTo: (to: Spot, abovePx = 0) => {
      jumps.leave()
      goTo(to, abovePx)
    },
  }
}

export type ReaderView = ReturnType<typeof useReaderView>
