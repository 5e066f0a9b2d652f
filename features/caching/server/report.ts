import { z } from 'zod'
import type { CacheReport } from '#platform/cache/figures.ts'

const count = z.number().min(0)

const storedNamespace = z.object({
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
})
export type StoredNamespace = z.infer<typeof storedNamespace>

/** A process's report as it is stored. */
export const storedReport = z.object({
  bytes: count,
  mostBytes: count,
  listening: z.boolean(),
  shared: z.object({ ready: z.boolean(), failures: count }).nullable(),
  topKeys: z.array(z.object({ namespace: z.string(), label: z.string(), hits: count, bytes: count })),
  namespaces: z.array(storedNamespace),
}) satisfies z.ZodType<CacheReport>

/** All figures but those that are the greatest of something. */
const added = storedNamespace.omit({ name: true, mostLoadUs: true, ttlMs: true }).keyof().options

/** What two processes keep under the same name. */
export function addUp(one: StoredNamespace, other: StoredNamespace): StoredNamespace {
  const sum = {
    ...one,
    mostLoadUs: Math.max(one.mostLoadUs, other.mostLoadUs),
    ttlMs: Math.max(one.ttlMs, other.ttlMs),
  }
  for (const name of added) sum[name] += other[name]
  return sum
}
