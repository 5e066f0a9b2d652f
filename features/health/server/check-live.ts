import { randomUUID } from 'node:crypto'
import type { House } from '#platform/house.ts'

/** A message between the processes comes through: sent to a job that does not exist and heard again here. */
export async function checkLive({ bus }: House) {
  const jobId = randomUUID()
  const heard = Promise.withResolvers<void>()
  const unsubscribe = bus.subscribe('cancel', (message) => {
    if (message.jobIds.includes(jobId)) heard.resolve()
  })
  try {
    await bus.ready()
    const sentAt = performance.now()
    await bus.publish('cancel', { jobIds: [jobId] })
    await heard.promise
    const facts = { carrier: bus.kind, roundTripMs: Math.round((performance.now() - sentAt) * 10) / 10 }
    return { state: 'ok' as const, facts }
  } finally {
    unsubscribe()
  }
}
