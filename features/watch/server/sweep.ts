import type { JobContext } from '#platform/queue/job.ts'
import { deleteOld } from './queries.ts'

const dayMs = 86_400_000
/** However many networks somebody has: no table of the watch grows beyond this between two sweeps and an hour of attack. */
const mostRows = 100_000

export async function sweep(_payload: unknown, { house }: JobContext): Promise<void> {
  const nowMs = house.clock.now().getTime()
  await house.database.asSystem('what the watch need not remember', (tx) =>
    deleteOld(tx, {
      counters: new Date(nowMs - dayMs),
      measures: new Date(nowMs - dayMs),
      events: new Date(nowMs - 180 * dayMs),
      arrivals: new Date(nowMs - 400 * dayMs),
      mostRows,
    }),
  )
}
