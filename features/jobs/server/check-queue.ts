import type { House } from '#platform/house.ts'
import { queueNames } from '#platform/queue/names.ts'
import { oldestDue } from './queries.ts'

/** Age at which a job that nobody takes means that no worker runs. */
const waitsTooLongMs = 120_000

/** The queue's backend answers, and no job has waited longer than it should. */
export async function checkQueue(house: House) {
  const counts = await Promise.all(queueNames.map((name) => house.queue.counts(name)))
  const { waiting, oldestMs } = await house.database.asSystem('check the queue', (tx) => oldestDue(tx))
  const late = oldestMs > waitsTooLongMs
  const facts = {
    backend: house.queue.kind,
    waiting,
    oldestWaitingSeconds: Math.round(oldestMs / 1000),
    inQueue: counts.reduce(
      (sum, count) => sum + Object.values(count).reduce((inner, each) => inner + each, 0),
      0,
    ),
  }
  if (!late) return { state: 'ok' as const, facts }
  return {
    state: 'degraded' as const,
    facts,
    message: 'jobs are waiting and no worker takes them: is one running?',
  }
}
