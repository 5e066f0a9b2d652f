import { type RawBuilder, sql } from 'kysely'
import type { PaperFilter } from '../contract.ts'
import {
  appeared,
  hasFile,
  hasOf,
  hasStatus,
  holds,
  inLanguage,
  type SaidCondition,
  saidCondition,
} from './said-queries.ts'

/** What is looked for in the index: words (a word may have other spellings, "a|b") and phrases that must be there, and what must not. */
export type SearchWords = {
  readonly given: string
  readonly phrases: readonly string[]
  readonly without: readonly string[]
}

/** A filter as the list's statements take it: its question is read. */
export type ListFilter = Omit<PaperFilter, 'q'> & {
  readonly words: SearchWords | undefined
  /** What must not be there, when nothing else is looked for. */
  readonly without?: readonly string[]
  /** What the question says of fields. */
  readonly said?: readonly SaidCondition[]
}

type Sql = RawBuilder<unknown>

/** Whether a filter narrows by more than its words. */
export function narrows({ words: _words, libraryId: _library, said = [], ...rest }: ListFilter): boolean {
  const isSaid = (value: unknown) => value !== undefined && !(Array.isArray(value) && value.length === 0)
  return said.length > 0 || Object.values(rest).some(isSaid)
}

/**
 * The conditions of a filter over `p` (papers) and, for ratings, `j` (the person's own judgements). Words and the library
 * are not among them: they are what the list is read from.
 */
export function conditions(filter: ListFilter): Sql {
  const {
    ratingHalvesMin,
    status,
    tagsAll,
    tagsAny,
    tagsNone,
    collectionId,
    without = [],
    said = [],
  } = filter
  const parts = [
    sql`p.trashed_at is null`,
    ...ofRecord(filter),
    ...ofCompany(filter),
    ...ofTime(filter),
    ...said.map(saidCondition),
  ]
  if (without.length > 0) parts.push(sql`not app.paper_holds(p.id, ${[...without]}::text[])`)
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

function ofRecord(filter: ListFilter): Sql[] {
  const { yearFrom, yearTo, publishedFrom, publishedBefore, venue, author, hasPdf, language } = filter
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
    parts.push(hasPdf ? hasFile : sql`not ${hasFile}`)
  }
  if (publishedFrom !== undefined || publishedBefore !== undefined) {
    parts.push(appeared(publishedFrom, publishedBefore))
  }
  if (language !== undefined) parts.push(inLanguage(language))
  return parts
}

/** What the asking person sees beside the paper. */
function ofCompany({ hasNotes, hasHighlights, hasAnalysis }: ListFilter): Sql[] {
  const asked = [
    [hasNotes, 'notes'],
    [hasHighlights, 'highlights'],
    [hasAnalysis, 'analysis'],
  ] as const
  return asked.flatMap(([wanted, what]) =>
    wanted === undefined ? [] : [wanted ? hasOf(what) : sql`not ${hasOf(what)}`],
  )
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

/** One of the tags, or one within them. */
function isTagged(tagIds: readonly string[]): Sql {
  return sql`exists (select from paper_tags t where t.library_id = p.library_id and t.paper_id = p.id
                        and t.tag_id = any ((select app.tags_within(${[...tagIds]}::uuid[]))::uuid[]))`
}
