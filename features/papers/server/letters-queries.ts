import { sql } from 'kysely'
import type { UserTx } from '#platform/database/transactions.ts'
import type { ListFilter } from './filter-queries.ts'

/** Papers that are looked up by letters; more are met soon by who walks through the list. */
const mostLookedUp = 30_000

type Letters = { readonly field: 'author' | 'journal'; readonly letters: string }

/** The letters of names that a filter asks for; of several the longest, which fewest names have. */
function lettersOf({ author, venue, said = [] }: ListFilter): Letters | undefined {
  const all: Letters[] = said.flatMap(({ condition, negated }) =>
    !negated && (condition.field === 'author' || condition.field === 'journal')
      ? [{ field: condition.field, letters: condition.value }]
      : [],
  )
  if (author !== undefined) all.push({ field: 'author', letters: author })
  if (venue !== undefined) all.push({ field: 'journal', letters: venue })
  return all.toSorted((one, other) => other.letters.length - one.letters.length)[0]
}

/**
 * The papers that may have the letters of names a filter asks for, among which all that do are; undefined when it asks for
 * none, or for such as many papers have.
 */
export async function papersByLetters(
  tx: UserTx,
  filter: ListFilter,
): Promise<readonly string[] | undefined> {
  const asked = lettersOf(filter)
  if (asked === undefined) return undefined
  const { rows } = await sql<{ ids: string[] | null }>`
    select app.papers_by_letters(
      ${asked.field}, ${asked.letters}, ${filter.libraryId ?? null}::uuid, ${mostLookedUp}) as ids`.execute(
    tx,
  )
  return rows[0]?.ids ?? undefined
}
