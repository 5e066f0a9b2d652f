import { sql } from 'kysely'
import type { FileId, LibraryId, PaperId } from '#contract/ids.ts'
import type { SystemTx } from '#platform/database/transactions.ts'

/**
 * How far a library was looked at; locked, so that two looks at once follow each other, and so that it is not deleted
 * meanwhile. Undefined when it is gone.
 */
export async function lockWatch(tx: SystemTx, libraryId: LibraryId): Promise<number | undefined> {
  const library = await tx
    .selectFrom('libraries')
    .select('id')
    .where('id', '=', libraryId)
    .forKeyShare()
    .executeTakeFirst()
  if (!library) return undefined
  await tx
    .insertInto('duplicate_watches')
    .values({ library_id: libraryId })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  const row = await tx
    .selectFrom('duplicate_watches')
    .select('seen_version')
    .where('library_id', '=', libraryId)
    .forUpdate()
    .executeTakeFirstOrThrow()
  return row.seen_version
}

export async function putWatch(tx: SystemTx, libraryId: LibraryId, seenVersion: number): Promise<void> {
  await tx
    .updateTable('duplicate_watches')
    .set({ seen_version: seenVersion })
    .where('library_id', '=', libraryId)
    .execute()
}

const recordColumns = [
  'id',
  'version',
  'title',
  'csl',
  'doi',
  'arxiv_id',
  'pmid',
  'pmcid',
  'isbn',
  'trashed_at',
] as const

/** Records that changed since, in the order in which they did. Versions of a library become visible in their order. */
export async function listChanged(tx: SystemTx, libraryId: LibraryId, since: number, limit: number) {
  return tx
    .selectFrom('papers')
    .select(recordColumns)
    .where('library_id', '=', libraryId)
    .where('version', '>', since)
    .orderBy('version')
    .limit(limit)
    .execute()
}

export async function listRecords(tx: SystemTx, libraryId: LibraryId, ids: readonly string[]) {
  if (ids.length === 0) return []
  return tx
    .selectFrom('papers')
    .select(recordColumns)
    .where('library_id', '=', libraryId)
    .where(sql<boolean>`id = any (${[...ids]}::uuid[])`)
    .where('trashed_at', 'is', null)
    .execute()
}

/** Puts the keys of papers in the place of those they had. */
export async function replaceKeys(
  tx: SystemTx,
  libraryId: LibraryId,
  papers: readonly { readonly id: string; readonly keys: readonly string[] }[],
): Promise<void> {
  const ids = papers.map(({ id }) => id)
  const rows = papers.flatMap(({ id, keys }) => keys.map((key) => ({ id, key })))
  await sql`
    delete from likeness_keys where library_id = ${libraryId} and paper_id = any (${ids}::uuid[])`.execute(tx)
  await sql`
    insert into likeness_keys (library_id, paper_id, key)
    select ${libraryId}, * from unnest(${rows.map(({ id }) => id)}::uuid[], ${rows.map(({ key }) => key)}::text[])
    on conflict do nothing`.execute(tx)
}

export type Candidate = { paper_id: PaperId; other_id: PaperId }

/** A key that more papers share says nothing: a rubric, a stamp, a cover page. */
const mostSharing = 40

/** The papers that share a key with one of these, each key looked up in its index. */
export async function listLikelyPapers(
  tx: SystemTx,
  libraryId: LibraryId,
  ids: readonly string[],
): Promise<Candidate[]> {
  const { rows } = await sql<Candidate>`
    select distinct k.paper_id, o.paper_id as other_id
      from likeness_keys k
      cross join lateral (
        select array_agg(paper_id) as ids from (
          select s.paper_id from likeness_keys s where s.library_id = k.library_id and s.key = k.key
           limit ${mostSharing + 1}) as first_ones) as sharing
      cross join lateral unnest(sharing.ids) as o (paper_id)
     where k.library_id = ${libraryId} and k.paper_id = any (${[...ids]}::uuid[])
       and cardinality(sharing.ids) <= ${mostSharing} and o.paper_id <> k.paper_id`.execute(tx)
  return rows
}

/** The text of a file's first pages; undefined when it is gone or not read. */
export async function readFirstPages(
  tx: SystemTx,
  libraryId: LibraryId,
  fileId: FileId,
  pages: number,
): Promise<string | undefined> {
  const { rows } = await sql<{ text: string | null }>`
    select (select string_agg(left(p.text, 20000), ' ' order by p.number) from pages p
             where p.library_id = f.library_id and p.file_id = f.id and p.number <= ${pages}) as text
      from files f where f.library_id = ${libraryId} and f.id = ${fileId} and f.state = 'read'`.execute(tx)
  const [row] = rows
  return row && (row.text ?? '')
}

export async function replaceSignature(
  tx: SystemTx,
  { libraryId, fileId }: { readonly libraryId: LibraryId; readonly fileId: FileId },
  signature: Buffer | undefined,
  bands: readonly string[],
): Promise<void> {
  const named = { library_id: libraryId, file_id: fileId }
  await tx
    .insertInto('first_pages')
    .values({ ...named, signature: signature ?? null })
    .onConflict((conflict) =>
      conflict.columns(['library_id', 'file_id']).doUpdateSet({ signature: signature ?? null }),
    )
    .execute()
  await tx
    .deleteFrom('first_page_bands')
    .where('library_id', '=', libraryId)
    .where('file_id', '=', fileId)
    .execute()
  if (bands.length === 0) return
  await tx
    .insertInto('first_page_bands')
    .values(bands.map((band) => ({ ...named, band })))
    .execute()
}

export type PageCandidate = Candidate & { signature: Buffer; other_signature: Buffer }

/** Files of other papers that share a band with a file of one of these papers. */
export async function listLikelyFiles(
  tx: SystemTx,
  libraryId: LibraryId,
  ids: readonly string[],
): Promise<PageCandidate[]> {
  const { rows } = await sql<PageCandidate>`
    with sharing as (
      select distinct f.id as file_id, f.paper_id, o.file_id as other_file_id
        from files f
        join first_page_bands b on b.library_id = f.library_id and b.file_id = f.id
        cross join lateral (
          select s.file_id from first_page_bands s
           where s.library_id = b.library_id and s.band = b.band limit ${mostSharing}) as o
       where f.library_id = ${libraryId} and f.paper_id = any (${[...ids]}::uuid[]) and o.file_id <> f.id)
    select s.paper_id, f.paper_id as other_id, own.signature, other.signature as other_signature
      from sharing s
      join files f on f.library_id = ${libraryId} and f.id = s.other_file_id and f.paper_id <> s.paper_id
      join first_pages own on own.library_id = ${libraryId} and own.file_id = s.file_id
      join first_pages other on other.library_id = ${libraryId} and other.file_id = s.other_file_id
     where own.signature is not null and other.signature is not null`.execute(tx)
  return rows
}

export type StandingSuggestion = {
  id: string
  paper_id: PaperId
  other_id: PaperId
  kind: string
  state: string
  reasons: unknown
}

/** All that was suggested about papers, whatever became of it. */
export async function listSuggested(
  tx: SystemTx,
  libraryId: LibraryId,
  ids: readonly string[],
): Promise<StandingSuggestion[]> {
  const columns = sql`id, paper_id, other_id, kind, state, reasons`
  const { rows } = await sql<StandingSuggestion>`
    select ${columns} from duplicate_suggestions where library_id = ${libraryId} and paper_id = any (${[...ids]}::uuid[])
    union
    select ${columns} from duplicate_suggestions where library_id = ${libraryId} and other_id = any (${[...ids]}::uuid[])`.execute(
    tx,
  )
  return rows
}

export type NewSuggestion = {
  readonly paper_id: string
  readonly other_id: string
  readonly kind: string
  readonly reasons: string
  readonly strength: number
}

/** Suggests pairs, or says anew why; what a person decided is left alone. @returns how many pairs are new */
export async function upsertSuggestions(
  tx: SystemTx,
  libraryId: LibraryId,
  rows: readonly NewSuggestion[],
): Promise<number> {
  if (rows.length === 0) return 0
  const written = await sql<{ is_new: boolean }>`
    insert into duplicate_suggestions as d (library_id, paper_id, other_id, kind, reasons, strength)
    select ${libraryId}, n.paper_id, n.other_id, n.kind, n.reasons::jsonb, n.strength
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
        as n (paper_id uuid, other_id uuid, kind text, reasons text, strength real)
    on conflict (library_id, paper_id, other_id) do update
       set kind = excluded.kind, reasons = excluded.reasons, strength = excluded.strength
     where d.state = 'open'
    returning xmax = 0 as is_new`.execute(tx)
  return written.rows.filter((row) => row.is_new).length
}

/** Takes suggestions back that hold no longer and that nobody has decided about. */
export async function withdraw(tx: SystemTx, libraryId: LibraryId, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return
  await tx
    .deleteFrom('duplicate_suggestions')
    .where('library_id', '=', libraryId)
    .where(sql<boolean>`id = any (${[...ids]}::uuid[])`)
    .where('state', '=', 'open')
    .execute()
}

/** The libraries with records that nobody has looked at yet. */
export async function listLagging(tx: SystemTx): Promise<{ id: LibraryId; owner_id: string }[]> {
  const { rows } = await sql<{ id: LibraryId; owner_id: string }>`
    select l.id, l.owner_id from libraries l
      left join duplicate_watches w on w.library_id = l.id
     where l.version > coalesce(w.seen_version, 0) order by l.id`.execute(tx)
  return rows
}

export type UnsignedFile = { id: FileId; library_id: LibraryId; paper_id: PaperId }

/** Files that were read and whose first pages nobody has looked at. */
export async function listUnsigned(tx: SystemTx, limit: number): Promise<UnsignedFile[]> {
  const { rows } = await sql<UnsignedFile>`
    select f.id, f.library_id, f.paper_id from files f
     where f.state = 'read'
       and not exists (select from first_pages s where s.library_id = f.library_id and s.file_id = f.id)
     order by f.id limit ${limit}`.execute(tx)
  return rows
}
