import { type RefObject, useEffect, useState } from 'react'

type Shown = {
  /** Pages on screen or about to be: the only ones that are drawn. */
  readonly near: ReadonlySet<number>
  /** The page in the middle of the frame. */
  readonly current: number
}

/** Watches which elements with `data-page` are near the frame's window and which one is in its middle. */
export function useShownPages(frame: RefObject<HTMLElement | null>, pageCount: number): Shown {
  const [near, setNear] = useState<ReadonlySet<number>>(new Set([1]))
  const [current, setCurrent] = useState(1)
  // The scroll position is the outside system.
  useEffect(() => {
    const root = frame.current
    if (root === null || pageCount === 0) return
    const nearWatch = new IntersectionObserver(
      (entries) =>
        setNear((before) => {
          const after = new Set(before)
          for (const { target, isIntersecting } of entries) {
            if (isIntersecting) after.add(pageOf(target))
            else after.delete(pageOf(target))
          }
          return after
        }),
      { root, rootMargin: '100% 0px' },
    )
    const middleWatch = new IntersectionObserver(
      (entries) => {
        const inMiddle = entries.find(({ isIntersecting }) => isIntersecting)
        if (inMiddle !== undefined) setCurrent(pageOf(inMiddle.target))
      },
      { root, rootMargin: '-45% 0px -54% 0px' },
    )
    for (const page of root.querySelectorAll('[data-page]')) {
      nearWatch.observe(page)
      middleWatch.observe(page)
    }
    return () => {
      nearWatch.disconnect()
      middleWatch.disconnect()
    }
  }, [frame, pageCount])
  return { near, current }
}

function pageOf(element: Element): number {
  return Number(element.getAttribute('data-page'))
}
