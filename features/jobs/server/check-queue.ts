import type { House } from '#platform/house.ts'
import { queueNames } from '#platform/queue/names.ts'
import { countRefused } from './house-queries.ts'
import { oldestDue } from './queries.ts'

/** Age at which a job that nobody takes means that no worker runs. */
const waitsTooLongMs = 120_000

/** The queue's backend answers, and no job has waited longer than it should. */
export async function checkQueue(house: House) {
  const counts = await Promise.all(queueNames.map((name) => house.queue.counts(name)))
  const { waiting, oldestMs, refusedEvents } = await house.database.asSystem(
    'check the queue',
    async (tx) => ({
      ...(await oldestDue(tx)),
      refusedEvents: await countRefused(tx),
    }),
  )
  const late = oldestMs > waitsTooLongMs
  const facts = {
    backend: house.queue.kind,
    waiting,
    oldestWaitingSeconds: Math.round(oldestMs / 1000),
    refusedEvents,
    inQueue: counts.reduce(
      (sum, count) => sum + Object.values(count).reduce((inner, each) => inner + each, 0),
      0,
    ),
  }
  if (!late && refusedEvents === 0) return { state: 'ok' as const, facts }
  if (!late)
    return {
      state: 'degraded' as const,
      facts,
      message: 'events were set aside: a reaction did not understand them',
    }
  return {
    state: 'degraded' as const,
    facts,
    message: 'jobs are waiting and no worker takes them: is one running?',
  }
}
