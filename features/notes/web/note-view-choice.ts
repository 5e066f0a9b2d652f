import { storedChoice } from '#web/lib/stored-choice.ts'

export const noteViews = ['write', 'both', 'read'] as const
export type NoteViewChoice = (typeof noteViews)[number]

/** How this browser shows notes: the text, how it reads, or both. */
export const noteViewChoice = storedChoice<NoteViewChoice>({
  key: 'seogo.note-view',
  allowed: [...noteViews],
  whenUnset: () => 'write',
})
