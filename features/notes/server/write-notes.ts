import type { z } from 'zod'
import type { LibraryId, NoteId } from '#contract/ids.ts'
import { Problem } from '#contract/problems.ts'
import { requireEditableLibrary } from '#features/accounts/server/accounts.ts'
import { requirePaper } from '#features/papers/server/papers.ts'
import { announce, type UserTx, userOf } from '#platform/database/transactions.ts'
import { storableText } from '#platform/queue/storable.ts'
import type {
  changeNote as changeNoteEndpoint,
  createNote as createNoteEndpoint,
  note as noteShape,
} from '../contract.ts'
import { keepLinks } from './links.ts'
import { findNoteRow, insertNote, type NoteRow, setTrashed, updateNote } from './queries.ts'
import { readNote, toNote } from './read-notes.ts'
import { titleOf } from './written-links.ts'

/** Tells who may see a note that it changed: the library, or its author alone. */
function tell(tx: UserTx, { library_id, visibility, author_id }: NoteRow): void {
  const changes = [{ topic: 'notes' as const }]
  if (visibility === 'shared') announce(tx, { libraryId: library_id }, changes)
  else if (author_id !== null) announce(tx, { userIds: [author_id] }, changes)
}

/**
 * Makes a note of a paper or of a library; who may only read the library keeps it for themselves.
 * @throws Problem paper_not_found | library_not_found | library_read_only
 */
export async function createNote(
  tx: UserTx,
  given: z.output<typeof createNoteEndpoint.body>,
): Promise<z.input<typeof noteShape>> {
  const authorId = userOf(tx)
  if (!authorId) throw new Error('a note is somebody’s')
  const { paperId = null, visibility } = given
  const libraryId = await libraryFor(tx, given)
  const body = storableText(given.body)
  const row = {
    library_id: libraryId,
    paper_id: paperId,
    author_id: authorId,
    visibility,
    body,
    title: titleOf(body),
  }
  const noteId = await insertNote(tx, row)
  await keepLinks(tx, { libraryId, noteId }, body, given.links)
  const made = await findNoteRow(tx, noteId)
  if (!made) throw new Error('the note that was made is there')
  tell(tx, made)
  return toNote(tx, made)
}

/** Where a new note stands: with its paper, else in the library that is said, else in one's own. */
async function libraryFor(
  tx: UserTx,
  { paperId, libraryId, visibility }: z.output<typeof createNoteEndpoint.body>,
): Promise<LibraryId> {
  if (paperId !== undefined) {
    const paper = await requirePaper(tx, paperId)
    const here = paper.libraryId as LibraryId
    if (libraryId !== undefined && libraryId !== here) throw new Problem('paper_not_found')
    return visibility === 'shared' ? requireEditableLibrary(tx, here) : here
  }
  try {
    return await requireEditableLibrary(tx, libraryId)
  } catch (error) {
    const isReader = error instanceof Problem && error.code === 'library_read_only'
    if (isReader && visibility === 'personal' && libraryId !== undefined) return libraryId
    throw error
  }
}

/**
 * Writes a note anew. What was sent twice is written once.
 * @throws Problem note_not_found | library_read_only | note_changed with the `version` that stands
 */
export async function changeNote(
  tx: UserTx,
  id: NoteId,
  { version, links, visibility, ...given }: z.output<typeof changeNoteEndpoint.body>,
): Promise<z.input<typeof noteShape>> {
  const row = await requireEditable(tx, id)
  // Only the author makes a note of everybody's their own again.
  if (visibility === 'personal' && row.author_id !== userOf(tx)) throw new Problem('library_read_only')
  if (visibility === 'shared') await requireEditableLibrary(tx, row.library_id)
  const body = given.body === undefined ? row.body : storableText(given.body)
  const isSame = body === row.body && (visibility ?? row.visibility) === row.visibility
  if (!isSame) {
    const changes = { body, title: titleOf(body), visibility: visibility ?? row.visibility }
    if (!(await updateNote(tx, { id, version }, changes)))
      throw new Problem('note_changed', { version: row.version })
    tell(tx, row)
  }
  if (given.body !== undefined) await keepLinks(tx, { libraryId: row.library_id, noteId: id }, body, links)
  const changed = await findNoteRow(tx, id)
  if (!changed) throw new Problem('note_not_found')
  if (!isSame) tell(tx, changed)
  return toNote(tx, changed)
}

async function requireEditable(
  tx: UserTx,
  id: NoteId,
  state: 'shown' | 'trashed' = 'shown',
): Promise<NoteRow> {
  const row = await findNoteRow(tx, id, state)
  if (!row) throw new Problem('note_not_found')
  if (!row.is_editable) throw new Problem('library_read_only')
  return row
}

/** @throws Problem note_not_found | library_read_only */
export async function removeNote(tx: UserTx, id: NoteId): Promise<void> {
  const row = await requireEditable(tx, id)
  await setTrashed(tx, id, true)
  tell(tx, row)
}

/** Brings a note back; one that was not removed stays as it is. @throws Problem note_not_found | library_read_only */
export async function restoreNote(tx: UserTx, id: NoteId): Promise<z.input<typeof noteShape>> {
  if (await findNoteRow(tx, id)) return readNote(tx, id)
  tell(tx, await requireEditable(tx, id, 'trashed'))
  await setTrashed(tx, id, false)
  return readNote(tx, id)
}
