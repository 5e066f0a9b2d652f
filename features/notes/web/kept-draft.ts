import { z } from 'zod'

/** What was written of a note and not saved yet, and which version it was written on. */
const draft = z.object({ version: z.int(), text: z.string() })
export type Draft = z.infer<typeof draft>

const keyOf = (noteId: string) => `seogo.note-draft.${noteId}`

/** What this browser still holds of a note that never got saved. */
export function readDraft(noteId: string): Draft | undefined {
  try {
    const stored = localStorage.getItem(keyOf(noteId))
    return stored === null ? undefined : draft.safeParse(JSON.parse(stored)).data
  } catch {
    // Storage is forbidden, or somebody wrote into it: there is no draft.
    return undefined
  }
}

export function keepDraft(noteId: string, kept: Draft): void {
  try {
    localStorage.setItem(keyOf(noteId), JSON.stringify(kept))
  } catch {
    // Forbidden or full: the text stands on the screen and is saved in a moment.
  }
}

export function forgetDraft(noteId: string): void {
  try {
    localStorage.removeItem(keyOf(noteId))
  } catch {
    // Forbidden: nothing was kept.
  }
}
