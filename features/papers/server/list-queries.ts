import { type RawBuilder, sql } from 'kysely'
import type { UserTx } from '#platform/database/transactions.ts'
import type { FileState, Integrity, PaperSort, ReadingStatus } from '../contract.ts'
import { conditions, type ListFilter } from './filter-queries.ts'

export type ListOrder = {
  readonly sort: PaperSort
  readonly descending: boolean
  /** The sort key and id of the last row of the page before. */
  readonly after: readonly [string, string] | undefined
  readonly limit: number
}

/** Papers found by words that are looked at further; more are counted as "and more". */
const mostFound = 5_000

/** Rows that are counted exactly; beyond, the total says "at least". */
export const mostCounted = 10_000

/** The sort key of each order as SQL over `p`, `j` and, for relevance, `found`; with its type for the cursor. */
const keys: Readonly<Record<PaperSort, { key: RawBuilder<unknown>; type: RawBuilder<unknown> }>> = {
  added: { key: sql`p.added_at`, type: sql`timestamptz` },
  title: { key: sql`lower(left(p.title, 200))`, type: sql`text` },
  year: { key: sql`coalesce(p.year, 0::smallint)`, type: sql`smallint` },
  rating: { key: sql`coalesce(j.rating_halves, 0::smallint)`, type: sql`smallint` },
  relevance: { key: sql`found.rank`, type: sql`real` },
}

const joinJudgement = sql`left join judgements j on j.user_id = app.user_id() and j.paper_id = p.id`

/** The libraries to look in, each read by itself in index order: one list over all of them would be sorted whole. */
function libraries(filter: ListFilter): RawBuilder<unknown> {
  const one = filter.libraryId === undefined ? sql`` : sql`where mine.id = ${filter.libraryId}::uuid`
  return sql`(select mine.id from unnest(app.my_libraries()) as mine (id) ${one}) as library`
}

function found(words: string): RawBuilder<unknown> {
  return sql`app.search_papers(${words}, ${mostFound}) as found`
}

/** The ids of one page in their order, one more than asked for when there is a next page. */
export async function listPaperKeys(tx: UserTx, filter: ListFilter, order: ListOrder) {
  const { key, type } = keys[order.sort]
  const direction = order.descending ? sql`desc` : sql`asc`
  const beyond = order.after
    ? sql`and (${key}, p.id) ${order.descending ? sql`<` : sql`>`} (${order.after[0]}::${type}, ${order.after[1]}::uuid)`
    : sql``
  const inLibrary = filter.libraryId === undefined ? sql`` : sql`and p.library_id = ${filter.libraryId}::uuid`
  const query =
    filter.words === undefined
      ? sql<{ id: string; position: string }>`
          select page.id, page.key::text as position
            from ${libraries(filter)}
            cross join lateral (
              select p.id, ${key} as key from papers p ${joinJudgement}
               where p.library_id = library.id and ${conditions(filter)} ${beyond}
               order by ${key} ${direction}, p.id ${direction} limit ${order.limit}
            ) as page
           order by page.key ${direction}, page.id ${direction} limit ${order.limit}`
      : sql<{ id: string; position: string }>`
          select p.id, ${key}::text as position
            from ${found(filter.words)} join papers p on p.id = found.paper_id ${joinJudgement}
           where ${conditions(filter)} ${inLibrary} ${beyond}
           order by ${key} ${direction}, p.id ${direction} limit ${order.limit}`
  return (await query.execute(tx)).rows
}

/** How many papers the filter leaves, counted up to {@link mostCounted} + 1. */
export async function countPapers(tx: UserTx, filter: ListFilter): Promise<number> {
  const inLibrary = filter.libraryId === undefined ? sql`` : sql`and p.library_id = ${filter.libraryId}::uuid`
  const source =
    filter.words === undefined
      ? sql`${libraries(filter)} join papers p on p.library_id = library.id`
      : sql`${found(filter.words)} join papers p on p.id = found.paper_id`
  const judged = filter.ratingHalvesMin === undefined ? sql`` : joinJudgement
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count
      from (select from ${source} ${judged} where ${conditions(filter)} ${inLibrary} limit ${mostCounted + 1}) as counted`.execute(
    tx,
  )
  return rows[0]?.count ?? 0
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
