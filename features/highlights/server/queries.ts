import { sql } from 'kysely'
import type { FileId, HighlightId, LibraryId, PaperId, UserId } from '#contract/ids.ts'
import type { SystemTx, UserTx } from '#platform/database/transactions.ts'
import type { AnchorState, HighlightColour, HighlightVisibility } from '../contract.ts'

const columns = sql`
  h.id, h.library_id, h.paper_id, h.file_id, h.user_id, h.user_id = app.user_id() as is_own,
  app.name_in_library(h.library_id, h.user_id) as author_name, h.colour, h.comment, h.tags, h.visibility,
  h.quote, h.prefix, h.suffix, h.anchor, h.page, h.position, h.rects, h.version, h.created_at, h.updated_at`

export type HighlightRow = {
  id: HighlightId
  library_id: LibraryId
  paper_id: PaperId
  file_id: FileId | null
  user_id: UserId
  is_own: boolean
  author_name: string | null
  colour: HighlightColour
  comment: string
  tags: string[]
  visibility: HighlightVisibility
  quote: string
  prefix: string
  suffix: string
  anchor: AnchorState
  page: number
  position: number | null
  rects: unknown
  version: number
  created_at: Date
  updated_at: Date
}

/** A highlight that stands, with a paper that is not in the trash; row-level security says whose. */
export async function findHighlight(tx: UserTx, id: HighlightId): Promise<HighlightRow | undefined> {
  const { rows } = await sql<HighlightRow>`
    select ${columns} from highlights h join papers p on p.library_id = h.library_id and p.id = h.paper_id
     where h.id = ${id} and h.removed_at is null and p.trashed_at is null`.execute(tx)
  return rows[0]
}

/** Where a list goes on: page, offset and id of its last row. */
export type Place = readonly [page: number, position: number, id: string]

export async function selectOfPaper(
  tx: UserTx,
  paperId: PaperId,
  wish: { readonly fileId: FileId | undefined; readonly after: Place | undefined; readonly limit: number },
): Promise<HighlightRow[]> {
  const { fileId, after, limit } = wish
  const [page, position, id] = after ?? []
  const { rows } = await sql<HighlightRow>`
    select ${columns} from highlights h
     where h.paper_id = ${paperId} and h.removed_at is null
       ${fileId ? sql`and h.file_id = ${fileId}` : sql``}
       ${after ? sql`and (h.page, coalesce(h.position, 0), h.id) > (${page}, ${position}, ${id}::uuid)` : sql``}
     order by h.page, coalesce(h.position, 0), h.id limit ${limit}`.execute(tx)
  return rows
}

export type Narrowing = {
  readonly libraryId?: LibraryId | undefined
  readonly paperId?: PaperId | undefined
  readonly collectionId?: string | undefined
  readonly colour?: HighlightColour | undefined
  readonly tag?: string | undefined
  readonly words: readonly string[]
  readonly isMine: boolean
  readonly anchor?: AnchorState | undefined
}

/** Which papers, outside the trash. */
function placeOf({ libraryId, paperId, collectionId }: Narrowing) {
  return sql`p.trashed_at is null
    ${libraryId ? sql`and p.library_id = ${libraryId}` : sql``}
    ${paperId ? sql`and p.id = ${paperId}` : sql``}
    ${
      collectionId
        ? sql`and exists (select from paper_collections c where c.library_id = p.library_id and c.paper_id = p.id
                and c.collection_id = any (app.collections_within(${collectionId})))`
        : sql``
    }`
}

function conditions({ words, ...filter }: Narrowing) {
  const patterns = words.map((word) => `%${word.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`)
  return sql`h.removed_at is null and ${placeOf({ words, ...filter })}
    ${filter.isMine ? sql`and h.user_id = app.user_id()` : sql``}
    ${filter.colour ? sql`and h.colour = ${filter.colour}` : sql``}
    ${filter.anchor ? sql`and h.anchor = ${filter.anchor}` : sql``}
    ${filter.tag ? sql`and exists (select from unnest(h.tags) t where lower(t) = lower(${filter.tag}))` : sql``}
    ${patterns.length > 0 ? sql`and (h.quote || ' ' || h.comment || ' ' || array_to_string(h.tags, ' ')) ilike all (${patterns})` : sql``}`
}

/** Over all papers, the newest first. */
export async function selectNewest(
  tx: UserTx,
  filter: Narrowing,
  page: { readonly after: HighlightId | undefined; readonly limit: number },
): Promise<(HighlightRow & { title: string })[]> {
  const { rows } = await sql<HighlightRow & { title: string }>`
    select ${columns}, p.title
      from highlights h join papers p on p.library_id = h.library_id and p.id = h.paper_id
     where ${conditions(filter)} ${page.after ? sql`and h.id < ${page.after}` : sql``}
     order by h.id desc limit ${page.limit}`.execute(tx)
  return rows
}

/** The papers that have such highlights, or notes where they count, by title. */
export async function selectPapersOf(tx: UserTx, filter: Narrowing, orNotes: boolean): Promise<PaperId[]> {
  const { rows } = await sql<{ id: PaperId }>`
    select p.id from papers p
     where exists (select from highlights h where h.library_id = p.library_id and h.paper_id = p.id and ${conditions(filter)})
       ${
         orNotes
           ? sql`or ${placeOf(filter)} and p.library_id = any ((select app.my_libraries())::uuid[])
               and exists (select from notes n where n.library_id = p.library_id and n.paper_id = p.id
                 and n.trashed_at is null ${filter.isMine ? sql`and n.author_id = app.user_id()` : sql``})`
           : sql``
       }
     order by lower(left(p.title, 200)), p.id`.execute(tx)
  return rows.map(({ id }) => id)
}

/** Such highlights of these papers, in the order of their pages. */
export async function selectOfPapers(
  tx: UserTx,
  filter: Narrowing,
  paperIds: readonly string[],
): Promise<HighlightRow[]> {
  const { rows } = await sql<HighlightRow>`
    select ${columns} from highlights h join papers p on p.library_id = h.library_id and p.id = h.paper_id
     where h.paper_id = any (${[...paperIds]}::uuid[]) and ${conditions(filter)}
     order by h.paper_id, h.page, coalesce(h.position, 0), h.id`.execute(tx)
  return rows
}

export async function selectTagCounts(tx: UserTx, libraryId: LibraryId | undefined) {
  const { rows } = await sql<{ name: string; count: number }>`
    select min(t) as name, count(*)::int as count from highlights h, unnest(h.tags) t
     where h.user_id = app.user_id() and h.removed_at is null ${libraryId ? sql`and h.library_id = ${libraryId}` : sql``}
     group by lower(t) order by 2 desc, 1 limit 500`.execute(tx)
  return rows
}

type NewHighlight = {
  readonly library_id: LibraryId
  readonly paper_id: PaperId
  readonly file_id: FileId
  readonly user_id: UserId
  readonly colour: HighlightColour
  readonly comment: string
  readonly tags: string[]
  readonly visibility: HighlightVisibility
} & AnchorColumns

export type AnchorColumns = {
  readonly quote: string
  readonly prefix: string
  readonly suffix: string
  readonly anchor: AnchorState
  readonly page: number
  readonly position: number | null
  /** JSON. */
  readonly spans: string
  readonly rects: string
}

export async function insertHighlight(tx: UserTx, row: NewHighlight): Promise<HighlightId> {
  const { id } = await tx.insertInto('highlights').values(row).returning('id').executeTakeFirstOrThrow()
  return id as HighlightId
}

/**
 * Copies the person's own highlights of a paper to another one that has the same files, for themself alone; what stands
 * there already is not put there twice.
 */
export async function copyOwn(
  tx: UserTx,
  { from, to }: { readonly from: PaperId; readonly to: PaperId },
): Promise<number> {
  const { numAffectedRows = 0n } = await sql`
    insert into highlights (library_id, paper_id, file_id, user_id, colour, comment, tags, visibility,
                            quote, prefix, suffix, anchor, page, position, spans, rects)
    select f.library_id, f.paper_id, f.id, h.user_id, h.colour, h.comment, h.tags, 'private',
           h.quote, h.prefix, h.suffix, h.anchor, h.page, h.position, h.spans, h.rects
      from highlights h
      join files o on o.library_id = h.library_id and o.id = h.file_id
      join files f on f.paper_id = ${to} and f.sha256 = o.sha256
     where h.paper_id = ${from} and h.user_id = app.user_id() and h.removed_at is null
       and not exists (select from highlights k
             where k.library_id = f.library_id and k.paper_id = f.paper_id and k.file_id = f.id
               and k.user_id = h.user_id and k.removed_at is null and k.quote = h.quote and k.page = h.page
               and k.position is not distinct from h.position)
     order by h.id`.execute(tx)
  return Number(numAffectedRows)
}

type Changes = Partial<Pick<NewHighlight, 'colour' | 'comment' | 'tags' | 'visibility'>>

/** @returns whether it is the person's own and stands */
export async function updateHighlight(
  tx: UserTx,
  { id, userId }: { readonly id: HighlightId; readonly userId: UserId },
  changes: Changes,
): Promise<boolean> {
  const row = await tx
    .updateTable('highlights')
    .set({ id: sql<string>`id`, ...changes })
    .where('id', '=', id)
    .where('user_id', '=', userId)
    .where('removed_at', 'is', null)
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}

/** Takes a highlight away or brings it back. @returns where it stands, undefined when there is none of the person's */
export async function setRemoved(
  tx: UserTx,
  { id, userId, at }: { readonly id: HighlightId; readonly userId: UserId; readonly at: Date | null },
) {
  return tx
    .updateTable('highlights')
    .set({ removed_at: at })
    .where('id', '=', id)
    .where('user_id', '=', userId)
    .where('removed_at', at === null ? 'is not' : 'is', null)
    .returning(['library_id', 'paper_id', 'visibility'])
    .executeTakeFirst()
}

/** A highlight of the person that was taken away. */
export async function findRemoved(tx: UserTx, { id, userId }: { id: HighlightId; userId: UserId }) {
  return tx
    .selectFrom('highlights')
    .select(['library_id', 'paper_id', 'visibility'])
    .where('id', '=', id)
    .where('user_id', '=', userId)
    .where('removed_at', 'is not', null)
    .executeTakeFirst()
}

export async function deleteRemovedBefore(tx: SystemTx, before: Date): Promise<number> {
  const { numDeletedRows } = await tx
    .deleteFrom('highlights')
    .where('removed_at', '<', before)
    .executeTakeFirst()
  return Number(numDeletedRows)
}

/** The asking person's own highlights that stand, the oldest first, behind one of them. */
export async function selectOwn(
  tx: UserTx,
  after: string | undefined,
  limit: number,
): Promise<HighlightRow[]> {
  const { rows } = await sql<HighlightRow>`
    select ${columns} from highlights h
     where h.user_id = app.user_id() and h.removed_at is null
       ${after === undefined ? sql`` : sql`and h.id > ${after}::uuid`}
     order by h.id limit ${limit}`.execute(tx)
  return rows
}
