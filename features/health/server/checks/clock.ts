import type { HealthLook } from '#platform/feature.ts'
import type { House } from '#platform/house.ts'
import { readDatabaseClock } from '../check-queries.ts'

// One-time codes are wrong after 30 s; schedules and leases are read on two machines.
const muchMs = 2_000

/** This machine's clock goes like the database's; the way there and back is counted half and half. */
export async function checkClock({ database }: House): Promise<HealthLook> {
  const nowMs = () => performance.timeOrigin + performance.now()
  const { before, theirs, after } = await database.asSystem('ask the database for the time', async (tx) => {
    const asked = nowMs()
    return { before: asked, theirs: await readDatabaseClock(tx), after: nowMs() }
  })
  const differsMs = Math.round(Math.abs((before + after) / 2 - theirs.getTime()))
  const facts = { differsMs }
  if (differsMs > muchMs) return { state: 'degraded', finding: 'clock_differs', facts }
  return { state: 'ok', facts }
}
