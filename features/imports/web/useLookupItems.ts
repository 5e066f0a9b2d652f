import { useQueries } from '@tanstack/react-query'
import { isProblemCode, type ProblemCode, problems } from '#contract/problems.ts'
import type { IdentifierItem } from '#features/sources/contract.ts'
import { batchQuery } from './import-queries.ts'
import type { Lookup } from './lookups.ts'

/** A refusal as one of the closed list. */
export function problemOf({ problem }: IdentifierItem): ProblemCode {
  return problem !== null && isProblemCode(problem) ? problem : 'unexpected'
}

/** What became of each identifier; of one that was asked for again the last answer counts. */
export function useLookupItems({ batchIds }: Lookup) {
  const batches = useQueries({ queries: batchIds.map(batchQuery) })
  const items = new Map<string, IdentifierItem>()
  for (const { data } of batches) for (const item of data?.items ?? []) items.set(item.given, item)
  const all = [...items.values()]
  const failed = batches.find(({ isError }) => isError)
  return {
    items: all,
    libraryId: batches[0]?.data?.libraryId,
    doneCount: all.filter(({ outcome }) => outcome !== 'waiting').length,
    isPending: batches.some(({ isPending }) => isPending),
    isUnderWay: batches.some(({ data }) => data !== undefined && data.finishedAt === null),
    /** Those that may be found when they are asked for once more. */
    worthAnother: all
      .filter((item) => item.outcome === 'refused' && problems[problemOf(item)].retryHelps)
      .map(({ given }) => given),
    error: failed?.error ?? null,
    refetch: () => void failed?.refetch(),
  }
}
