import { type RefObject, useCallback, useLayoutEffect, useRef, useState } from 'react'
import { heightOfSpot, type PageLayout, paddingPx, pageAt, type Spot, spotAt } from './page-layout.ts'

type Shown = {
  /** First and last page on screen or about to be: only these are drawn. */
  readonly first: number
  readonly last: number
  /** The page a third down the frame: the one that is read. */
  readonly current: number
}

/** A point that stays where it is on screen while the pages change their size. */
type Held = {
  readonly spot: Spot
  /** How far below the frame's upper edge it is. */
  readonly belowPx: number
  /** From the middle of the pages, as a share of the widest one. */
  readonly aside: number
  /** How far right of the frame's left edge it is. */
  readonly rightPx: number
}

const readAt = 1 / 3

/** Which pages of the scrolled frame are seen; keeps what is read in its place when the layout changes. */
export function useScrolledPages(frame: RefObject<HTMLElement | null>, layout: PageLayout) {
  const [shown, setShown] = useState<Shown>({ first: 1, last: 1, current: 1 })
  const held = useRef<Held | undefined>(undefined)
  const laidOut = useRef(layout)

  const look = useCallback(() => {
    const element = frame.current
    if (element === null) return
    const { scrollTop, clientHeight } = element
    const at = laidOut.current
    const next = {
      first: pageAt(at, scrollTop - clientHeight),
      last: pageAt(at, scrollTop + 2 * clientHeight),
      current: pageAt(at, scrollTop + clientHeight * readAt),
    }
    setShown((before) =>
      before.first === next.first && before.last === next.last && before.current === next.current
        ? before
        : next,
    )
  }, [frame])

  /** Remembers the point at a place of the frame, by default its upper left, as the one to keep still. */
  const hold = useCallback(
    (rightPx = 0, belowPx = 0) => {
      const element = frame.current
      if (element === null) return
      const spot = spotAt(laidOut.current, element.scrollTop + belowPx)
      const middlePx = Math.max(element.clientWidth, laidOut.current.widestPx + 2 * paddingPx) / 2
      const aside = (element.scrollLeft + rightPx - middlePx) / Math.max(1, laidOut.current.widestPx)
      held.current = { spot, belowPx, aside, rightPx }
    },
    [frame],
  )

  const onScroll = useCallback(() => {
    hold()
    look()
  }, [hold, look])

  const goTo = useCallback(
    (spot: Spot, abovePx = 0) => {
      if (frame.current === null) return
      frame.current.scrollTop = heightOfSpot(laidOut.current, spot) - abovePx
      onScroll()
    },
    [frame, onScroll],
  )

  // The scroll position is the outside system.
  useLayoutEffect(() => {
    laidOut.current = layout
    const element = frame.current
    if (element === null) return
    if (held.current !== undefined) {
      const { spot, belowPx, aside, rightPx } = held.current
      const middlePx = Math.max(element.clientWidth, layout.widestPx + 2 * paddingPx) / 2
      element.scrollTop = heightOfSpot(layout, spot) - belowPx
      element.scrollLeft = middlePx + aside * layout.widestPx - rightPx
    }
    look()
  }, [frame, layout, look])

  return { shown, onScroll, goTo, hold, spot: () => held.current?.spot ?? { page: 1, share: 0 } }
}
