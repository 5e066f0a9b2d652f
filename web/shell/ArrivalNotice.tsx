import { useLocation } from '@tanstack/react-router'
import { useSyncExternalStore } from 'react'
import { pageTitle } from '#web/lib/useTitle.ts'
import { useWords } from '#web/lib/words/useWords.ts'
import { shellWords } from './words.ts'

const firstPath = typeof location === 'undefined' ? '' : location.pathname

/** Tells screen readers which page arrived, as loading a document would; the first one was announced by the browser. */
export function ArrivalNotice() {
  const words = useWords(shellWords)
  const path = useLocation({ select: ({ pathname }) => pathname })
  const title = useSyncExternalStore(pageTitle.subscribe, pageTitle.get)
  return (
    <p role="status" className="sr-only">
      {path === firstPath || title === undefined ? null : words.arrived(title)}
    </p>
  )
}
