import { sql } from 'kysely'
import type { LibraryId, PaperId } from '#contract/ids.ts'
import type { Tx, UserTx } from '#platform/database/transactions.ts'
import type { NewPaper } from './queries.ts'

// Statements about many papers at once: one round trip for a batch, where one for each would be most of an import's time.

/** What papers are known again by, the strongest first. */
const names = ['doi', 'arxiv_id', 'pmid', 'pmcid', 'isbn', 'likeness'] as const
export type Keys = Readonly<Record<(typeof names)[number], string | null>>

export type StandingRow = Keys & {
  id: PaperId
  csl: unknown
  origins: unknown
  citation_key: string | null
  verbatim: string | null
}

/**
 * The papers of a library, those in the trash left out, that have one of the identifiers or likenesses; oldest first. Each
 * look-up stands in its own index.
 */
export async function listStanding(
  tx: UserTx,
  libraryId: LibraryId,
  keys: readonly Partial<Keys>[],
): Promise<StandingRow[]> {
  const lookUps = names.flatMap((name) => {
    const wanted = [...new Set(keys.map((key) => key[name] ?? null).filter((key) => key !== null))]
    if (wanted.length === 0) return []
    return sql`select id from papers
      where library_id = ${libraryId} and ${sql.ref(name)} = any (${wanted}::text[]) and trashed_at is null`
  })
  if (lookUps.length === 0) return []
  const { rows } = await sql<StandingRow>`
    select p.id, p.doi, p.arxiv_id, p.pmid, p.pmcid, p.isbn, p.likeness, p.csl, p.origins, p.citation_key, p.verbatim
      from papers p where p.id in (${sql.join(lookUps, sql` union `)})
     order by p.id`.execute(tx)
  return rows
}

/** Ids for new papers, in their order. */
export async function makeIds(tx: UserTx, count: number): Promise<PaperId[]> {
  const { rows } = await sql<{ id: PaperId }>`
    select uuidv7() as id from generate_series(1, ${count})`.execute(tx)
  return rows.map(({ id }) => id).toSorted()
}

const recordColumns = sql`
  csl text, title text, authors text[], year smallint, venue text, abstract text, doi text, arxiv_id text,
  pmid text, pmcid text, isbn text, likeness text, citation_key text, origins text`

export async function insertPapers(
  tx: UserTx,
  rows: readonly (NewPaper & { readonly id: PaperId })[],
): Promise<void> {
  if (rows.length === 0) return
  await sql`
    insert into papers (id, library_id, csl, title, authors, year, venue, abstract, doi, arxiv_id, pmid, pmcid,
                        isbn, likeness, citation_key, origins, verbatim, added_by)
    select n.id, n.library_id, n.csl::jsonb, n.title, n.authors, n.year, n.venue, n.abstract, n.doi, n.arxiv_id, n.pmid,
           n.pmcid, n.isbn, n.likeness, n.citation_key, n.origins::jsonb, n.verbatim, n.added_by
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
        as n (id uuid, library_id uuid, verbatim text, added_by uuid, ${recordColumns})`.execute(tx)
}

export type RecordChange = Omit<NewPaper, 'library_id' | 'verbatim' | 'added_by'> & { readonly id: PaperId }

export async function updateRecords(tx: UserTx, rows: readonly RecordChange[]): Promise<void> {
  if (rows.length === 0) return
  await sql`
    update papers p
       set csl = n.csl::jsonb, title = n.title, authors = n.authors, year = n.year, venue = n.venue, abstract = n.abstract,
           doi = n.doi, arxiv_id = n.arxiv_id, pmid = n.pmid, pmcid = n.pmcid, isbn = n.isbn, likeness = n.likeness,
           citation_key = n.citation_key,
           origins = n.origins::jsonb
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as n (id uuid, ${recordColumns})
     where p.id = n.id`.execute(tx)
}

/** The records of papers that are not in the trash. */
export async function listRecords(tx: UserTx, ids: readonly PaperId[]) {
  return tx
    .selectFrom('papers')
    .select(['id', 'csl', 'origins', 'citation_key'])
    .where('id', 'in', [...ids])
    .where('trashed_at', 'is', null)
    .execute()
}

/**
 * Puts papers into the trash at one instant; those that are there already keep theirs. One that took in another paper stays,
 * unless told: with it goes what is not among these.
 * @returns the ids of those that went there
 */
export async function trashPapers(
  tx: UserTx,
  libraryId: LibraryId,
  ids: readonly PaperId[],
  { at, withUnited = false }: { readonly at?: Date; readonly withUnited?: boolean },
): Promise<PaperId[]> {
  if (ids.length === 0) return []
  const alone = sql`not exists (select from papers m where m.library_id = p.library_id and m.merged_into = p.id)`
  const { rows } = await sql<{ id: PaperId }>`
    with gone as materialized (
      select p.id, row_number() over (order by p.id) - 1 as place from papers p
       where p.library_id = ${libraryId} and p.id = any (${[...ids]}::uuid[]) and p.trashed_at is null
         and (${withUnited} or ${alone})),
    numbers as materialized (
      select app.take_versions(${libraryId}, count(*)::int) as last from gone having count(*) > 0)
    update papers p set trashed_at = coalesce(${at ?? null}::timestamptz, clock_timestamp()), version = last - place
      from gone, numbers where p.id = gone.id
    returning p.id`.execute(tx)
  return rows.map(({ id }) => id)
}

/** Of papers, those that took in another one or were taken in themselves, by the paper `merged_into` then. */
export async function listUnited(tx: UserTx, ids: readonly PaperId[]) {
  if (ids.length === 0) return []
  const { rows } = await sql<{ id: PaperId; merged_into: PaperId | null }>`
    select p.id, p.merged_into from papers p
     where p.id = any (${[...ids]}::uuid[])
       and (p.merged_into is not null
            or exists (select from papers m where m.library_id = p.library_id and m.merged_into = p.id))`.execute(
    tx,
  )
  return rows
}

/**
 * Brings papers back from the trash, those that went there at `at` when it is given. One whose DOI another paper of its
 * library has by now stays where it is, and so does one that another paper took in.
 * @returns the ids of those that came back
 */
export async function restorePapers(
  tx: UserTx,
  libraryId: LibraryId,
  ids: readonly PaperId[],
  at: Date | undefined,
): Promise<PaperId[]> {
  if (ids.length === 0) return []
  const then = at === undefined ? sql`` : sql`and p.trashed_at = ${at}`
  const { rows } = await sql<{ id: PaperId }>`
    with back as materialized (
      select id, row_number() over (order by id) - 1 as place from (
        -- Of two in the trash with one DOI only the first can come back.
        select p.id, row_number() over (partition by p.doi order by p.trashed_at desc, p.id) as nth, p.doi from papers p
         where p.library_id = ${libraryId} and p.id = any (${[...ids]}::uuid[])
           and p.trashed_at is not null and p.merged_into is null ${then}
           and not exists (select from papers o
                            where o.library_id = p.library_id and o.doi = p.doi and o.trashed_at is null)) as wanted
       where doi is null or nth = 1),
    numbers as materialized (
      select app.take_versions(${libraryId}, count(*)::int) as last from back having count(*) > 0)
    update papers p set trashed_at = null, version = last - place from back, numbers where p.id = back.id
    returning p.id`.execute(tx)
  return rows.map(({ id }) => id)
}

/** The paper outside of the trash that has the DOI of one in it. @throws when there is none */
export async function findDoiHolder(tx: UserTx, id: PaperId): Promise<PaperId> {
  const { rows } = await sql<{ id: PaperId }>`
    select o.id from papers p
      join papers o on o.library_id = p.library_id and o.doi = p.doi and o.trashed_at is null
     where p.id = ${id}`.execute(tx)
  if (rows[0] === undefined) throw new Error('a paper that may not come back has left its DOI to another one')
  return rows[0].id
}

/** Gives back the files that papers lent while they were in the trash, by borrowers that are there now. */
export async function returnFiles(tx: UserTx, ids: readonly PaperId[]): Promise<void> {
  await sql`
    update files f set paper_id = f.taken_from, taken_from = null
      from papers borrower
     where f.taken_from = any (${[...ids]}::uuid[])
       and borrower.library_id = f.library_id and borrower.id = f.paper_id and borrower.trashed_at is not null
    `.execute(tx)
}

/** Files that papers lent and that stay with their borrowers. */
export async function listLent(tx: UserTx, ids: readonly PaperId[]) {
  const { rows } = await sql<{ paper_id: PaperId; other_id: PaperId }>`
    select distinct taken_from as paper_id, paper_id as other_id from files
     where taken_from = any (${[...ids]}::uuid[])`.execute(tx)
  return rows
}

/** Of papers, those in the trash. */
export async function listTrashed(tx: UserTx, ids: readonly PaperId[]): Promise<PaperId[]> {
  if (ids.length === 0) return []
  const rows = await tx
    .selectFrom('papers')
    .select('id')
    .where('id', 'in', [...new Set(ids)])
    .where('trashed_at', 'is not', null)
    .execute()
  return rows.map(({ id }) => id as PaperId)
}

/** Where a paper stands, in the trash or not. */
export async function findPlace(tx: UserTx, id: PaperId) {
  return tx.selectFrom('papers').select(['library_id', 'trashed_at']).where('id', '=', id).executeTakeFirst()
}

/** Of papers, where they stand; those that are gone are left out. */
export async function listPlaces(tx: UserTx, ids: readonly PaperId[]) {
  const rows = await tx
    .selectFrom('papers')
    .select(['id', 'trashed_at', 'merged_into'])
    .where('id', 'in', [...ids])
    .execute()
  return new Map<string, { trashed: boolean; merged: boolean }>(
    rows.map((row) => [row.id, { trashed: row.trashed_at !== null, merged: row.merged_into !== null }]),
  )
}

export type TouchedRow = {
  id: PaperId
  title: string
  judged: boolean
  analysed: boolean
  corrected: boolean
}

/** Of papers not in the trash, those somebody has judged, had analysed or corrected since they came. */
export async function listTouched(tx: Tx, ids: readonly PaperId[]): Promise<TouchedRow[]> {
  const { rows } = await sql<TouchedRow>`
    select * from (
      select p.id, p.title,
             exists (select from judgements j where j.library_id = p.library_id and j.paper_id = p.id
                        and (j.rating_halves is not null or j.status <> 'unread')) as judged,
             exists (select from analysis_runs r where r.library_id = p.library_id and r.paper_id = p.id) as analysed,
             jsonb_path_exists(p.origins, '$.* ? (@.source == "person")') as corrected
        from papers p where p.id = any (${[...ids]}::uuid[]) and p.trashed_at is null) as touched
     where judged or analysed or corrected
     order by id`.execute(tx)
  return rows
}
