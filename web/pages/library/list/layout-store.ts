import { useSyncExternalStore } from 'react'
import { type Layout, readLayout } from './columns.ts'

const key = 'seogo.list'
const listeners = new Set<() => void>()
let layout = readLayout(remembered())

function remembered(): string | null {
  try {
    return localStorage.getItem(key)
  } catch {
    // Storage is forbidden: the list is drawn as at the beginning.
    return null
  }
}

function tell(next: Layout) {
  layout = next
  for (const listener of listeners) listener()
}

window.addEventListener('storage', (event) => {
  if (event.key === key) tell(readLayout(event.newValue))
})

/** Changes how the list is drawn, in every open tab of this browser. */
export function changeLayout(change: (before: Layout) => Layout): void {
  tell(change(layout))
  try {
    localStorage.setItem(key, JSON.stringify(layout))
  } catch {
    // Forbidden or full: the choice then lasts as long as the page.
  }
}

/** How the list is drawn; renders again when that changes. */
export function useLayout(): Layout {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => layout,
  )
}
