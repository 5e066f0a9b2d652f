import { sql } from 'kysely'
import type { LibraryId, NoteId, PaperId, UserId } from '#contract/ids.ts'
import type { SystemTx, UserTx } from '#platform/database/transactions.ts'
import type { NoteVisibility } from '../contract.ts'

export type NoteRow = {
  readonly id: NoteId
  readonly library_id: LibraryId
  readonly paper_id: PaperId | null
  readonly paper_title: string | null
  readonly author_id: UserId | null
  readonly visibility: NoteVisibility
  readonly title: string
  /** Of a list, only the beginning. */
  readonly body: string
  readonly version: number
  readonly created_at: Date
  readonly updated_at: Date
  /** As the database writes it: what a cursor carries keeps its microseconds. */
  readonly updated_text: string
  readonly is_editable: boolean
}

/** How much of a body a list reads to show its beginning. */
const excerptLetters = 400

const columns = sql`
  n.id, n.library_id, n.paper_id, p.title as paper_title, n.author_id, n.visibility, n.title, n.version, n.created_at,
  n.updated_at, n.updated_at::text as updated_text,
  (n.author_id = app.user_id() and n.visibility = 'personal'
    or n.library_id = any ((select app.my_editable_libraries())::uuid[])) as is_editable`
/** A note of a paper in the trash is with it, and shown nowhere. */
const places = sql`
  left join papers p on p.library_id = n.library_id and p.id = n.paper_id`
const isShown = sql`n.trashed_at is null and (n.paper_id is null or p.trashed_at is null)`

type Place = {
  readonly libraryId: LibraryId | undefined
  readonly paperId: PaperId | undefined
  readonly after: readonly [updatedAt: string, id: string] | undefined
  readonly limit: number
}

/** A page of the notes one may see, the newest change first. */
export async function listNoteRows(tx: UserTx, { libraryId, paperId, after, limit }: Place) {
  const { rows } = await sql<NoteRow>`
    select ${columns}, left(n.body, ${excerptLetters}) as body
      from notes n ${places}
     where ${isShown}
       and ${libraryId === undefined ? sql`n.library_id = any ((select app.my_libraries())::uuid[])` : sql`n.library_id = ${libraryId}`}
       and ${paperId === undefined ? sql`true` : sql`n.paper_id = ${paperId}`}
       and ${after === undefined ? sql`true` : sql`(n.updated_at, n.id) < (${after[0]}::timestamptz, ${after[1]}::uuid)`}
     order by n.updated_at desc, n.id desc
     limit ${limit}`.execute(tx)
  return rows
}

/** The notes that name a paper, the newest change first; a note of the paper itself does not mention it. */
export async function listMentionRows(
  tx: UserTx,
  { libraryId, paperId, limit }: { libraryId: LibraryId; paperId: PaperId; limit: number },
) {
  const { rows } = await sql<NoteRow>`
    select ${columns}, left(n.body, ${excerptLetters}) as body
      from notes n ${places}
     where ${isShown} and n.library_id = ${libraryId} and n.paper_id is distinct from ${paperId}
       and n.id in (select l.note_id from note_links l where l.library_id = ${libraryId} and l.paper_id = ${paperId})
     order by n.updated_at desc, n.id desc
     limit ${limit}`.execute(tx)
  return rows
}

/** The notes of these papers, or only the person's own, in the order in which they were begun. */
export async function listNotesOfPapers(tx: UserTx, paperIds: readonly PaperId[], isMine: boolean) {
  const { rows } = await sql<{ id: NoteId; library_id: LibraryId; paperId: PaperId; body: string }>`
    select n.id, n.library_id, n.paper_id as "paperId", n.body from notes n ${places}
     where ${isShown} and n.paper_id = any (${[...paperIds]}::uuid[])
       and n.library_id = any ((select app.my_libraries())::uuid[])
       ${isMine ? sql`and n.author_id = app.user_id()` : sql``}
     order by n.paper_id, n.id`.execute(tx)
  return rows
}

/** One note; also from the trash where that is said. */
export async function findNoteRow(tx: UserTx, id: NoteId, state: 'shown' | 'trashed' = 'shown') {
  const { rows } = await sql<NoteRow>`
    select ${columns}, n.body from notes n ${places}
     where n.id = ${id} and ${state === 'shown' ? isShown : sql`n.trashed_at is not null`}`.execute(tx)
  return rows[0]
}

export async function insertNote(
  tx: UserTx,
  row: {
    readonly library_id: LibraryId
    readonly paper_id: PaperId | null
    readonly author_id: UserId
    readonly visibility: NoteVisibility
    readonly body: string
    readonly title: string
  },
): Promise<NoteId> {
  const { id } = await tx.insertInto('notes').values(row).returning('id').executeTakeFirstOrThrow()
  return id as NoteId
}

/** @returns false when the note is no longer the version that was seen */
export async function updateNote(
  tx: UserTx,
  { id, version }: { readonly id: NoteId; readonly version: number },
  changes: { body?: string; title?: string; visibility?: NoteVisibility },
): Promise<boolean> {
  const row = await tx
    .updateTable('notes')
    .set({ ...changes, version: version + 1, updated_at: sql`now()` })
    .where('id', '=', id)
    .where('version', '=', version)
    .where('trashed_at', 'is', null)
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}

/** @returns false when it stands so already, or is not the asking person's to change */
export async function setTrashed(tx: UserTx, id: NoteId, isTrashed: boolean): Promise<boolean> {
  const row = await tx
    .updateTable('notes')
    .set({ trashed_at: isTrashed ? sql`now()` : null })
    .where('id', '=', id)
    .where('trashed_at', isTrashed ? 'is' : 'is not', null)
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}

/** Takes out for good what has been in the trash since before. @returns how many notes that were */
export async function deleteTrashed(tx: SystemTx, before: Date): Promise<number> {
  const { numDeletedRows } = await tx
    .deleteFrom('notes')
    .where('trashed_at', '<', before)
    .executeTakeFirstOrThrow()
  return Number(numDeletedRows)
}

/** The names of those who share these libraries with the asking person. */
export async function namesIn(tx: UserTx, libraryIds: readonly LibraryId[]): Promise<Map<string, string>> {
  if (libraryIds.length === 0) return new Map()
  const { rows } = await sql<{ user_id: string; name: string }>`
    select distinct p.user_id, p.name
      from unnest(${[...libraryIds]}::uuid[]) as one (id) cross join lateral app.people_of_library(one.id) as p`.execute(
    tx,
  )
  return new Map(rows.map(({ user_id, name }) => [user_id, name]))
}

/** The asking person's own notes that stand, the oldest first, behind one of them. */
export async function listOwnRows(tx: UserTx, after: string | undefined, limit: number) {
  return await tx
    .selectFrom('notes')
    .select(['id', 'library_id', 'paper_id', 'visibility', 'title', 'body', 'created_at', 'updated_at'])
    .where('author_id', '=', sql<string>`app.user_id()`)
    .where('trashed_at', 'is', null)
    .$if(after !== undefined, (some) => some.where('id', '>', after ?? ''))
    .orderBy('id')
    .limit(limit)
    .execute()
}
