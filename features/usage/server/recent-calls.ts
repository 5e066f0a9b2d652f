import type { House } from '#platform/house.ts'
import { countOutcomes } from './statistics-queries.ts'

/** How everybody's calls to each model ended since a moment. */
export async function readRecentCalls(house: House, since: Date) {
  return await house.database.asSystem('how calls to providers ended', (tx) => countOutcomes(tx, since))
}
