import { useEffect } from 'react'
import { useBrandName } from './brand.ts'

let shown: string | undefined
const listeners = new Set<() => void>()

/** The name of the page on screen, without the application's. */
export const pageTitle = {
  get: () => shown,
  subscribe: (listener: () => void) => {
    listeners.add(listener)
    return () => listeners.delete(listener)
  },
}

/** Names the page in the browser's tab and history; the shell announces it to screen readers. */
export function useTitle(title: string | undefined): void {
  const brand = useBrandName()
  // The document is the outside system.
  useEffect(() => {
    document.title = title === undefined ? brand : `${title} · ${brand}`
    shown = title
    for (const listener of listeners) listener()
  }, [title, brand])
}
