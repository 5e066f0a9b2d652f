import { type RawBuilder, sql } from 'kysely'
import type { Condition } from '../contract/query-condition.ts'
import type { Had, QueryLanguage } from '../contract/query-words.ts'
import type { ReadingStatus } from '../contract.ts'

type Sql = RawBuilder<unknown>

/** What a question says of a field, or that it must not be so. */
export type SaidCondition = { readonly condition: Condition; readonly negated: boolean }

/** The text holds these letters in any case; none of them is a pattern's sign. */
export function holds(text: Sql, letters: string): Sql {
  return sql`strpos(lower(${text}), lower(${letters.normalize('NFC')}::text)) > 0`
}

export const hasFile = sql`exists (select from files f where f.library_id = p.library_id and f.paper_id = p.id
                                      and f.media_type = 'application/pdf')`

// Asked as "exists", which the planner can weigh; of "coalesce(status, 'unread')" it knows nothing and joins everything.
export function hasStatus(wanted: readonly ReadingStatus[]): Sql {
  const own = sql`select from judgements own where own.user_id = app.user_id() and own.paper_id = p.id`
  const said = wanted.filter((status) => status !== 'unread')
  const isSaid = sql`exists (${own} and own.status = any (${said}::text[]))`
  if (said.length === wanted.length) return isSaid
  const isUnsaid = sql`not exists (${own} and own.status <> 'unread')`
  return said.length === 0 ? isUnsaid : sql`(${isUnsaid} or ${isSaid})`
}

/** A condition of a question over `p` (papers), all of the asking person's own view. */
export function saidCondition({ condition, negated }: SaidCondition): Sql {
  const asked = askedOf(condition)
  // What is not known is not so: a paper without a year is not of 2019, whichever way one asks.
  return negated ? sql`(${asked}) is not true` : asked
}

function between(value: Sql, from: unknown, to: unknown, type: Sql): Sql {
  const parts: Sql[] = [sql`${value} is not null`]
  if (from !== undefined) parts.push(sql`${value} >= ${from}::${type}`)
  if (to !== undefined) parts.push(sql`${value} <= ${to}::${type}`)
  return sql.join(parts, sql` and `)
}

function askedOf(condition: Condition): Sql {
  switch (condition.field) {
    case 'author':
      return sql`exists (select from unnest(p.authors) as author (name) where ${holds(sql`author.name`, condition.value)})`
    case 'title':
      return holds(sql`p.title`, condition.value)
    case 'journal':
      return holds(sql`p.venue`, condition.value)
    case 'tag':
      return sql`exists (select from paper_tags pt join tags t on t.library_id = pt.library_id and t.id = pt.tag_id
                                cross join unnest(${condition.value.map((name) => name.toLowerCase())}::text[]) as wanted (name)
                          where pt.library_id = p.library_id and pt.paper_id = p.id
                            and (lower(t.name) = wanted.name or starts_with(lower(t.name), wanted.name || '/')))`
    case 'collection':
      return sql`exists (select from paper_collections c
                          where c.library_id = p.library_id and c.paper_id = p.id and c.collection_id = any ((
                            select array_agg(within) from collections named, unnest(app.collections_within(named.id)) as within
                             where lower(named.name) = ${condition.value.toLowerCase()})::uuid[]))`
    case 'rating':
      return sql`exists (select from judgements own where own.user_id = app.user_id() and own.paper_id = p.id
                            and ${between(sql`own.rating_halves`, condition.from, condition.to, sql`int`)})`
    case 'year':
      return between(sql`p.year`, condition.from, condition.to, sql`int`)
    case 'published':
      return appeared(condition.from, condition.before)
    case 'added':
      if (condition.days !== undefined) {
        return sql`p.added_at >= now() - make_interval(days => ${condition.days}::int)`
      }
      return sql`p.added_at >= coalesce(${condition.from ?? null}::date, '-infinity')::timestamp at time zone 'UTC'
             and p.added_at < coalesce(${condition.before ?? null}::date, 'infinity')::timestamp at time zone 'UTC'`
    case 'status':
      return hasStatus(condition.value)
    case 'has':
      return hasOf(condition.value)
    case 'lang':
      return inLanguage(condition.value)
  }
}

/** One of the parts of the date of a record in two figures, or what stands for a part it does not say. */
const datePart = (place: number, unsaid: string) => sql`lpad(coalesce(
  substring(p.csl #>> ${`{issued,date-parts,0,${place}}`}::text[] from '^0*([1-9]\\d?)$'), ${unsaid}), 2, '0')`

/**
 * May have appeared on a day from the one on and before the other: of a record that says no day or no month, the first and
 * the last one count. Compared as text, which no odd date of a record makes fail.
 */
export function appeared(from: string | undefined, before: string | undefined): Sql {
  const parts: Sql[] = [sql`p.year is not null`]
  if (from !== undefined) {
    parts.push(sql`p.year >= ${Number(from.slice(0, 4))}::int`)
    parts.push(
      sql`lpad(p.year::text, 4, '0') || '-' || ${datePart(1, '12')} || '-' || ${datePart(2, '31')} >= ${from} collate "C"`,
    )
  }
  if (before !== undefined) {
    parts.push(sql`p.year <= ${Number(before.slice(0, 4))}::int`)
    parts.push(
      sql`lpad(p.year::text, 4, '0') || '-' || ${datePart(1, '01')} || '-' || ${datePart(2, '01')} < ${before} collate "C"`,
    )
  }
  return sql.join(parts, sql` and `)
}

/** What stands by a paper, as far as the asking person sees it: the policies of those tables decide. */
export function hasOf(had: Had): Sql {
  switch (had) {
    case 'pdf':
      return hasFile
    case 'notes':
      return sql`exists (select from notes n where n.library_id = p.library_id and n.paper_id = p.id and n.trashed_at is null)`
    case 'highlights':
      return sql`exists (select from highlights h
                          where h.library_id = p.library_id and h.paper_id = p.id and h.removed_at is null)`
    case 'analysis':
      return sql`exists (select from analysis_runs r join analysis_answers a on a.library_id = r.library_id and a.run_id = r.id
                          where r.library_id = p.library_id and r.paper_id = p.id and a.state = 'answered')`
  }
}

/** By what the record says, else by the letters of the title. */
export function inLanguage(language: QueryLanguage): Sql {
  const letters = {
    ko: sql`p.title ~ '[\uac00-\ud7a3]'`,
    ja: sql`p.title ~ '[\u3040-\u30ff]'`,
    zh: sql`(p.title ~ '[\u4e00-\u9fff]' and p.title !~ '[\u3040-\u30ff\uac00-\ud7a3]')`,
    en: sql`p.title !~ '[\u0400-\u1fff\u3040-\u30ff\u4e00-\u9fff\uac00-\ud7a3]'`,
  }
  return sql`case when coalesce(p.csl ->> 'language', '') <> '' then starts_with(lower(p.csl ->> 'language'), ${language})
                  else ${letters[language]} end`
}
