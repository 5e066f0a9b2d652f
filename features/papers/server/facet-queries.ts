import { sql } from 'kysely'
import type { UserTx } from '#platform/database/transactions.ts'
import type { PaperFilter } from '../contract.ts'
import { narrows } from './filter-queries.ts'
import { boundsOf, hasWords, papersSampled } from './found-queries.ts'
import { papersLeft } from './list-queries.ts'
import { readFilter } from './search-words.ts'

/** Papers of a result that are counted. */
const mostFaceted = 5_000
/** Of a larger one that words alone found, so many papers, newer ones first, speak for all: each of them is five pages read. */
const sampled = 1_000

type Facet = { kind: string; value: string; shown: string; count: number }

/** How often each value stands in the papers a filter leaves, the most frequent of each kind. */
export async function facetsOf(
  tx: UserTx,
  query: PaperFilter,
  mostOfAKind: number,
): Promise<{ facets: Facet[]; isBounded: boolean }> {
  const { filter } = await readFilter(tx, query)
  const most = Math.min(mostFaceted, (await boundsOf(tx, filter)).matched - 1)
  const columns = sql`p.id, p.library_id, p.year, p.venue, p.authors, coalesce(j.status, 'unread') as status, j.rating_halves`
  const papers =
    hasWords(filter) && !narrows(filter)
      ? papersSampled(filter, { most: most + 1, sampled, columns: sql`${columns}, found.matched` })
      : await papersLeft(tx, filter, {
          most: most + 1,
          columns: sql`${columns}, 0 as matched`,
          tail: sql`limit ${most + 1}`,
          judged: true,
        })
  // The most frequent of each kind by itself: put in order together, every author of the result would be sorted.
  const first = sql`order by 4 desc, 2 desc limit ${mostOfAKind}`
  const { rows } = await sql<Facet>`
    with looked as materialized (select * from ${papers} limit ${most + 1}
    ), wanted as materialized (select * from looked limit ${most})
    (select 'year' as kind, year::text as value, '' as shown, count(*)::int as count
       from wanted where year is not null group by year ${first})
    union all (select 'journal', lower(venue), min(venue), count(*)::int
       from wanted where venue is not null group by lower(venue) ${first})
    union all (select 'author', name, name, count(*)::int from wanted, unnest(authors[:50]) as name group by name ${first})
    union all (select 'status', status, '', count(*)::int from wanted group by status ${first})
    union all (select 'rating', rating_halves::text, '', count(*)::int
       from wanted where rating_halves is not null group by rating_halves ${first})
    union all (select 'tag', t.id::text, t.name, count(*)::int
       from wanted w join paper_tags pt on pt.library_id = w.library_id and pt.paper_id = w.id
       join tags t on t.library_id = pt.library_id and t.id = pt.tag_id group by t.id, t.name ${first})
    union all (select 'all', '', '', greatest(count(*), max(matched))::int from looked)`.execute(tx)
  const isBounded = rows.some(({ kind, count }) => kind === 'all' && count > most)
  return { facets: rows, isBounded }
}
