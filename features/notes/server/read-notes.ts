import { z } from 'zod'
import { type LibraryId, type NoteId, noteId, type PaperId } from '#contract/ids.ts'
import { cursorInstant, fromCursor, toCursor } from '#contract/pages.ts'
import { Problem } from '#contract/problems.ts'
import { toInstant } from '#contract/time.ts'
import { requirePaper } from '#features/papers/server/papers.ts'
import { type UserTx, userOf } from '#platform/database/transactions.ts'
import type {
  listMentions as listMentionsEndpoint,
  listNotes as listNotesEndpoint,
  note as noteShape,
  noteSummary,
} from '../contract.ts'
import { listLinks } from './link-queries.ts'
import { findNoteRow, listMentionRows, listNoteRows, type NoteRow, namesIn } from './queries.ts'
import { excerptOf } from './written-links.ts'

const mostMentions = 200
const afterParts = z.tuple([cursorInstant, noteId])

function toSummary(
  row: NoteRow,
  names: ReadonlyMap<string, string>,
  me: string | undefined,
): z.input<typeof noteSummary> {
  return {
    id: row.id,
    libraryId: row.library_id,
    paper: row.paper_id === null ? null : { id: row.paper_id, title: row.paper_title ?? '' },
    title: row.title,
    excerpt: excerptOf(row.body),
    visibility: row.visibility,
    isMine: row.author_id === me,
    authorName: row.author_id === null ? null : (names.get(row.author_id) ?? null),
    mayEdit: row.is_editable,
    version: row.version,
    createdAt: toInstant(row.created_at),
    updatedAt: toInstant(row.updated_at),
  }
}

async function toSummaries(tx: UserTx, rows: readonly NoteRow[]) {
  const names = await namesIn(tx, [...new Set(rows.map(({ library_id }) => library_id))])
  return rows.map((row) => toSummary(row, names, userOf(tx)))
}

/** The notes one may see, in keyset pages. @throws Problem bad_request */
export async function listNotes(
  tx: UserTx,
  { cursor, limit, libraryId, paperId }: z.output<typeof listNotesEndpoint.query>,
): Promise<z.input<typeof listNotesEndpoint.reply>> {
  const after = cursor === undefined ? undefined : fromCursor(cursor, afterParts)
  if (cursor !== undefined && after === undefined) throw new Problem('bad_request', { where: 'cursor' })
  if (paperId !== undefined) await requirePaper(tx, paperId)
  const rows = await listNoteRows(tx, { libraryId, paperId, after, limit: limit + 1 })
  const page = rows.slice(0, limit)
  const last = page.at(-1)
  return {
    items: await toSummaries(tx, page),
    next: rows.length > limit && last ? toCursor([last.updated_text, last.id]) : null,
  }
}

/** The notes that name a paper, the newest 200. @throws Problem paper_not_found */
export async function listMentions(
  tx: UserTx,
  paperId: PaperId,
): Promise<z.input<typeof listMentionsEndpoint.reply>> {
  const { libraryId } = await requirePaper(tx, paperId)
  const rows = await listMentionRows(tx, { libraryId: libraryId as LibraryId, paperId, limit: mostMentions })
  return { items: await toSummaries(tx, rows) }
}

/** @throws Problem note_not_found */
export async function readNote(tx: UserTx, id: NoteId): Promise<z.input<typeof noteShape>> {
  const row = await findNoteRow(tx, id)
  if (!row) throw new Problem('note_not_found')
  return toNote(tx, row)
}

/** A row as the note it is, with the papers it names. */
export async function toNote(tx: UserTx, row: NoteRow): Promise<z.input<typeof noteShape>> {
  const [summary] = await toSummaries(tx, [row])
  if (!summary) throw new Error('a row gives a summary')
  const links = await listLinks(tx, row.library_id, row.id)
  return {
    ...summary,
    body: row.body,
    links: links.map(({ written, paper_id, title }) => ({ written, paper: { id: paper_id, title } })),
  }
}
