import type { HealthLook } from '#platform/feature.ts'
import type { House } from '#platform/house.ts'
import { listPartitionEnds } from '../check-queries.ts'

const dayMs = 86_400_000
// They are made every night, for days ahead at least: two nights were missed.
const soonDays = 2

/** Tables that are cut by time have room for the days to come. */
export async function checkPartitions({ database, clock }: House): Promise<HealthLook> {
  const rows = await database.asSystem('look at the partitions', (tx) => listPartitionEnds(tx))
  const now = clock.now().getTime()
  const daysLeft = (endsAt: Date | null) => (endsAt === null ? 0 : (endsAt.getTime() - now) / dayMs)
  const soon = rows.filter(({ ends_at }) => daysLeft(ends_at) < soonDays)
  const facts = {
    tables: (soon.length > 0 ? soon : rows).map(({ table_name }) => table_name).join(', '),
    daysAhead: Math.floor(Math.min(...rows.map(({ ends_at }) => daysLeft(ends_at)))),
  }
  if (soon.length === 0) return { state: 'ok', facts }
  const isOver = soon.some(({ ends_at }) => daysLeft(ends_at) <= 0)
  return { state: isOver ? 'failing' : 'degraded', finding: 'partitions_missing', facts }
}
