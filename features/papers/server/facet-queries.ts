import { sql } from 'kysely'
import type { UserTx } from '#platform/database/transactions.ts'
import type { PaperFilter } from '../contract.ts'
import { papersLeft } from './list-queries.ts'
import { readFilter } from './search-words.ts'

/** Papers of a result that are counted; of a larger one, so many of them speak for all. */
const mostFaceted = 10_000

type Facet = { kind: string; value: string; shown: string; count: number }

/** How often each value stands in the papers a filter leaves, the most frequent of each kind. */
export async function facetsOf(
  tx: UserTx,
  query: PaperFilter,
  mostOfAKind: number,
): Promise<{ facets: Facet[]; isBounded: boolean }> {
  const { filter } = await readFilter(tx, query)
  const papers = await papersLeft(tx, filter, {
    columns: sql`p.id, p.library_id, p.year, p.venue, p.authors, coalesce(j.status, 'unread') as status, j.rating_halves`,
    tail: sql`limit ${mostFaceted + 1}`,
    judged: true,
  })
  const { rows } = await sql<Facet>`
    with looked as materialized (select * from ${papers} limit ${mostFaceted + 1}
    ), wanted as (select * from looked limit ${mostFaceted}
    ), counted (kind, value, shown, count) as (
      select 'year', year::text, '', count(*)::int from wanted where year is not null group by year
      union all select 'journal', lower(venue), min(venue), count(*)::int from wanted where venue is not null group by lower(venue)
      union all select 'author', name, name, count(*)::int from wanted, unnest(authors[:50]) as name group by name
      union all select 'status', status, '', count(*)::int from wanted group by status
      union all select 'rating', rating_halves::text, '', count(*)::int from wanted
                 where rating_halves is not null group by rating_halves
      union all select 'tag', t.id::text, t.name, count(*)::int
                  from wanted w join paper_tags pt on pt.library_id = w.library_id and pt.paper_id = w.id
                  join tags t on t.library_id = pt.library_id and t.id = pt.tag_id group by t.id, t.name
      union all select 'all', '', '', count(*)::int from looked
    )
    select kind, value, shown, count from (
      select *, row_number() over (partition by kind order by count desc, value desc) as place from counted) as placed
     where place <= ${mostOfAKind} order by kind, place`.execute(tx)
  const isBounded = rows.some(({ kind, count }) => kind === 'all' && count > mostFaceted)
  return { facets: rows, isBounded }
}
