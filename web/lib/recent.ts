import { useEffect } from 'react'
import { z } from 'zod'

/** What this browser's person did last: commands by their id, papers with the title they had. */
const recent = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('command'), id: z.string() }),
  z.strictObject({ kind: z.literal('paper'), id: z.uuid(), title: z.string() }),
])
export type Recent = z.infer<typeof recent>

const storageKey = 'seogo.recent'
const mostKept = 12

/** The last first. */
export function listRecent(): Recent[] {
  try {
    return z.array(recent).parse(JSON.parse(localStorage.getItem(storageKey) ?? '[]'))
  } catch {
    // Forbidden, or written by another version: nothing is remembered then.
    return []
  }
}

export function remember(one: Recent): void {
  const others = listRecent().filter(({ kind, id }) => kind !== one.kind || id !== one.id)
  try {
    localStorage.setItem(storageKey, JSON.stringify([one, ...others].slice(0, mostKept)))
  } catch {
    // Forbidden or full: the palette then begins without it.
  }
}

/** For the next person at this browser, who need not know the titles. */
export function forgetRecent(): void {
  try {
    localStorage.removeItem(storageKey)
  } catch {
    // Forbidden: nothing was kept either.
  }
}

/** Remembers the paper on screen. */
export function useRememberedPaper({ id, title }: { readonly id: string; readonly title: string }): void {
  // The browser's storage is the outside system.
  useEffect(() => {
    if (title !== '') remember({ kind: 'paper', id, title })
  }, [id, title])
}
