import type { JobContext } from '#platform/queue/job.ts'
import { deleteOldRequests } from './request-queries.ts'
import { daysAgo } from './statistics.ts'

/** As long as a year can be compared with the one before it, and no longer: hours and networks say where somebody was. */
const keptDays = 400

export async function sweep(_payload: unknown, { house }: JobContext): Promise<void> {
  await house.database.asSystem('hours of usage that are too old', (tx) =>
    deleteOldRequests(tx, daysAgo(house, keptDays)),
  )
}
