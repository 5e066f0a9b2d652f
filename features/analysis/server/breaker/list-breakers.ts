import { toInstant } from '#contract/time.ts'
import type { House } from '#platform/house.ts'
import { type ProviderBreaker, providerBreaker } from '../../contract.ts'
import { listBreakerRows, toBreaker } from './breaker-queries.ts'

/** What nobody has asked for so long is not listed. */
const listedMs = 7 * 86_400_000

/** How each model was reached in the last week, by all workers together; those that are left alone come first. */
export async function readBreakers(house: House): Promise<ProviderBreaker[]> {
  const since = new Date(house.clock.now().getTime() - listedMs)
  const rows = await house.database.asSystem('list which providers answer', (tx) =>
    listBreakerRows(tx, since),
  )
  return rows.map((row) => {
    const breaker = toBreaker(row)
    return providerBreaker.parse({
      provider: row.provider,
      host: new URL(row.base_url).host,
      model: row.model,
      state: breaker.state,
      since: toInstant(breaker.since),
      failuresInARow: breaker.failures,
      lastError: breaker.lastError,
      lastFailedAt: breaker.lastFailedAt && toInstant(breaker.lastFailedAt),
      lastAnsweredAt: breaker.lastAnsweredAt && toInstant(breaker.lastAnsweredAt),
      nextProbeAt: breaker.nextProbeAt && toInstant(breaker.nextProbeAt),
    })
  })
}
