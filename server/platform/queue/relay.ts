import type { EventDefinition } from '#contract/event.ts'
import type { UserId } from '#contract/ids.ts'
import type { Config } from '#platform/config/config.ts'
import type { Database } from '#platform/database/database.ts'
import { openListener } from '#platform/database/listener.ts'
import type { Log } from '#platform/log/log.ts'
import { inWork, openWork } from '#platform/metrics/work.ts'
import { setAsideEvent, takeEvents } from '#platform/outbox/queries.ts'
import type { QueueBackend } from './backend.ts'
import { enqueue } from './enqueue.ts'
import type { JobDefinition } from './job.ts'
import { readLimits } from './limit-queries.ts'
import { forgetQueued, type QueuedRow, releaseExpired, takeOverdue, takeUnqueued } from './line-queries.ts'
import { queueNames } from './names.ts'

/** A job that runs when an event happens; its payload is the event's. */
export type Reaction = {
  readonly event: EventDefinition
  readonly job: JobDefinition
  /** Events of so long become one job where its payload is the same for all: for a thousand papers, not a thousand jobs. */
  readonly gatherMs?: number
  /** Where the configuration gives it nothing to do it is not asked for: a job that only looks and ends costs as much as an import. */
  readonly when?: (config: Config) => boolean
}

const batchSize = 500
/** With LISTEN this is only the net under it. */
const pollMs = 1_000

type Options = {
  readonly database: Database
  readonly backend: QueueBackend
  readonly reactions: readonly Reaction[]
  readonly reconcileMs: number
  readonly log: Log
}

/** The queue's id of a delivery: stable, so that telling it twice is telling it once. */
function deliveryId(row: { id: string; delivery: number }): string {
  return `${row.id}.${row.delivery}`
}

/** @returns the row's id and the number of the delivery */
export function readDeliveryId(text: string): { id: string; delivery: number } {
  const dot = text.lastIndexOf('.')
  return { id: text.slice(0, dot), delivery: Number(text.slice(dot + 1)) }
}

async function tellQueue(backend: QueueBackend, rows: readonly QueuedRow[]): Promise<void> {
  const now = Date.now()
  for (const name of queueNames) {
    const jobs = rows
      .filter((row) => row.queue === name)
      // Jobs of one turn are served as they were added.
      .toSorted((one, other) => one.fair_turn - other.fair_turn)
    await backend.add(
      name,
      jobs.map((row) => ({
        id: deliveryId(row),
        name: row.kind,
        delayMs: row.run_at.getTime() - now,
        turn: row.fair_turn,
      })),
    )
  }
}

/**
 * How a reaction is asked for. One that gathers runs when its time is over, so that no event of it comes too late: a key
 * names one unfinished job, and what came after that job had begun would be lost.
 */
function askingOf({ job, gatherMs }: Reaction, row: { readonly id: number; readonly payload: unknown }) {
  if (gatherMs === undefined) return { key: `event ${row.id}` }
  const now = Date.now()
  const turn = Math.floor(now / gatherMs)
  const key = `gathered ${turn} ${JSON.stringify(job.payload.parse(row.payload))}`
  return { key, delayMs: (turn + 1) * gatherMs - now }
}

/**
 * Turns events into the jobs that react to them, in the transaction that takes the events away. An event that a reaction
 * does not understand is set aside for it: seen by whoever looks after the house, and in nobody's way.
 */
async function relayEvents({ database, reactions, log }: Options): Promise<number> {
  return database.asSystem('relay events', async (tx) => {
    const events = await takeEvents(tx, batchSize)
    for (const row of events) {
      for (const reaction of reactions.filter(({ event }) => event.name === row.event)) {
        const understood = reaction.job.payload.safeParse(row.payload)
        if (!understood.success) {
          await setAsideEvent(tx, row, { reaction: reaction.job.name, reason: understood.error.message })
          log.error({ event: row.event, reaction: reaction.job.name }, 'an event was set aside')
          continue
        }
        const asked = { ...askingOf(reaction, row), internal: true }
        const onBehalfOf = row.user_id ? { onBehalfOf: row.user_id as UserId } : {}
        // What an event leads to belongs to the trace of what led to the event.
        const work = openWork(reaction.job.name, { traceparent: row.traceparent ?? undefined })
        await inWork(work, () => enqueue(tx, reaction.job, row.payload, { ...asked, ...onBehalfOf }))
      }
    }
    return events.length
  })
}

async function relayJobs({ database, backend }: Options): Promise<number> {
  // Rows are marked as told before they are: not when it is known that nobody listens.
  await backend.reach()
  // A crash that takes the marks back has them told twice, which is telling them once.
  const rows = await database.hastily('relay jobs', (tx) => takeUnqueued(tx, batchSize))
  await tellQueue(backend, rows)
  return rows.length
}

/** Tells the queue again of what it should have and does not; most of what waits long stands in it and only waits. */
async function tellLost({ database, backend, reconcileMs, log }: Options): Promise<void> {
  for (;;) {
    const rows = await database.asSystem('look for lost jobs', (tx) =>
      takeOverdue(tx, reconcileMs * 3, batchSize),
    )
    const lost: QueuedRow[] = []
    for (const name of queueNames) {
      const here = rows.filter((row) => row.queue === name)
      const missing = new Set(await backend.missing(name, here.map(deliveryId)))
      lost.push(...here.filter((row) => missing.has(deliveryId(row))))
    }
    await tellQueue(backend, lost)
    if (lost.length > 0) log.warn({ jobs: lost.length }, 'jobs the queue had lost were told to it again')
    if (rows.length < batchSize || lost.length < rows.length) return
  }
}

/**
 * Compares the queue with the rows: jobs of silent workers are handed back, an emptied queue is filled again, its limits
 * are set as the rows say, and what it should have and does not is told to it once more under the id it had.
 */
async function reconcile(options: Options): Promise<void> {
  const { database, backend, log } = options
  const released = await database.asSystem('release silent workers', (tx) => releaseExpired(tx))
  if (released.length > 0)
    log.warn({ jobs: released.map((row) => row.id) }, 'jobs of silent workers were handed back')
  if (await backend.wasEmptied()) {
    const forgotten = await database.asSystem('refill the queue', (tx) => forgetQueued(tx))
    if (forgotten > 0) log.warn({ jobs: forgotten }, 'the queue was empty and is filled again from the rows')
  }
  for (const [queue, limits] of await database.atOnce('read the limits', readLimits))
    await backend.limit(queue, limits)
  await tellLost(options)
}

/** Moves rows to the queue as they are committed, and mends what a crash left between the two. */
export function startRelay(options: Options) {
  const { database, reconcileMs, log } = options
  let stopped = false
  let ring = Promise.withResolvers<void>()
  let nextReconcile = 0
  const listener = openListener({
    client: database.address.as('seogo_system'),
    channels: ['seogo_outbox'],
    log,
    hear: () => ring.resolve(),
    onReconnect: () => ring.resolve(),
  })

  async function turn(): Promise<void> {
    if (Date.now() >= nextReconcile) {
      nextReconcile = Date.now() + reconcileMs
      await reconcile(options)
    }
    for (;;) {
      // Jobs first: an event that cannot be relayed must not hold them up.
      const moved = (await relayJobs(options)) + (await relayEvents(options))
      if (moved === 0 || stopped) return
    }
  }

  async function run(): Promise<void> {
    while (!stopped) {
      ring = Promise.withResolvers<void>()
      try {
        await turn()
      } catch (error) {
        if (!stopped) log.warn({ err: error }, 'the relay failed and tries again')
      }
      const timer = setTimeout(() => ring.resolve(), Math.min(pollMs, reconcileMs))
      if (!stopped) await ring.promise
      clearTimeout(timer)
    }
  }

  const done = run()
  return {
    ready: listener.ready,
    async stop() {
      stopped = true
      ring.resolve()
      await done
      await listener.close()
    },
  }
}
