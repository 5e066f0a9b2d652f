import type { z } from 'zod'
import { tagId } from '#contract/ids.ts'
import { type PaperFilter, readingStatus } from '#features/papers/contract.ts'
import { facetsOf } from '#features/papers/server/papers.ts'
import type { UserTx } from '#platform/database/transactions.ts'
import { type listFacets, mostOfAFacet } from '../contract.ts'

/** The facets of a list, each kind's most frequent values first; ratings from the best one down. */
export async function readFacets(tx: UserTx, filter: PaperFilter): Promise<z.input<typeof listFacets.reply>> {
  const { facets, isBounded } = await facetsOf(tx, filter, mostOfAFacet)
  const of = (kind: string) => facets.filter((facet) => facet.kind === kind)
  return {
    years: of('year').map(({ value, count }) => ({ year: Number(value), count })),
    journals: of('journal').map(({ shown, count }) => ({ name: shown, count })),
    authors: of('author').map(({ shown, count }) => ({ name: shown, count })),
    tags: of('tag').map(({ value, shown, count }) => ({ id: tagId.parse(value), name: shown, count })),
    statuses: of('status').map(({ value, count }) => ({ status: readingStatus.parse(value), count })),
    ratings: of('rating')
      .map(({ value, count }) => ({ halves: Number(value), count }))
      .toSorted((one, other) => other.halves - one.halves),
    isBounded,
  }
}
