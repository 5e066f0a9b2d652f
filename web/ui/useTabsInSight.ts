import { type RefObject, useEffect, useState } from 'react'

export type HiddenTabs = { readonly before: boolean; readonly after: boolean }

/** Keeps the open one of a row of tabs (`data-tab`) or of links (`aria-current`) in sight, and says on which sides more of them are to be scrolled to. */
export function useTabsInSight(row: RefObject<HTMLElement | null>, open: string): HiddenTabs {
  const [hidden, setHidden] = useState<HiddenTabs>({ before: false, after: false })
  // The layout and the scroll position are the outside system.
  useEffect(() => {
    const element = row.current
    if (element === null) return
    const look = () => {
      const { scrollLeft, clientWidth, scrollWidth } = element
      const next = { before: scrollLeft > 1, after: scrollLeft + clientWidth < scrollWidth - 1 }
      setHidden((known) => (known.before === next.before && known.after === next.after ? known : next))
    }
    const show = () => {
      const tab = element.querySelector<HTMLElement>(
        `[data-tab="${CSS.escape(open)}"], [aria-current="page"]`,
      )
      if (tab !== null) element.scrollLeft = nearest(element, tab)
      look()
    }
    const watch = new ResizeObserver(show)
    watch.observe(element)
    element.addEventListener('scroll', look, { passive: true })
    return () => {
      watch.disconnect()
      element.removeEventListener('scroll', look)
    }
  }, [row, open])
  return hidden
}

/** Of its neighbour, too, something is to be seen. */
const besidePx = 32

/** The place to scroll to that shows the tab and moves least. */
function nearest(row: HTMLElement, { offsetLeft, offsetWidth }: HTMLElement): number {
  const least = offsetLeft + offsetWidth + besidePx - row.clientWidth
  return Math.min(Math.max(row.scrollLeft, least), Math.max(0, offsetLeft - besidePx))
}
