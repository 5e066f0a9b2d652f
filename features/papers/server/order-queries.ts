import { type RawBuilder, sql } from 'kysely'
import type { PaperSort } from '../contract.ts'

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

type Key = { readonly key: RawBuilder<unknown>; readonly type: RawBuilder<unknown> }

/** The sort key as SQL over `p`, `j` and, for relevance, `found`; with its type for the cursor. What has none comes last. */
export function keyOf({ sort, descending }: ListOrder): Key {
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

/** The asking person's judgement as `j`. */
export const joinJudgement = sql`left join judgements j on j.user_id = app.user_id() and j.paper_id = p.id`

/** Whether an order speaks of the person's judgement. */
export const judges = ({ sort }: ListOrder) => sort === 'rating'
