import { useSyncExternalStore } from 'react'
import type { Shared } from '#web/lib/shared.ts'

const listeners = new Set<() => void>()
let offered: Shared | undefined

function set(next: Shared | undefined) {
  offered = next
  for (const listener of listeners) listener()
}

/** Opens the dialog that adds papers with this in it, here or on the next page that has it. */
export function offerToAdd(shared: Shared): void {
  set(shared)
}

/** The dialog with it was closed. */
export function forgetOffered(): void {
  set(undefined)
}

/** What the dialog opens with; undefined for nothing. */
export function useOffered(): Shared | undefined {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => offered,
  )
}
