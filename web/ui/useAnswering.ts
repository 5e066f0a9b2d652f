import { useDeferredValue, useEffect } from 'react'

/** The page that Seogo was opened with stands: what is drawn from then on is drawn whole. */
let stands = false

/**
 * Whether what answers a press is to be drawn, or so far only what it looks like. The first drawing of the first page has
 * the looks; the rest follows in slices. A menu asks React for three hundred things before it is ever opened.
 */
export function useAnswering(): boolean {
  const isAnswering = useDeferredValue(true, stands)
  useEffect(() => {
    if (isAnswering) stands = true
  }, [isAnswering])
  return isAnswering
}
