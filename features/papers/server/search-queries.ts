import { sql } from 'kysely'
import type { UserTx } from '#platform/database/transactions.ts'

/** Words of a question that no paper of the asking person has, with what may have been meant, likeliest first. */
export async function findSpellings(tx: UserTx, words: string): Promise<{ word: string; meant: string[] }[]> {
  const { rows } = await sql<{ word: string; meant: string[] }>`
    select word, meant from app.search_spellings(${words})`.execute(tx)
  return rows
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
