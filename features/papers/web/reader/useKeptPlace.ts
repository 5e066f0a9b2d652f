import { type RefObject, useLayoutEffect, useRef } from 'react'

type Place = {
  readonly page: Element
  /** How much of the page is above the frame's upper edge, as a share of its height. */
  readonly share: number
}

/** Keeps what is read at the upper edge of the frame while the pages change their width. */
export function useKeptPlace(
  frame: RefObject<HTMLElement | null>,
  widthPx: number,
): { onScroll: () => void } {
  const place = useRef<Place | undefined>(undefined)
  // biome-ignore lint/correctness/useExhaustiveDependencies: the width is what moved the pages
  useLayoutEffect(() => {
    if (frame.current === null || place.current === undefined) return
    const { page, share } = place.current
    const box = page.getBoundingClientRect()
    frame.current.scrollTop += box.top + share * box.height - frame.current.getBoundingClientRect().top
  }, [frame, widthPx])
  return {
    onScroll: () => {
      if (frame.current !== null) place.current = placeAtTop(frame.current)
    },
  }
}

function placeAtTop(frame: HTMLElement): Place | undefined {
  const { top } = frame.getBoundingClientRect()
  const page = [...frame.querySelectorAll('[data-page]')].find(
    (candidate) => candidate.getBoundingClientRect().bottom > top,
  )
  if (page === undefined) return undefined
  const box = page.getBoundingClientRect()
  return { page, share: (top - box.top) / box.height }
}
