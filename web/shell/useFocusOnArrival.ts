import { useLocation } from '@tanstack/react-router'
import { type RefObject, useEffect, useRef } from 'react'

/** Moves the focus to the content when another page arrives, as loading a document would; the first one keeps its own. */
export function useFocusOnArrival(): RefObject<HTMLElement | null> {
  const main = useRef<HTMLElement>(null)
  const path = useLocation({ select: ({ pathname }) => pathname })
  const before = useRef(path)
  // The focus belongs to the document.
  useEffect(() => {
    if (before.current === path) return
    before.current = path
    // Who is writing a search goes on writing.
    if (document.activeElement instanceof HTMLInputElement) return
    main.current?.focus({ preventScroll: true })
  }, [path])
  return main
}
