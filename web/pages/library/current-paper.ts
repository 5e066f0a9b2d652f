import { useSyncExternalStore } from 'react'

/** The row the person is at: which paper, and where it stood last. A row that is not loaded yet has no paper. */
export type CurrentRow = { readonly paperId: string | undefined; readonly index: number }

const none: CurrentRow = { paperId: undefined, index: -1 }
let current = none
const listeners = new Set<() => void>()

/** Makes a row the current one of the list; it stays so while the person is on other pages. */
export function setCurrent(next: CurrentRow): void {
  if (next.paperId === current.paperId && next.index === current.index) return
  current = next
  for (const listener of listeners) listener()
}

/** The current row of the list. */
export function useCurrentRow(): CurrentRow {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => current,
  )
}
