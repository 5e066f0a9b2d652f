import { useSyncExternalStore } from 'react'

let currentId: string | undefined
const listeners = new Set<() => void>()

/** Makes a paper the current row of the list; it stays so while the person is on other pages. */
export function setCurrentPaper(id: string | undefined): void {
  currentId = id
  for (const listener of listeners) listener()
}

/** The current row of the list. */
export function useCurrentPaper(): string | undefined {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => currentId,
  )
}
