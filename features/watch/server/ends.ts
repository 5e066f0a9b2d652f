import { cacheNamespace } from '#platform/cache/namespace.ts'
import type { House } from '#platform/house.ts'
import { findEnd } from './queries.ts'

/** How long a process believes that somebody need not wait, unless it hears otherwise. */
const ends = cacheNamespace({
  name: 'watch.ends',
  ttlMs: 5_000,
  dependsOn: [],
  because: 'who has somebody wait, or no longer, says so',
})

/** When a subject need not wait any more, by what is in force; remembered for some seconds. */
export async function cachedEnd(house: House, subject: string): Promise<Date | undefined> {
  const until = await house.cache.getOrSet<number | null>(ends, { key: subject }, async () => {
    const at = house.clock.now()
    const end = await house.database.asSystem('who has to wait', (tx) => findEnd(tx, [subject], at))
    return end?.getTime() ?? null
  })
  return until !== null && until > house.clock.now().getTime() ? new Date(until) : undefined
}

/** Has every process ask again. */
export async function forgetEnd(house: House, subject: string): Promise<void> {
  await house.cache.delete(ends, subject)
}
