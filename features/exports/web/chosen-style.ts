import { useSyncExternalStore } from 'react'

const key = 'seogo.citation-style'
const listeners = new Set<() => void>()
let chosen: string | undefined

function read(): string {
  try {
    chosen ??= localStorage.getItem(key) ?? 'apa'
  } catch {
    // Storage is forbidden: the choice lasts as long as the page.
    chosen ??= 'apa'
  }
  return chosen
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** The citation style that this browser used last. */
export function useChosenStyle(): [string, (style: string) => void] {
  const style = useSyncExternalStore(subscribe, read)
  return [style, choose]
}

function choose(style: string): void {
  chosen = style
  try {
    localStorage.setItem(key, style)
  } catch {
    // Forbidden or full: the choice lasts as long as the page.
  }
  for (const listener of listeners) listener()
}
