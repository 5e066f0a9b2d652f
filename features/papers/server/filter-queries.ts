import { type RawBuilder, sql } from 'kysely'
import type { PaperFilter, ReadingStatus } from '../contract.ts'

/** A filter as the list's statements take it: its words are ready to be searched for. */
export type ListFilter = Omit<PaperFilter, 'q'> & { readonly words: string | undefined }

type Sql = RawBuilder<unknown>

/**
 * The conditions of a filter over `p` (papers) and, for ratings, `j` (the person's own judgements). Words and the library
 * are not among them: they are what the list is read from.
 */
export function conditions(filter: ListFilter): Sql {
  const { ratingHalvesMin, status, tagsAll, tagsAny, tagsNone, collectionId } = filter
  const parts = [sql`p.trashed_at is null`, ...ofRecord(filter), ...ofTime(filter)]
  if (ratingHalvesMin !== undefined) parts.push(sql`j.rating_halves >= ${ratingHalvesMin}`)
  if (status !== undefined && status.length > 0) parts.push(hasStatus(status))
  for (const tagId of new Set(tagsAll)) parts.push(isTagged([tagId]))
  if (tagsAny !== undefined && tagsAny.length > 0) parts.push(isTagged(tagsAny))
  if (tagsNone !== undefined && tagsNone.length > 0) parts.push(sql`not ${isTagged(tagsNone)}`)
  if (collectionId !== undefined) {
    parts.push(
      sql`exists (select from paper_collections c where c.library_id = p.library_id and c.paper_id = p.id
                     and c.collection_id = any ((select app.collections_within(${collectionId}::uuid))::uuid[]))`,
    )
  }
  return sql.join(parts, sql` and `)
}

function ofRecord({ yearFrom, yearTo, venue, author, hasPdf }: ListFilter): Sql[] {
  const parts: Sql[] = []
  if (yearFrom !== undefined) parts.push(sql`p.year >= ${yearFrom}`)
  if (yearTo !== undefined) parts.push(sql`p.year <= ${yearTo}`)
  if (venue !== undefined) parts.push(holds(sql`p.venue`, venue))
  if (author !== undefined) {
    parts.push(
      sql`exists (select from unnest(p.authors) as author (name) where ${holds(sql`author.name`, author)})`,
    )
  }
  if (hasPdf !== undefined) {
    const file = sql`exists (select from files f where f.library_id = p.library_id and f.paper_id = p.id
                                and f.media_type = 'application/pdf')`
    parts.push(hasPdf ? file : sql`not ${file}`)
  }
  return parts
}

function ofTime({ addedFrom, addedBefore, addedWithinDays }: ListFilter): Sql[] {
  const parts: Sql[] = []
  if (addedFrom !== undefined) parts.push(sql`p.added_at >= ${addedFrom}::timestamptz`)
  if (addedBefore !== undefined) parts.push(sql`p.added_at < ${addedBefore}::timestamptz`)
  if (addedWithinDays !== undefined) {
    parts.push(sql`p.added_at >= now() - make_interval(days => ${addedWithinDays}::int)`)
  }
  return parts
}

/** The text holds these letters in any case; none of them is a pattern's sign. */
function holds(text: Sql, letters: string): Sql {
  return sql`strpos(lower(${text}), lower(${letters.normalize('NFC')}::text)) > 0`
}

/** One of the tags, or one within them. */
function isTagged(tagIds: readonly string[]): Sql {
  return sql`exists (select from paper_tags t where t.library_id = p.library_id and t.paper_id = p.id
                        and t.tag_id = any ((select app.tags_within(${[...tagIds]}::uuid[]))::uuid[]))`
}

// Asked as "exists", which the planner can weigh; of "coalesce(status, 'unread')" it knows nothing and joins everything.
function hasStatus(wanted: readonly ReadingStatus[]): Sql {
  const own = sql`select from judgements own where own.user_id = app.user_id() and own.paper_id = p.id`
  const said = wanted.filter((status) => status !== 'unread')
  const isSaid = sql`exists (${own} and own.status = any (${said}::text[]))`
  if (said.length === wanted.length) return isSaid
  const isUnsaid = sql`not exists (${own} and own.status <> 'unread')`
  return said.length === 0 ? isUnsaid : sql`(${isUnsaid} or ${isSaid})`
}
