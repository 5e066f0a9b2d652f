import { sql } from 'kysely'
import type { LibraryId, PaperId } from '#contract/ids.ts'
import type { UserTx } from '#platform/database/transactions.ts'

export type RelatedRow = {
  readonly id: PaperId
  readonly title: string
  readonly authors: string[]
  readonly year: number | null
  readonly venue: string | null
  readonly shared_tags: string[] | null
  readonly shared_authors: string[] | null
  readonly word_count: number
  readonly is_same_venue: boolean
  readonly score: number
}

type Question = { readonly libraryId: LibraryId; readonly paperId: PaperId; readonly limit: number }

/**
 * The papers nearest to a paper. A shared tag counts the more the fewer papers carry it, 1 / (1 + ln n); a person 0.8, three
 * at most; the telling words up to 1.6 by the share of them that is found; the same venue says little and nothing alone.
 * Words alone make two papers related from a quarter of them on. Versions of the work itself stand elsewhere on the page.
 * At most 100 candidates by words, 1,200 by people and 100 by tags are weighed, whatever the size of the library.
 */
export async function listRelatedRows(
  tx: UserTx,
  { libraryId, paperId, limit }: Question,
): Promise<RelatedRow[]> {
  const { rows } = await sql<RelatedRow>`
    with asked as materialized (
      select p.authors, p.venue, array(select app.person_key(name) from unnest(p.authors[:100]) as name) as people
        from papers p where p.library_id = ${libraryId} and p.id = ${paperId}
    ), likely as materialized (
      select * from app.likely_related(${paperId}, 100)
    ), own_tags as materialized (
      select t.id, t.name, 1 / (1 + ln(greatest(t.paper_count, 1))) as weight
        from paper_tags pt join tags t on t.library_id = pt.library_id and t.id = pt.tag_id
       where pt.library_id = ${libraryId} and pt.paper_id = ${paperId}
       order by t.paper_count, t.id limit 12
    ), tagged as materialized (
      select h.paper_id, sum(o.weight) as weight, array_agg(o.name order by o.weight desc, o.name) as names
        from own_tags o
       cross join lateral (
         select pt.paper_id from paper_tags pt
          where pt.library_id = ${libraryId} and pt.tag_id = o.id and pt.paper_id <> ${paperId} limit 300) as h
       group by h.paper_id order by 2 desc, 1 limit 100
    ), candidates as materialized (
      select paper_id, l.word_share, l.word_count, t.weight, t.names from likely l full join tagged t using (paper_id)
    ), weighed as (
      select p.id, p.title, p.authors, p.year, p.venue, c.names as shared_tags, people.shared as shared_authors,
             coalesce(c.word_count, 0) as word_count, coalesce(c.word_share, 0) as word_share,
             coalesce(lower(p.venue) = lower(asked.venue), false) as is_same_venue, coalesce(c.weight, 0) as tag_weight
        from candidates c
        join papers p on p.library_id = ${libraryId} and p.id = c.paper_id and p.trashed_at is null
       cross join asked
       cross join lateral (
         select array_agg(name) as shared from unnest(p.authors[:100]) as name
          where app.person_key(name) = any (asked.people)) as people
       where not exists (
         select from paper_family_members one join paper_family_members other
             on other.library_id = one.library_id and other.family_id = one.family_id
          where one.library_id = ${libraryId} and one.paper_id = ${paperId} and other.paper_id = p.id)
    )
    select id, title, authors, year, venue, shared_tags, shared_authors, word_count, is_same_venue,
           (least(tag_weight, 2) + 0.8 * least(coalesce(cardinality(shared_authors), 0), 3) + 1.6 * word_share
             + case when is_same_venue then 0.15 else 0 end)::float8 as score
      from weighed
     where shared_tags is not null or shared_authors is not null or word_share >= 0.25
     order by score desc, year desc nulls last, id
     limit ${limit}`.execute(tx)
  return rows
}
