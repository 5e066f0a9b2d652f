import { type PaperId, paperId } from '#contract/ids.ts'
import type { UserTx } from '#platform/database/transactions.ts'
import { readQuery } from '../contract/query-line.ts'
import type { QueryFault } from '../contract/query-words.ts'
import type { PaperFilter } from '../contract.ts'
import { type ListFilter, narrows } from './filter-queries.ts'
import { foundPage, hasWords } from './found-queries.ts'
import { listFiltered, summariesOf } from './list-queries.ts'
import { type Respelt, readFilter } from './search-words.ts'
import { toSummary } from './summary.ts'

/** A question, taken apart for who ranks by something else beside its words. */
export type OpenedQuestion = {
  /** What was written, without fields and what was excluded; empty: nothing was looked for. */
  readonly text: string
  readonly faults: readonly QueryFault[]
  readonly respelt: readonly Respelt[]
  /** The best by words, best first. */
  readonly ranked: readonly PaperId[]
  /** Whether more papers hold the words than were ranked. */
  readonly isBounded: boolean
  /**
   * Papers that hold whatever is not words: filters, "phrases", what is excluded; undefined: all of them do. Of more than
   * are looked at, some.
   */
  readonly within: readonly PaperId[] | undefined
  readonly isWithinBounded: boolean
}

/** Papers of a filter that are looked at by something else than words. */
const mostWithin = 20_000

/** Everything of a filter but its words. */
function withoutWords({ words, ...rest }: ListFilter): ListFilter {
  if (words === undefined) return { ...rest, words }
  const { phrases, without } = words
  return phrases.length > 0
    ? { ...rest, words: { given: '', phrases, without } }
    : { ...rest, words: undefined, without: [...without] }
}

/** Reads a question and ranks so many papers by its words. */
export async function openQuestion(tx: UserTx, query: PaperFilter, most: number): Promise<OpenedQuestion> {
  const { filter, faults, respelt } = await readFilter(tx, query)
  const said = readQuery((query.q ?? '').toWellFormed()).parts
  const text = said
    .flatMap((part) => (part.kind === 'condition' || part.negated ? [] : [part.text]))
    .join(' ')
    .trim()
  const part = { sort: 'relevance' as const, descending: true, after: undefined, offset: 0, limit: most }
  const found = hasWords(filter) ? await foundPage(tx, filter, part) : undefined
  const rest = withoutWords(filter)
  const isNarrowed = narrows(rest) || hasWords(rest)
  const within = isNarrowed ? await listFiltered(tx, rest, mostWithin + 1) : undefined
  return {
    text: filter.words === undefined ? '' : text,
    faults,
    respelt,
    ranked: (found?.rows ?? []).map(({ id }) => paperId.parse(id)),
    isBounded: found !== undefined && (found.isBounded || found.total > most),
    within: within?.slice(0, mostWithin).map(({ id }) => paperId.parse(id)),
    isWithinBounded: (within?.length ?? 0) > mostWithin,
  }
}

/** Rows of the list for these papers, in their order; those that are gone or not the person's to see are left out. */
export async function summarise(
  tx: UserTx,
  ids: readonly PaperId[],
): Promise<ReturnType<typeof toSummary>[]> {
  return (await summariesOf(tx, ids)).map(toSummary)
}
