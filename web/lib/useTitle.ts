import { useEffect } from 'react'

/** Names the page in the browser's tab and history; screen readers announce it. */
export function useTitle(title: string | undefined): void {
  // The document is the outside system.
  useEffect(() => {
    document.title = title === undefined ? 'Seogo' : `${title} · Seogo`
  }, [title])
}
