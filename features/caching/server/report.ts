import { z } from 'zod'
import type { CacheReport } from '#platform/cache/figures.ts'

const count = z.number().min(0)

/** A process's report as it is stored. */
export const storedReport = z.object({
  bytes: count,
  mostBytes: count,
  listening: z.boolean(),
  shared: z.object({ ready: z.boolean(), failures: count }).nullable(),
  topKeys: z.array(z.object({ namespace: z.string(), label: z.string(), hits: count, bytes: count })),
  namespaces: z.array(
    z.object({
      name: z.string(),
      memoryHits: count,
      memoryUs: count,
      sharedHits: count,
      sharedUs: count,
      sharedLooks: count,
      loads: count,
      loadUs: count,
      mostLoadUs: count,
      failures: count,
      graced: count,
      refreshed: count,
      changed: count,
      expired: count,
      evictions: count,
      entries: count,
      bytes: count,
      ttlMs: count,
    }),
  ),
}) satisfies z.ZodType<CacheReport>
export type StoredReport = z.infer<typeof storedReport>
export type StoredNamespace = StoredReport['namespaces'][number]
