import { sql } from 'kysely'
import type { LibraryId, NoteId, PaperId } from '#contract/ids.ts'
import type { SystemTx, UserTx } from '#platform/database/transactions.ts'

export type LinkRow = {
  readonly written: string
  readonly paper_id: PaperId
  readonly title: string
  readonly doi: string | null
}

/** What a note names, each with the paper as it is now; papers in the trash are none. */
export async function listLinks(tx: UserTx, libraryId: LibraryId, noteId: NoteId): Promise<LinkRow[]> {
  const { rows } = await sql<LinkRow>`
    select l.written, l.paper_id, p.title, p.doi
      from note_links l join papers p on p.library_id = l.library_id and p.id = l.paper_id and p.trashed_at is null
     where l.library_id = ${libraryId} and l.note_id = ${noteId} order by l.written`.execute(tx)
  return rows
}

/** The papers that these ids name in a library, the trash not counted. */
export async function findPapersById(
  tx: UserTx,
  libraryId: LibraryId,
  ids: readonly string[],
): Promise<PaperId[]> {
  const { rows } = await sql<{ id: PaperId }>`
    select id from papers where library_id = ${libraryId} and id = any (${[...ids]}::uuid[]) and trashed_at is null`.execute(
    tx,
  )
  return rows.map(({ id }) => id)
}

/** The papers that these keys name in a library, in any case of letters. */
export async function findPapersByKey(
  tx: UserTx,
  libraryId: LibraryId,
  keys: readonly string[],
): Promise<{ written: string; paper_id: PaperId }[]> {
  const { rows } = await sql<{ written: string; paper_id: PaperId }>`
    select given.written, k.paper_id
      from unnest(${[...keys]}::text[]) as given (written)
      join citation_keys k on k.library_id = ${libraryId} and lower(k.key) collate "C" = lower(given.written) collate "C"
      join papers p on p.library_id = k.library_id and p.id = k.paper_id and p.trashed_at is null`.execute(tx)
  return rows
}

/** The papers that these titles name in a library, in any case of letters; a title that two papers have names none. */
export async function findPapersByTitle(
  tx: UserTx,
  libraryId: LibraryId,
  titles: readonly string[],
): Promise<{ written: string; paper_id: PaperId }[]> {
  const { rows } = await sql<{ written: string; paper_id: PaperId }>`
    select given.written, (array_agg(p.id))[1] as paper_id
      from unnest(${[...titles]}::text[]) as given (written)
      join papers p on p.library_id = ${libraryId} and p.trashed_at is null
       and lower(left(p.title, 200)) = lower(left(given.written, 200)) and lower(p.title) = lower(given.written)
     group by given.written having count(*) = 1`.execute(tx)
  return rows
}

/** What the words of a note meant when they were last looked up, papers in the trash too: they may come back. */
export async function listKeptLinks(tx: UserTx, libraryId: LibraryId, noteId: NoteId): Promise<Link[]> {
  const { rows } = await sql<Link>`
    select written, paper_id from note_links where library_id = ${libraryId} and note_id = ${noteId}`.execute(
    tx,
  )
  return rows
}

type Link = { readonly written: string; readonly paper_id: PaperId }

/** Makes these the links of a note. */
export async function replaceLinks(
  tx: UserTx,
  { libraryId, noteId }: { readonly libraryId: LibraryId; readonly noteId: NoteId },
  links: readonly Link[],
): Promise<void> {
  const written = links.map((link) => link.written)
  await tx
    .deleteFrom('note_links')
    .where('library_id', '=', libraryId)
    .where('note_id', '=', noteId)
    .execute()
  if (links.length === 0) return
  await sql`
    insert into note_links (library_id, note_id, written, paper_id)
      select ${libraryId}, ${noteId}, given.written, given.paper_id
        from unnest(${written}::text[], ${links.map((link) => link.paper_id)}::uuid[]) as given (written, paper_id)
    on conflict do nothing`.execute(tx)
}

export type Move = { readonly libraryId: LibraryId; readonly from: PaperId; readonly to: PaperId }

/** Gives the notes of a paper to another, all or some. @returns which ones */
export async function moveNoteRows(tx: SystemTx, move: Move, ids?: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    update notes set paper_id = ${move.to} where library_id = ${move.libraryId} and paper_id = ${move.from}
       and (${ids === undefined} or id = any (${[...(ids ?? [])]}::uuid[])) returning id`.execute(tx)
  return rows.map(({ id }) => id)
}

/** Lets the links to a paper lead to another, all or those of some notes. @returns the notes they stand in */
export async function moveLinkRows(tx: SystemTx, move: Move, ids?: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ note_id: string }>`
    update note_links set paper_id = ${move.to} where library_id = ${move.libraryId} and paper_id = ${move.from}
       and (${ids === undefined} or note_id = any (${[...(ids ?? [])]}::uuid[])) returning note_id`.execute(
    tx,
  )
  return [...new Set(rows.map(({ note_id }) => note_id))]
}
