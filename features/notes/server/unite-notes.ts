import { z } from 'zod'
import type { SystemTx } from '#platform/database/transactions.ts'
import { type Move, moveLinkRows, moveNoteRows } from './link-queries.ts'

/** What uniting two papers did to notes, kept for the way back. */
export const unitedNotes = z.strictObject({
  /** Notes of the other paper. */
  noteIds: z.array(z.uuid()),
  /** Notes that name the other paper. */
  mentionIds: z.array(z.uuid()),
})
export type UnitedNotes = z.infer<typeof unitedNotes>

/** Gives everybody's notes of a paper to the one that stays, and lets what names it name that one. */
export async function uniteNotes(tx: SystemTx, move: Move): Promise<UnitedNotes> {
  return { noteIds: await moveNoteRows(tx, move), mentionIds: await moveLinkRows(tx, move) }
}

/** Gives the notes back that were moved and are there still. */
export async function separateNotes(
  tx: SystemTx,
  move: Move,
  { noteIds, mentionIds }: UnitedNotes,
): Promise<void> {
  const back = { libraryId: move.libraryId, from: move.to, to: move.from }
  await moveNoteRows(tx, back, noteIds)
  await moveLinkRows(tx, back, mentionIds)
}
