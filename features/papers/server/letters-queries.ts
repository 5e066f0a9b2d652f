import { type RawBuilder, sql } from 'kysely'
import { type ListFilter, narrows } from './filter-queries.ts'

/** Papers that are looked up by letters when more than these narrow a list; of letters in more, the list is walked through. */
const mostLookedUp = 30_000

/** Of letters alone: whoever walks through a list soon meets such as more papers have. */
const mostAlone = 10_000

/** Letters of names that a filter asks for. */
export type Letters = {
  readonly field: 'author' | 'journal'
  readonly letters: string
  /** Whether the filter asks for nothing else, words aside. */
  readonly alone: boolean
}

/** The letters of names that a filter asks for; of several the longest, which fewest names have. */
export function lettersOf(filter: ListFilter): Letters | undefined {
  const { author, venue, said = [] } = filter
  const all = said.flatMap(({ condition, negated }) =>
    !negated && (condition.field === 'author' || condition.field === 'journal')
      ? [{ field: condition.field, letters: condition.value }]
      : [],
  )
  const others = said.length - all.length
  if (author !== undefined) all.push({ field: 'author', letters: author })
  if (venue !== undefined) all.push({ field: 'journal', letters: venue })
  const [longest] = all.toSorted((one, other) => other.letters.length - one.letters.length)
  if (longest === undefined) return undefined
  const { author: _author, venue: _venue, said: _said, without = [], ...rest } = filter
  const alone = all.length === 1 && others === 0 && without.length === 0 && !narrows(rest)
  return { ...longest, alone }
}

/**
 * The papers that may have the letters, among which all that do are, as an array; null when there are more than so many, or
 * when there are too few letters to be looked up.
 */
export function papersByLetters(
  { field, letters, alone }: Letters,
  { libraryId }: ListFilter,
  most = alone ? mostAlone : mostLookedUp,
): RawBuilder<unknown> {
  return sql`app.papers_by_letters(${field}, ${letters}, ${libraryId ?? null}::uuid, ${most})`
}

// As app.papers_by_letters reads them (0071_letters_of_names.sql).
const enough =
  '[[:alnum:]]{3}|[\\u1100-\\u11ff\\u3040-\\u30ff\\u3130-\\u318f\\u3400-\\u9fff\\uac00-\\ud7a3\\uf900-\\ufaff]{2}'

/** Whether there are letters enough to be looked up. */
export function suffice({ letters }: Letters): RawBuilder<unknown> {
  return sql`lower(normalize(left(${letters}::text, 300), nfc)) ~ ${enough}`
}
