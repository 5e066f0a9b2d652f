import { sql } from 'kysely'
import { type LibraryId, libraryId, paperId } from '#contract/ids.ts'
import type { SystemTx, UserTx } from '#platform/database/transactions.ts'

/** Titles that begin so, those in alphabetical order. The key is cut off, so that a whole title is found by what it begins with. */
export async function titlesFrom(tx: UserTx, beginning: string, most: number) {
  const key = beginning.toLowerCase().slice(0, 200)
  const { rows } = await sql<{ id: string; title: string }>`
    select found.id, found.title from unnest(app.my_libraries()) as library (id)
     cross join lateral (
       select p.id, p.title, p.title_key from papers p
        where p.library_id = library.id and p.trashed_at is null
          and p.title_key >= ${key} and p.title_key < ${key} || U&'\\+10FFFF'
        order by p.title_key, p.id limit ${most}) as found
     order by found.title_key, found.id limit ${most}`.execute(tx)
  return rows.map(({ id, title }) => ({ paperId: paperId.parse(id), title }))
}

/** People or venues with a word in their name that begins so; those with most papers first. */
export async function namesFrom(tx: UserTx, kind: 'author' | 'venue', beginning: string, most: number) {
  const { rows } = await sql<{ name: string; papers: number }>`
    select name, papers from app.suggest_names(${kind}, ${beginning}, ${most})`.execute(tx)
  return rows
}

/** Tags of which a part begins so, those on most papers first. */
export async function tagsFrom(tx: UserTx, beginning: string, most: number) {
  const key = beginning.toLowerCase()
  const { rows } = await sql<{ name: string; papers: number }>`
    select min(t.name) as name, sum(t.paper_count)::int as papers from tags t
     where starts_with(lower(t.name), ${key}) or strpos(lower(t.name), ${`/${key}`}) > 0
     group by lower(t.name) order by 2 desc, 1 limit ${most}`.execute(tx)
  return rows
}

/** Libraries with papers whose words are not learned yet, or whose words are to be counted anew. */
export async function librariesToLearn(tx: SystemTx): Promise<LibraryId[]> {
  const { rows } = await sql<{ id: string }>`select id from app.libraries_to_learn() as id`.execute(tx)
  return rows.map(({ id }) => libraryId.parse(id))
}

/** Learns the words of the next papers of a library. @returns how many there were */
export async function learnNext(tx: SystemTx, library: LibraryId, most: number): Promise<number> {
  const { rows } = await sql<{ learned: number }>`
    select app.learn_vocabulary(${library}, ${most}) as learned`.execute(tx)
  return rows[0]?.learned ?? 0
}

/** Merges what the indexes have not sorted in yet. @returns the pages there were of it */
export async function mergeWritten(tx: SystemTx): Promise<number> {
  const { rows } = await sql<{ pages: number }>`select app.merge_indexes()::int as pages`.execute(tx)
  return rows[0]?.pages ?? 0
}

type Words = { readonly given: string; readonly phrases: readonly string[] }

export type MatchRow = {
  paper_id: string
  field: string
  snippet: string
  file_id: string | null
  page: number | null
}

/** The fields of papers in which words stand, in the order of their weight. */
export async function findMatches(tx: UserTx, paperIds: readonly string[], { given, phrases }: Words) {
  const { rows } = await sql<MatchRow>`
    select paper_id, field, snippet, file_id, page
      from app.explain_matches(${[...paperIds]}::uuid[], ${given}, ${[...phrases]}::text[])
     where snippet is not null order by paper_id, place`.execute(tx)
  return rows
}

/** What each word adds to the rank of papers. */
export async function findWeights(tx: UserTx, paperIds: readonly string[], given: string) {
  const { rows } = await sql<{ paper_id: string; place: number; telling: number; weight: number }>`
    select paper_id, place, telling, weight from app.explain_rank(${[...paperIds]}::uuid[], ${given})`.execute(
    tx,
  )
  return rows
}
