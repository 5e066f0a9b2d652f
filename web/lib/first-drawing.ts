import { startTransition, useDeferredValue, useEffect, useState } from 'react'

// A page drawn in one go keeps the browser from hearing anything for a quarter of a second and more on a small machine. So the
// first one comes in steps that each stand by themselves: the frame, the page, and what answers a press.

/** The page that Seogo was opened with stands: what is drawn from then on is drawn whole. */
let stands = false

/**
 * Whether all of the page is to be drawn, or so far only what it looks like: of what answers a press the look, of what is
 * read later its place. A menu asks React for three hundred things before it is ever opened.
 */
export function usePageStands(): boolean {
  const isDrawn = useDeferredValue(true, stands)
  useEffect(() => {
    if (isDrawn) stands = true
  }, [isDrawn])
  return isDrawn
}

/** Whether what surrounds the page has been drawn, so that the page comes next. */
export function useFrameStands(): boolean {
  const [isDrawn, setIsDrawn] = useState(stands)
  // The browser is the outside system: effects run when it has what was drawn.
  useEffect(() => startTransition(() => setIsDrawn(true)), [])
  return isDrawn
}
