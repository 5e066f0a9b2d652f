import type { Query, QueryClient } from '@tanstack/react-query'
import { z } from 'zod'
import type { Change } from '#contract/live.ts'

const rowIdShape = z.uuid()
const isRowId = (part: unknown) => rowIdShape.safeParse(part).success

const waiting = new WeakMap<Query, ReturnType<typeof setTimeout>>()

/**
 * Marks what depends on these changes as stale; what is on screen asks again. A query over much that changes names in
 * `meta.atMostEveryMs` how often it may be asked: what comes meanwhile is one question at the end of that time.
 */
export function markStale(client: QueryClient, changes: readonly Change[]): void {
  for (const { topic, id } of changes) {
    const touched = client.getQueryCache().findAll({
      // A row that changed also changes the lists it stands in; other rows stay as they are.
      predicate: ({ queryKey: [queryTopic, rowId], meta }) =>
        (queryTopic === topic && (id === undefined || rowId === id || !isRowId(rowId))) ||
        (Array.isArray(meta?.topics) && meta.topics.includes(topic)),
    })
    for (const query of touched) markOne(client, query)
  }
}

function markOne(client: QueryClient, query: Query): void {
  const invalidate = () => void client.invalidateQueries({ queryKey: query.queryKey, exact: true })
  const atMostEveryMs = Number(query.meta?.atMostEveryMs ?? 0)
  const leftMs = query.state.dataUpdatedAt + atMostEveryMs - Date.now()
  if (leftMs <= 0) {
    invalidate()
    return
  }
  if (waiting.has(query)) return
  const ask = () => {
    waiting.delete(query)
    invalidate()
  }
  waiting.set(query, setTimeout(ask, leftMs))
}
