import { randomUUID } from 'node:crypto'
import type { HealthLook } from '#platform/feature.ts'
import type { House } from '#platform/house.ts'

/** A look that is given up is over: nobody waits for this message any more. */
const longestMs = 5_000

/** A message between the processes comes through: sent to a job that does not exist and heard again here. */
export async function checkBus({ bus }: Pick<House, 'bus'>, mostMs = longestMs): Promise<HealthLook> {
  const jobId = randomUUID()
  const heard = Promise.withResolvers<void>()
  const unsubscribe = bus.subscribe('cancel', (message) => {
    if (message.jobIds.includes(jobId)) heard.resolve()
  })
  // While sending hangs with its carrier nobody waits for this yet, and a failure nobody waits for ends the process.
  heard.promise.catch(() => undefined)
  const forgotten = setTimeout(() => heard.reject(new Error('the message did not come back')), mostMs)
  try {
    await bus.ready()
    const sentAt = performance.now()
    await bus.publish('cancel', { jobIds: [jobId] })
    await heard.promise
    const roundTripMs = Math.round((performance.now() - sentAt) * 10) / 10
    return { state: 'ok', facts: { carrier: bus.kind, roundTripMs } }
  } finally {
    clearTimeout(forgotten)
    unsubscribe()
  }
}
