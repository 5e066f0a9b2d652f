import { type RawBuilder, sql } from 'kysely'
import type { UserTx } from '#platform/database/transactions.ts'
import type { FileState, Integrity, PaperSort, ReadingStatus } from '../contract.ts'
import { conditions, type ListFilter, narrows, type SearchWords } from './filter-queries.ts'

export type ListOrder = {
  readonly sort: PaperSort
  readonly descending: boolean
}

export type ListPart = ListOrder & {
  /** The sort key and id of the last row of the page before. */
  readonly after: readonly [string, string] | undefined
  /** Rows to pass over. */
  readonly offset: number
  readonly limit: number
}

/** Papers found by words that are looked at further: titles that hold them and newer ones first. */
export const mostFound = 5_000

/** Papers that a filter leaves which are searched for words, when these alone find too many. */
const mostWithin = 20_000

/** Rows that are counted exactly for a page; beyond, its total says "at least". */
export const mostCounted = 10_000

type Sql = RawBuilder<unknown>

type Key = { readonly key: RawBuilder<unknown>; readonly type: RawBuilder<unknown> }

/** The sort key as SQL over `p`, `j` and, for relevance, `found`; with its type for the cursor. What has none comes last. */
function keyOf({ sort, descending }: ListOrder): Key {
  // Each form of a key has its index (0031_list_orders.sql).
  const lastOf = (column: RawBuilder<unknown>) =>
    descending ? column : sql`coalesce(nullif(${column}, ''), U&'\\+10FFFF')`
  switch (sort) {
    case 'added':
      return { key: sql`p.added_at`, type: sql`timestamptz` }
    case 'updated':
      return { key: sql`p.updated_at`, type: sql`timestamptz` }
    case 'title':
      return { key: sql`p.title_key`, type: sql`text` }
    case 'authors':
      return { key: lastOf(sql`p.author_key`), type: sql`text` }
    case 'venue':
      return { key: lastOf(sql`p.venue_key`), type: sql`text` }
    case 'year':
      return {
        key: descending ? sql`coalesce(p.year, 0::smallint)` : sql`coalesce(p.year, 32767::smallint)`,
        type: sql`smallint`,
      }
    case 'rating':
      return {
        key: descending
          ? sql`coalesce(j.rating_halves, 0::smallint)`
          : sql`coalesce(j.rating_halves, 32767::smallint)`,
        type: sql`smallint`,
      }
    case 'relevance':
      return { key: sql`found.rank`, type: sql`real` }
  }
}

const joinJudgement = sql`left join judgements j on j.user_id = app.user_id() and j.paper_id = p.id`

type Found = { readonly ranked: boolean; readonly most: number; readonly within: Sql | undefined }

function found({ given, phrases, without }: SearchWords, { ranked, most, within = sql`null` }: Found): Sql {
  const asked = sql`${given}, ${[...phrases]}::text[], ${[...without]}::text[], ${most}, ${within}::uuid[]`
  return ranked
    ? sql`app.rank_papers(${asked}) as found`
    : sql`app.match_papers(${asked}) as found (paper_id)`
}

/**
 * Words that find more than is looked at, with a filter that leaves few: those few are searched, so that none is missed.
 * Undefined when the words alone find all there is, or when the filter leaves too many.
 */
async function withinFilter(tx: UserTx, filter: ListFilter, words: SearchWords): Promise<Sql | undefined> {
  if (!narrows(filter)) return undefined
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from ${found(words, { ranked: false, most: mostFound, within: undefined })}`.execute(
    tx,
  )
  if ((rows[0]?.count ?? 0) < mostFound) return undefined
  const papers = await listed(
    tx,
    { ...filter, words: undefined },
    { columns: sql`p.id`, tail: sql`limit ${mostWithin + 1}` },
  )
  const left = await sql<{ ids: string[] | null }>`
    select case when count(*) <= ${mostWithin} then coalesce(array_agg(listed.id), '{}') end as ids
      from (select listed.id from ${papers} limit ${mostWithin + 1}) as listed`.execute(tx)
  const ids = left.rows[0]?.ids ?? undefined
  return ids && sql`${ids}`
}

/** The libraries the asking person sees. */
async function myLibraries(tx: UserTx): Promise<readonly string[]> {
  const { rows } = await sql<{ ids: string[] }>`select app.my_libraries() as ids`.execute(tx)
  return rows[0]?.ids ?? []
}

/** What is asked of the papers that a filter leaves. */
type Asked = {
  readonly columns: RawBuilder<unknown>
  readonly where?: RawBuilder<unknown>
  /** Order and most rows, of each library by itself. */
  readonly tail?: RawBuilder<unknown>
  /** Whether it speaks of the person's judgement. */
  readonly judged?: boolean
  /** Papers found by words that are looked at, when not only the best matches are wanted. */
  readonly most?: number
  /** Whether it speaks of the rank. */
  readonly ranked?: boolean
}

/**
 * The papers a filter leaves, as a subquery `listed`. Each library is read by itself and the ordered streams are merged:
 * asked for all of them at once, the planner sorts everything.
 */
async function listed(tx: UserTx, filter: ListFilter, asked: Asked): Promise<RawBuilder<unknown>> {
  const { columns, where = sql`true`, tail = sql``, judged = false, ranked = false, most = mostFound } = asked
  const judgement = judged || filter.ratingHalvesMin !== undefined ? joinJudgement : sql``
  if (filter.words !== undefined) {
    const inLibrary =
      filter.libraryId === undefined ? sql`` : sql`and p.library_id = ${filter.libraryId}::uuid`
    const within = await withinFilter(tx, filter, filter.words)
    return sql`(select ${columns} from ${found(filter.words, { ranked, most, within })} join papers p on p.id = found.paper_id ${judgement}
                 where ${conditions(filter)} ${inLibrary} and ${where} ${tail}) as listed`
  }
  const libraries = filter.libraryId === undefined ? await myLibraries(tx) : [filter.libraryId]
  const stream = (library: string | null) =>
    sql`(select ${columns} from papers p ${judgement}
          where p.library_id = ${library}::uuid and ${conditions(filter)} and ${where} ${tail})`
  const streams = libraries.length === 0 ? [stream(null)] : libraries.map(stream)
  return sql`(${sql.join(streams, sql` union all `)}) as listed`
}

const judges = ({ sort }: ListOrder) => sort === 'rating'

/** The ids of a part of the list in their order. */
export async function listPaperKeys(tx: UserTx, filter: ListFilter, part: ListPart) {
  const { key, type } = keyOf(part)
  const direction = part.descending ? sql`desc` : sql`asc`
  const papers = await listed(tx, filter, {
    columns: sql`p.id, ${key} as key`,
    judged: judges(part),
    ranked: part.sort === 'relevance',
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
  const itself = await listed(tx, filter, { columns, judged, ranked, where: sql`p.id = ${paperId}::uuid` })
  const { rows: places } = await sql<{ key: string }>`select listed.key::text as key from ${itself}`.execute(
    tx,
  )
  const [place] = places
  if (place === undefined) return undefined
  const before = await listed(tx, filter, {
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
  const papers = await listed(tx, filter, {
    columns: sql`p.id`,
    ...(most !== undefined && { most: most + 1 }),
  })
  const limit = most === undefined ? sql`` : sql`limit ${most + 1}`
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from (select from ${papers} ${limit}) as counted`.execute(tx)
  return rows[0]?.count ?? 0
}

/** All papers that a filter leaves, up to a limit, with their libraries; in no order. */
export async function listFiltered(tx: UserTx, filter: ListFilter, limit: number) {
  const papers = await listed(tx, filter, {
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
    select p.id, p.library_id, p.title, p.authors, p.year, p.venue, p.doi, p.integrity, p.added_at, p.updated_at,
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
