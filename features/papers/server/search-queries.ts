import { sql } from 'kysely'
import { planKept } from '#platform/database/plan-kept.ts'
import type { UserTx } from '#platform/database/transactions.ts'

/** Words of a question that no paper of the asking person has, with what may have been meant, likeliest first. */
export type Spellings = {
  readonly respelt: readonly { readonly word: string; readonly meant: readonly string[] }[]
  /** Whether the last word stands so often that it is meant as it stands, and is no beginning of others. */
  readonly isWhole: boolean
}

export async function findSpellings(tx: UserTx, words: readonly string[]): Promise<Spellings> {
  const { rows } = await sql<{ word: string | null; meant: string[] | null; is_whole: boolean }>`
    ${planKept} select spelt.word, spelt.meant, last.is_whole from app.stands_often(${words.at(-1) ?? ''}) as last (is_whole)
      left join app.search_spellings(${words.join(' ')}) as spelt on true`.execute(tx)
  const respelt = rows.flatMap(({ word, meant }) =>
    word === null || meant === null ? [] : [{ word, meant }],
  )
  return { respelt, isWhole: rows[0]?.is_whole ?? false }
}

/** Which of these names are tags the asking person sees, in lower case. */
export async function knownTags(tx: UserTx, names: readonly string[]): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{ name: string }>`
    select wanted.name from unnest(${names.map((name) => name.toLowerCase())}::text[]) as wanted (name)
     where exists (select from tags t where lower(t.name) = wanted.name)`.execute(tx)
  return new Set(rows.map(({ name }) => name))
}

/** Which of these names are collections the asking person sees, in lower case. */
export async function knownCollections(tx: UserTx, names: readonly string[]): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{ name: string }>`
    select wanted.name from unnest(${names.map((name) => name.toLowerCase())}::text[]) as wanted (name)
     where exists (select from collections c where lower(c.name) = wanted.name)`.execute(tx)
  return new Set(rows.map(({ name }) => name))
}
