import { type RawBuilder, sql } from 'kysely'
import { planKept } from '#platform/database/plan-kept.ts'
import type { UserTx } from '#platform/database/transactions.ts'
import { conditions, type ListFilter, narrows, type SearchWords } from './filter-queries.ts'
import { lettersOf, papersByLetters } from './letters-queries.ts'
import { joinJudgement, judges, keyOf, type ListPart } from './order-queries.ts'
import { type Asked, streams } from './stream-queries.ts'

type Sql = RawBuilder<unknown>

/** A filter that has words. */
export type WordFilter = ListFilter & { readonly words: SearchWords }

export function hasWords(filter: ListFilter): filter is WordFilter {
  return filter.words !== undefined
}

/** How much a question may look at. */
export type Bounds = {
  /** Papers found by words that are counted, and looked at when they are not narrowed further: newer ones first. */
  readonly matched: number
  /** Papers found by words that a filter is asked of; when there are more, the filter is asked first. */
  readonly narrowed: number
  /** Papers that a filter leaves which are searched for words, when these alone find too many. */
  readonly within: number
}

/** Of any library but a very large one; one more than is counted says that there are others. */
export const ample: Bounds = { matched: 10_001, narrowed: 5_000, within: 20_000 }

/** Of 131,072 papers and more: each paper looked at is a page read, and a first page is to come in 50 ms (bench/search.ts). */
const tight: Bounds = { matched: 3_001, narrowed: 3_000, within: 5_000 }

/** A library numbers its changes, so what it numbers is no proof of its size: there must be so many papers at all. */
export async function boundsOf(tx: UserTx, { libraryId }: ListFilter): Promise<Bounds> {
  const { rows } = await sql<{ large: boolean }>`
    ${planKept} select coalesce(sum(version), 0) > 131072
       and (select reltuples > 131072 from pg_class where oid = 'papers'::regclass) as large
      from libraries where ${libraryId ?? null}::uuid is null or id = ${libraryId ?? null}::uuid`.execute(tx)
  return rows[0]?.large ? tight : ample
}

/** The ids of papers that hold the words, in no order, as a subquery `found`. */
function matching({ words, libraryId }: WordFilter, most: number, within: Sql = sql`null`): Sql {
  return sql`app.match_papers(${askedBy(words)}, ${most}, ${within}::uuid[], ${libraryId ?? null}::uuid) as found (paper_id)`
}

/** As {@link matching}, with their `rank`. */
function ranking({ words, libraryId }: WordFilter, most: number, within: Sql = sql`null`): Sql {
  return sql`(select place.* from app.rank_papers(
                ${askedBy(words)}, ${most}, ${within}::uuid[], ${libraryId ?? null}::uuid, null, null, null) as best
               cross join unnest(best.ids, best.ranks) as place (paper_id, rank)) as found`
}

const askedBy = ({ given, phrases, without }: SearchWords) =>
  sql`${given}, ${[...phrases]}::text[], ${[...without]}::text[]`

export type FoundPage = {
  readonly rows: readonly { id: string; position: string }[]
  /** Papers found; of more than are looked at, those. */
  readonly total: number
  /** Whether more hold the words than were looked at. */
  readonly isBounded: boolean
}

type FoundRow = { total: number; matched: number; id: string | null; position: string | null }

function toPage(found: readonly FoundRow[], { offset }: ListPart, most: number): FoundPage {
  const rows = found.flatMap(({ id, position }) =>
    id === null || position === null ? [] : [{ id, position }],
  )
  const [first] = found
  const isBounded = (first?.matched ?? 0) >= most
  return { rows: rows.slice(offset), total: Math.min(first?.total ?? 0, most - 1), isBounded }
}

/** Papers that hold the words and are left by the rest of the filter, as statements `matched` and `kept` of arrays `ids`. */
function narrowed(filter: WordFilter, most: number): Sql {
  const judgement = filter.ratingHalvesMin === undefined ? sql`` : joinJudgement
  return sql`matched as materialized (
      select array(select found.paper_id from ${matching(filter, most)}) as ids
    ), kept as materialized (
      select array(select p.id from unnest((select ids from matched)) as found (paper_id)
                     join papers p on p.id = found.paper_id ${judgement} where ${conditions(filter)}) as ids)`
}

/** Papers left by the rest of the filter, when these are few enough to be searched: `kept` of the array `ids`, else null. */
async function left(tx: UserTx, filter: WordFilter, most: number): Promise<Sql> {
  const others = { ...filter, words: undefined, without: [] }
  const letters = lettersOf(others)
  if (letters?.alone)
    return sql`kept as materialized (select ${papersByLetters(letters, others, most)} as ids)`
  const papers = await streams(tx, others, { columns: sql`p.id`, tail: sql`limit ${most + 1}` })
  return sql`kept as materialized (
      select case when cardinality(every.ids) <= ${most} then every.ids end as ids
        from (select array(select listed.id from ${papers} limit ${most + 1}) as ids) as every)`
}

/** The best of some papers, or of all, with how many there are: one row at least. */
function bestOf({ words, libraryId }: WordFilter, part: ListPart, most: number, within: Sql): Sql {
  const [rank, id] = part.after ?? [null, null]
  return sql`app.rank_papers(${askedBy(words)}, ${most}, ${within}, ${libraryId ?? null}::uuid,
      ${part.offset + part.limit}, ${rank}::real, ${id}::uuid) as best
    left join lateral unnest(best.ids, best.ranks) with ordinality as place (id, rank, at) on true
    left join papers p on p.id = place.id and p.trashed_at is null`
}

/** The best matches of a filter, in one statement with their number. */
async function bestPage(tx: UserTx, filter: WordFilter, part: ListPart, bounds: Bounds): Promise<FoundPage> {
  if (!narrows(filter)) {
    const { rows } = await sql<FoundRow>`
      ${planKept} select best.total, best.total as matched, p.id, place.rank::text as position
        from ${bestOf(filter, part, bounds.matched, sql`null`)} order by place.at`.execute(tx)
    return toPage(rows, part, bounds.matched)
  }
  const { rows } = await sql<FoundRow>`
    with ${narrowed(filter, bounds.narrowed)}
    select best.total, cardinality(matched.ids) as matched, p.id, place.rank::text as position
      from matched cross join kept
     cross join lateral ${bestOf(filter, part, bounds.narrowed, sql`kept.ids`)} order by place.at`.execute(tx)
  const page = toPage(rows, part, bounds.narrowed)
  if (!page.isBounded) return page
  const within = await sql<FoundRow & { fits: boolean }>`
    with ${await left(tx, filter, bounds.within)}
    select kept.ids is not null as fits, best.total, best.total as matched, p.id, place.rank::text as position
      from kept cross join lateral ${bestOf(filter, part, bounds.matched, sql`coalesce(kept.ids, '{}')`)}
     order by place.at`.execute(tx)
  return within.rows[0]?.fits ? toPage(within.rows, part, bounds.within + 1) : page
}

/** The matches of a filter in another order than theirs, in one statement with their number. */
async function orderedPage(
  tx: UserTx,
  filter: WordFilter,
  part: ListPart,
  bounds: Bounds,
): Promise<FoundPage> {
  const { key, type } = keyOf(part)
  const direction = part.descending ? sql`desc` : sql`asc`
  const judgement = judges(part) || filter.ratingHalvesMin !== undefined ? joinJudgement : sql``
  const after = part.after
    ? sql`where (kept.key, kept.id) ${part.descending ? sql`<` : sql`>`} (${part.after[0]}::${type}, ${part.after[1]}::uuid)`
    : sql``
  const ask = async (most: number, within?: Sql) => {
    const { rows } = await sql<FoundRow>`
      with matched as materialized (
        select array(select found.paper_id from ${matching(filter, most, within)}) as ids
      ), kept as materialized (
        select p.id, ${key} as key from unnest((select ids from matched)) as found (paper_id)
          join papers p on p.id = found.paper_id ${judgement} where ${conditions(filter)})
      select (select count(*)::int from kept) as total, cardinality(matched.ids) as matched, page.id, page.key::text as position
        from matched left join lateral (
          select kept.id, kept.key from kept ${after}
           order by kept.key ${direction}, kept.id ${direction} limit ${part.offset + part.limit}) as page on true
       order by page.key ${direction}, page.id ${direction}`.execute(tx)
    return toPage(rows, part, most)
  }
  if (!narrows(filter)) return ask(bounds.matched)
  const page = await ask(bounds.narrowed)
  if (!page.isBounded) return page
  const within = await withinFilter(tx, filter, bounds)
  return within === undefined ? page : ask(bounds.within + 1, within)
}

/** A page of the papers that words find, with how many there are. */
export async function foundPage(tx: UserTx, filter: WordFilter, part: ListPart): Promise<FoundPage> {
  const bounds = await boundsOf(tx, filter)
  return part.sort === 'relevance'
    ? bestPage(tx, filter, part, bounds)
    : orderedPage(tx, filter, part, bounds)
}

/** The papers that a filter leaves without its words, as an array; undefined when these are too many to be searched. */
async function withinFilter(tx: UserTx, filter: WordFilter, { within }: Bounds): Promise<Sql | undefined> {
  const { rows } = await sql<{ ids: string[] | null }>`
    with ${await left(tx, filter, within)} select kept.ids from kept`.execute(tx)
  const ids = rows[0]?.ids ?? undefined
  return ids && sql`${ids}`
}

/**
 * The papers that words and the rest of a filter leave, as a subquery `listed`. Words that find more than a filter is asked
 * of, with a filter that leaves few: those few are searched, so that none is missed.
 */
export async function papersFound(tx: UserTx, filter: WordFilter, asked: Asked): Promise<Sql> {
  const {
    columns,
    where = sql`true`,
    tail = sql``,
    judged = false,
    ranked = false,
    most = ample.matched,
  } = asked
  const judgement = judged || filter.ratingHalvesMin !== undefined ? joinJudgement : sql``
  const bounds = await boundsOf(tx, filter)
  const isNarrowed = narrows(filter) && (await isBroad(tx, filter, bounds))
  const within = isNarrowed ? await withinFilter(tx, filter, bounds) : undefined
  const found = ranked ? ranking(filter, most, within) : matching(filter, most, within)
  return sql`(select ${columns} from ${found} join papers p on p.id = found.paper_id ${judgement}
               where ${conditions(filter)} and ${where} ${tail}) as listed`
}

async function isBroad(tx: UserTx, filter: WordFilter, { narrowed }: Bounds): Promise<boolean> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from ${matching(filter, narrowed)}`.execute(tx)
  return (rows[0]?.count ?? 0) >= narrowed
}

/**
 * As {@link papersFound}, with how many were found as `found.matched`; where words alone find `most`, the papers are `sampled`
 * of them, newer ones first.
 */
export function papersSampled(
  filter: WordFilter,
  { most, sampled, columns }: { readonly most: number; readonly sampled: number; readonly columns: Sql },
): Sql {
  const enough = sql`(select case when count(*) < ${most} then ${most}::int else ${sampled}::int end from every)`
  return sql`(select ${columns} from (
      with every as materialized (select found.paper_id from ${matching(filter, most)})
      select paper_id, (select count(*) from every) as matched from every limit ${enough}) as found
    join papers p on p.id = found.paper_id ${joinJudgement} where ${conditions(filter)}) as listed`
}
