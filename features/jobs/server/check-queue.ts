import type { HealthLook } from '#platform/feature.ts'
import type { House } from '#platform/house.ts'
import { queueNames } from '#platform/queue/names.ts'
import { countRefused } from './house-queries.ts'
import { countStalled, oldestDue } from './queries.ts'

/** Age at which a job that nobody takes means that no worker runs. */
const waitsTooLongMs = 120_000

/** The queue's backend answers, no job has waited longer than it should, and none hangs with a worker that is gone. */
export async function checkQueue(house: House): Promise<HealthLook> {
  const { waiting, oldestMs, refusedEvents, stalled } = await house.database.asSystem(
    'check the queue',
    async (tx) => ({
      ...(await oldestDue(tx)),
      refusedEvents: await countRefused(tx),
      stalled: await countStalled(tx),
    }),
  )
  const counts = await Promise.all(queueNames.map((name) => house.queue.counts(name)))
  const facts = {
    backend: house.queue.kind,
    waiting,
    oldestWaitingSeconds: Math.round(oldestMs / 1000),
    stalled,
    refusedEvents,
    inQueue: counts.reduce(
      (sum, count) => sum + Object.values(count).reduce((inner, each) => inner + each, 0),
      0,
    ),
  }
  if (oldestMs > waitsTooLongMs) return { state: 'degraded', finding: 'jobs_wait', facts }
  if (stalled > 0) return { state: 'degraded', finding: 'jobs_stalled', facts }
  if (refusedEvents > 0) return { state: 'degraded', finding: 'events_set_aside', facts }
  return { state: 'ok', facts }
}
