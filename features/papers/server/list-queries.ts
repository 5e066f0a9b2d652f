import { type RawBuilder, sql } from 'kysely'
import { planKept } from '#platform/database/plan-kept.ts'
import type { UserTx } from '#platform/database/transactions.ts'
import type { FileState, Integrity, ReadingStatus } from '../contract.ts'
import { conditions, type ListFilter } from './filter-queries.ts'
import { boundsOf, foundPage, hasWords, papersFound } from './found-queries.ts'
import { type Letters, lettersOf, papersByLetters, suffice } from './letters-queries.ts'
import { joinJudgement, judges, keyOf, type ListOrder, type ListPart } from './order-queries.ts'
import { type Asked, streams, walked } from './stream-queries.ts'

/** Rows that are counted exactly for a page; beyond, its total says "at least". */
export const mostCounted = 10_000

/** The papers a filter leaves, as a subquery `listed`. */
export function papersLeft(tx: UserTx, filter: ListFilter, asked: Asked): Promise<RawBuilder<unknown>> {
  return hasWords(filter)
    ? papersFound(tx, filter, asked)
    : streams(tx, { ...filter, words: undefined }, asked)
}

/** The ids of a part of the list in their order. */
export async function listPaperKeys(tx: UserTx, filter: ListFilter, part: ListPart) {
  if (hasWords(filter)) return (await foundPage(tx, filter, part)).rows
  const { key, type } = keyOf(part)
  const direction = part.descending ? sql`desc` : sql`asc`
  const papers = await papersLeft(tx, filter, {
    columns: sql`p.id, ${key} as key`,
    judged: judges(part),
    tail: sql`order by ${key} ${direction}, p.id ${direction} limit ${part.offset + part.limit}`,
    ...(part.after && {
      where: sql`(${key}, p.id) ${part.descending ? sql`<` : sql`>`} (${part.after[0]}::${type}, ${part.after[1]}::uuid)`,
    }),
  })
  const { rows } = await sql<{ id: string; position: string }>`
    select listed.id, listed.key::text as position from ${papers}
     order by listed.key ${direction}, listed.id ${direction} limit ${part.limit} offset ${part.offset}`.execute(
    tx,
  )
  return rows
}

type ListPage = {
  readonly keys: readonly { readonly id: string; readonly position: string }[]
  readonly counted: number
  /** Whether there may be more than were counted. */
  readonly isOpen: boolean
  /** Whether more hold the words than were looked at. */
  readonly isBounded: boolean
}

/** A part of the list with how many papers the filter leaves: words and letters of names find both at once. */
export async function listPage(tx: UserTx, filter: ListFilter, part: ListPart): Promise<ListPage> {
  if (hasWords(filter)) {
    const { rows, total, isBounded } = await foundPage(tx, filter, part)
    return { keys: rows, counted: total, isOpen: isBounded, isBounded }
  }
  const others = { ...filter, words: undefined }
  const letters = lettersOf(others)
  if (letters !== undefined) return lettersPage(tx, others, part, letters)
  const keys = await listPaperKeys(tx, filter, part)
  const counted = await countPapers(tx, filter, mostCounted)
  return { keys, counted, isOpen: counted > mostCounted, isBounded: false }
}

type LettersRow = {
  looked_up: boolean
  many: boolean
  total: number
  id: string | null
  position: string | null
}

/** As {@link listPage}, of the papers that have letters in a name. */
async function lettersPage(
  tx: UserTx,
  filter: ListFilter & { readonly words: undefined },
  part: ListPart,
  letters: Letters,
): Promise<ListPage> {
  const { key, type } = keyOf(part)
  const direction = part.descending ? sql`desc` : sql`asc`
  const judgement = judges(part) || filter.ratingHalvesMin !== undefined ? joinJudgement : sql``
  const behind = (own: RawBuilder<unknown>, id: RawBuilder<unknown>) =>
    part.after === undefined
      ? sql`true`
      : sql`(${own}, ${id}) ${part.descending ? sql`<` : sql`>`} (${part.after[0]}::${type}, ${part.after[1]}::uuid)`
  const most = letters.alone ? Math.min((await boundsOf(tx, filter)).matched - 1, mostCounted) : undefined
  const { rows } = await sql<LettersRow>`
    with among as materialized (select ${papersByLetters(letters, filter, most)} as ids
    ), kept as materialized (
      select p.id, ${key} as key from unnest((select among.ids from among)) as among (id)
        join papers p on p.id = among.id ${judgement} where ${conditions(filter)})
    select among.ids is not null as looked_up, among.ids is null and ${suffice(letters)} as many, (select count(*)::int from kept) as total, page.id, page.key::text as position
      from among left join lateral (
        select kept.id, kept.key from kept where ${behind(sql`kept.key`, sql`kept.id`)}
         order by kept.key ${direction}, kept.id ${direction} limit ${part.limit} offset ${part.offset}) as page on true
     order by page.key ${direction}, page.id ${direction}`.execute(tx)
  const [first] = rows
  if (first?.looked_up) {
    const keys = rows.flatMap(({ id, position }) =>
      id === null || position === null ? [] : [{ id, position }],
    )
    return { keys, counted: first.total, isOpen: first.total > mostCounted, isBounded: false }
  }
  const papers = await walked(tx, filter, {
    columns: sql`p.id, ${key} as key`,
    judged: judges(part),
    where: behind(key, sql`p.id`),
    tail: sql`order by ${key} ${direction}, p.id ${direction} limit ${part.offset + part.limit}`,
  })
  const { rows: keys } = await sql<{ id: string; position: string }>`
    select listed.id, listed.key::text as position from ${papers}
     order by listed.key ${direction}, listed.id ${direction} limit ${part.limit} offset ${part.offset}`.execute(
    tx,
  )
  // Of letters alone it is known that more papers have them than were looked up.
  if (most !== undefined && first?.many) return { keys, counted: most, isOpen: true, isBounded: false }
  const counted = await countOf(tx, await walked(tx, filter, { columns: sql`p.id` }), mostCounted)
  return { keys, counted, isOpen: counted > mostCounted, isBounded: false }
}

/** How many rows come before a paper; undefined when the list does not have it. */
export async function countBefore(
  tx: UserTx,
  filter: ListFilter,
  { paperId, ...order }: ListOrder & { readonly paperId: string },
): Promise<number | undefined> {
  const { key, type } = keyOf(order)
  const columns = sql`p.id, ${key} as key`
  const ranked = order.sort === 'relevance'
  const judged = judges(order)
  const itself = await papersLeft(tx, filter, {
    columns,
    judged,
    ranked,
    where: sql`p.id = ${paperId}::uuid`,
  })
  const { rows: places } = await sql<{ key: string }>`select listed.key::text as key from ${itself}`.execute(
    tx,
  )
  const [place] = places
  if (place === undefined) return undefined
  const before = await papersLeft(tx, filter, {
    columns,
    judged,
    ranked,
    where: sql`(${key}, p.id) ${order.descending ? sql`>` : sql`<`} (${place.key}::${type}, ${paperId}::uuid)`,
  })
  const { rows } = await sql<{ count: number }>`select count(*)::int as count from ${before}`.execute(tx)
  return rows[0]?.count
}

/** How many papers the filter leaves, counted up to `most` + 1, or to the last one. */
export async function countPapers(tx: UserTx, filter: ListFilter, most?: number): Promise<number> {
  const papers = await papersLeft(tx, filter, {
    columns: sql`p.id`,
    ...(most !== undefined && { most: most + 1 }),
  })
  return countOf(tx, papers, most)
}

async function countOf(tx: UserTx, papers: RawBuilder<unknown>, most?: number): Promise<number> {
  const limit = most === undefined ? sql`` : sql`limit ${most + 1}`
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from (select from ${papers} ${limit}) as counted`.execute(tx)
  return rows[0]?.count ?? 0
}

/** All papers that a filter leaves, up to a limit, with their libraries; in no order. */
export async function listFiltered(tx: UserTx, filter: ListFilter, limit: number) {
  const papers = await papersLeft(tx, filter, {
    columns: sql`p.id, p.library_id`,
    tail: sql`limit ${limit}`,
    most: limit,
  })
  const { rows } = await sql<{ id: string; library_id: string }>`
    select listed.id, listed.library_id from ${papers} limit ${limit}`.execute(tx)
  return rows
}

export type SummaryRow = {
  id: string
  library_id: string
  title: string
  authors: string[]
  year: number | null
  venue: string | null
  doi: string | null
  integrity: Integrity | null
  added_at: Date
  updated_at: Date
  rating_halves: number | null
  status: ReadingStatus
  tags: unknown
  file_state: FileState | null
  thumbnail_file_id: string | null
  answered_count: number
}

/** What a row of the list shows, for these papers, in one statement. */
export async function summariesOf(tx: UserTx, ids: readonly string[]): Promise<SummaryRow[]> {
  const { rows } = await sql<SummaryRow>`
    ${planKept} select p.id, p.library_id, p.title, p.authors, p.year, p.venue, p.doi, p.integrity, p.added_at, p.updated_at,
           j.rating_halves, coalesce(j.status, 'unread') as status,
           coalesce((select jsonb_agg(jsonb_build_object('id', t.id, 'name', t.name, 'colour', t.colour) order by lower(t.name))
                       from paper_tags pt join tags t on t.library_id = pt.library_id and t.id = pt.tag_id
                      where pt.library_id = p.library_id and pt.paper_id = p.id), '[]'::jsonb) as tags,
           file.state as file_state,
           file.thumbnail_file_id,
           (select count(*)::int from analysis_answers a join analysis_runs r on r.library_id = a.library_id and r.id = a.run_id
             where r.library_id = p.library_id and r.paper_id = p.id and a.state = 'answered') as answered_count
      from unnest(${[...ids]}::uuid[]) with ordinality as wanted (id, place)
      join papers p on p.id = wanted.id
      ${joinJudgement}
      left join lateral (
        select f.state, case when f.thumbnail_sha256 is not null then f.id end as thumbnail_file_id
          from files f where f.library_id = p.library_id and f.paper_id = p.id
         order by (f.media_type = 'application/pdf') desc, f.main_at desc nulls last, f.added_at, f.id limit 1
      ) as file on true
     order by wanted.place`.execute(tx)
  return rows
}
