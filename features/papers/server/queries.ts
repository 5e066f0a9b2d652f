import { sql } from 'kysely'
import type { FileId, LibraryId, PaperId } from '#contract/ids.ts'
import type { UserTx } from '#platform/database/transactions.ts'
import type { Integrity } from '../contract.ts'

type RecordColumns = {
  readonly csl: string
  readonly title: string
  readonly authors: string[]
  readonly year: number | null
  readonly venue: string | null
  readonly abstract: string | null
  readonly doi: string | null
  readonly arxiv_id: string | null
  readonly pmid: string | null
  readonly pmcid: string | null
  readonly isbn: string | null
  readonly likeness: string
}

/** What a paper is known again by; what is left out is not asked for. */
export type KnownBy = Partial<
  Pick<RecordColumns, 'doi' | 'arxiv_id' | 'pmid' | 'pmcid' | 'isbn' | 'likeness'>
>

export type NewPaper = RecordColumns & {
  readonly library_id: LibraryId
  readonly citation_key: string | null
  readonly origins: string
  readonly verbatim: string | null
  readonly added_by: string
}

/**
 * A paper of the library that has one of the identifiers, or else the same likeness. Each look-up stands in its own
 * index: as one condition with OR they become a walk through the whole library while its statistics are young.
 */
export async function findSame(
  tx: UserTx,
  libraryId: LibraryId,
  known: KnownBy,
): Promise<{ id: string } | undefined> {
  const { doi = null, likeness = null } = known
  const named = (column: 'arxiv_id' | 'pmid' | 'pmcid' | 'isbn') => sql`
    (select id from papers where library_id = ${libraryId} and ${sql.ref(column)} = ${known[column] ?? null}
        and trashed_at is null order by id limit 1)`
  const { rows } = await sql<{ id: string }>`
    (select id from papers where library_id = ${libraryId} and doi = ${doi} and trashed_at is null limit 1)
    union all ${named('arxiv_id')} union all ${named('pmid')} union all ${named('pmcid')} union all ${named('isbn')}
    union all
    (select id from papers where library_id = ${libraryId} and likeness = ${likeness} and trashed_at is null
        -- Two different DOIs are two papers, whatever their titles.
        and (doi is null or ${doi}::text is null or doi = ${doi}) order by id limit 1)
    limit 1`.execute(tx)
  return rows[0]
}

export async function insertPaper(tx: UserTx, row: NewPaper): Promise<PaperId> {
  const { id } = await tx.insertInto('papers').values(row).returning('id').executeTakeFirstOrThrow()
  return id as PaperId
}

export async function updateRecord(
  tx: UserTx,
  id: PaperId,
  columns: RecordColumns & { readonly origins: string },
): Promise<void> {
  await tx.updateTable('papers').set(columns).where('id', '=', id).execute()
}

/** @returns whether it was another one before. */
export async function updateIntegrity(
  tx: UserTx,
  id: PaperId,
  integrity: Integrity | null,
): Promise<boolean> {
  const row = await tx
    .updateTable('papers')
    .set({ integrity })
    .where('id', '=', id)
    .where('integrity', 'is distinct from', integrity)
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}

/** The paper that took this one in, or the one that took that in; the paper itself when nobody did. */
export async function findSurvivor(tx: UserTx, id: PaperId): Promise<PaperId> {
  const { rows } = await sql<{ id: PaperId }>`
    select app.survivor_of(library_id, id) as id from papers where id = ${id}`.execute(tx)
  return rows[0]?.id ?? id
}

export async function findPaper(tx: UserTx, id: PaperId) {
  return tx
    .selectFrom('papers')
    .select([
      'id',
      'library_id',
      'version',
      'csl',
      'title',
      'authors',
      'year',
      'venue',
      'abstract',
      'doi',
      'arxiv_id',
      'pmid',
      'pmcid',
      'isbn',
      'origins',
      // The one by which it is cited; the column is what it came with, which another paper may have had already.
      (paper) =>
        paper
          .selectFrom('citation_keys')
          .select('key')
          .whereRef('citation_keys.library_id', '=', 'papers.library_id')
          .whereRef('citation_keys.paper_id', '=', 'papers.id')
          .as('citation_key'),
    ])
    .where('id', '=', id)
    .where('trashed_at', 'is', null)
    .executeTakeFirst()
}

export type NewFile = {
  readonly library_id: LibraryId
  readonly paper_id: PaperId
  readonly sha256: string
  readonly name: string
  readonly media_type: string
  readonly size_bytes: number
  /** `stored`, to be read, unless told. */
  readonly state?: 'stored' | 'read'
}

/** The file of these bytes in the library, with its paper. */
/** A record as it came and as it stands, for another library. */
export async function findWritten(tx: UserTx, id: PaperId) {
  return tx
    .selectFrom('papers')
    .select(['csl', 'origins', 'citation_key', 'verbatim'])
    .where('id', '=', id)
    .where('trashed_at', 'is', null)
    .executeTakeFirst()
}

export async function findSameBytes(tx: UserTx, libraryId: LibraryId, sha256: string) {
  return tx
    .selectFrom('files')
    .innerJoin('papers', 'papers.id', 'files.paper_id')
    .select(['files.id', 'files.paper_id', 'papers.trashed_at'])
    .where('files.library_id', '=', libraryId)
    .where('files.sha256', '=', sha256)
    .executeTakeFirst()
}

/** Gives a file to another paper of its library; whose it was is kept. */
export async function lendFile(tx: UserTx, id: FileId, paperId: PaperId): Promise<void> {
  await tx
    .updateTable('files')
    .set((file) => ({ taken_from: file.ref('paper_id'), paper_id: paperId }))
    .where('id', '=', id)
    .execute()
}

export async function insertFile(tx: UserTx, row: NewFile): Promise<FileId> {
  const { id } = await tx.insertInto('files').values(row).returning('id').executeTakeFirstOrThrow()
  return id as FileId
}

const fileColumns = [
  'id',
  'library_id',
  'paper_id',
  'sha256',
  'name',
  'media_type',
  'size_bytes',
  'state',
  'problem',
  'page_count',
  'text_quality',
  'ocr_state',
  'ocr_problem',
  'ocr_pages_done',
  'ocr_confidence',
  'thumbnail_sha256',
] as const

export async function listFiles(tx: UserTx, paperId: PaperId) {
  return tx
    .selectFrom('files')
    .select(fileColumns)
    .where('paper_id', '=', paperId)
    .orderBy('main_at', (order) => order.desc().nullsLast())
    .orderBy('added_at')
    .orderBy('id')
    .execute()
}

/** The pages of the readable papers among these, in no order: of each the longest file that has text. */
export async function countPagesOf(tx: UserTx, paperIds: readonly PaperId[]): Promise<number[]> {
  const rows = await tx
    .selectFrom('files')
    .select(sql<number>`max(page_count)::int`.as('pages'))
    .where(sql<boolean>`paper_id = any (${[...paperIds]}::uuid[])`)
    .where('state', '=', 'read')
    .where('text_quality', 'in', ['good', 'ocr'])
    .groupBy('paper_id')
    .execute()
  return rows.map(({ pages }) => pages)
}

/** A file of a paper that is not in the trash. */
export async function findFile(tx: UserTx, id: FileId) {
  return tx
    .selectFrom('files')
    .innerJoin('papers', 'papers.id', 'files.paper_id')
    .select(fileColumns.map((column) => `files.${column}` as const))
    .where('files.id', '=', id)
    .where('papers.trashed_at', 'is', null)
    .executeTakeFirst()
}

const pageColumns = ['number', 'width_pt', 'height_pt', 'rotation', 'text', 'boxes'] as const

export async function findPage(tx: UserTx, fileId: FileId, number: number) {
  return tx
    .selectFrom('pages')
    .select(pageColumns)
    .where('file_id', '=', fileId)
    .where('number', '=', number)
    .executeTakeFirst()
}

/** The text of a file's pages, of all or of those from one to another. */
export async function listTexts(
  tx: UserTx,
  fileId: FileId,
  only?: { readonly from: number; readonly to: number },
) {
  let query = tx.selectFrom('pages').select(['number', 'text']).where('file_id', '=', fileId)
  if (only) query = query.where('number', '>=', only.from).where('number', '<=', only.to)
  return query.orderBy('number').execute()
}

/** SHA-256 over the text of a file's pages and their numbers; the same for as long as the text is. */
export async function hashTexts(tx: UserTx, fileId: FileId): Promise<string> {
  const { hash } = await tx
    .selectFrom('pages')
    .select(
      sql<string>`encode(sha256(convert_to(coalesce(string_agg(number || ' ' || text, E'\\f' order by number), ''), 'UTF8')), 'hex')`.as(
        'hash',
      ),
    )
    .where('file_id', '=', fileId)
    .executeTakeFirstOrThrow()
  return hash
}

export async function listBoxes(tx: UserTx, fileId: FileId, numbers: readonly number[]) {
  if (numbers.length === 0) return []
  return tx
    .selectFrom('pages')
    .select(['number', 'boxes'])
    .where('file_id', '=', fileId)
    .where('number', 'in', [...numbers])
    .execute()
}

export async function updateFileRow(
  tx: UserTx,
  id: FileId,
  { name, main }: { readonly name?: string | undefined; readonly main?: true | undefined },
): Promise<void> {
  await tx
    .updateTable('files')
    .set({
      id: sql<string>`id`,
      ...(name === undefined ? {} : { name }),
      ...(main ? { main_at: sql<Date>`clock_timestamp()` } : {}),
    })
    .where('id', '=', id)
    .execute()
}

/** Gives a file back to the paper in the trash that lent it. @returns whether it was lent */
export async function giveBackFile(tx: UserTx, id: FileId): Promise<boolean> {
  const { rows } = await sql`
    update files set paper_id = taken_from, taken_from = null
     where id = ${id} and taken_from is not null returning id`.execute(tx)
  return rows.length > 0
}

export async function deleteFile(tx: UserTx, id: FileId): Promise<void> {
  await tx.deleteFrom('files').where('id', '=', id).execute()
}
