import { hostname } from 'node:os'
import { setTimeout as sleep } from 'node:timers/promises'
import { isShortOfRoom, untilRoom } from '#platform/files/room.ts'
import type { House } from '#platform/house.ts'
import { longestGoodbyeMs } from './backend.ts'
import { execute } from './execute.ts'
import { Cancelled, type Execution, ShuttingDown } from './execution.ts'
import { holdLeases } from './hold-leases.ts'
import type { JobEntry } from './job.ts'
import { openLedger } from './ledger.ts'
import { concurrencyOf, queueNames } from './names.ts'
import { type Reaction, readDeliveryId, startRelay } from './relay.ts'
import { type Schedule, startSchedules } from './schedules.ts'

/** How long a job that was told to stop may take to do so. */
const graceMs = 3_000

/** So long a job waits for room before another one gets its place. */
const roomWaitMs = 30_000

type Options = {
  readonly house: House
  readonly jobs: readonly JobEntry[]
  readonly reactions: readonly Reaction[]
  readonly schedules: readonly Schedule[]
}

export type RunningWorker = {
  ready(): Promise<void>
  /** Stops taking jobs, waits for the running ones, hands back what is not done in time. */
  stop(drainMs: number): Promise<void>
  runningCount(): number
}

/** Runs the jobs of the house in this process: takes them from every queue, relays new ones, keeps the schedules. */
export function runWorker({ house, jobs, reactions, schedules }: Options): RunningWorker {
  const { database, queue: backend, log, config } = house
  const entries = new Map(jobs.map((entry) => [entry.definition.name, entry]))
  const running = new Set<Execution>()
  const ledger = openLedger(house, `${hostname()} ${process.pid}`)
  const letGo = holdLeases(house, ledger, running)
  const deliveries = new Set<Promise<unknown>>()
  // The queue lets go of its connections only when every delivery has come back, also those nobody waits for any more.
  const abandoned = new AbortController()
  const keep = <T>(promise: Promise<T>): Promise<T> => {
    deliveries.add(promise)
    return promise.finally(() => deliveries.delete(promise))
  }
  /**
   * Waits a while for room on the disk. Without it a job goes back unclaimed and is delivered again, so that what makes
   * room gets its turn.
   */
  const isThereRoom = async () => {
    if (!isShortOfRoom(house)) return true
    await untilRoom(house, AbortSignal.any([abandoned.signal, AbortSignal.timeout(roomWaitMs)]))
    return !isShortOfRoom(house) && !abandoned.signal.aborted
  }
  /** Resolves when the work is done; its record is written while the next job begins. */
  const run = async (id: string, kind: string) => {
    const delivery = readDeliveryId(id)
    // Another version of the house knows it: while versions change, both work beside each other.
    const entry = entries.get(kind)
    if (!entry && (await keep(ledger.leave(delivery)))) return
    if (entry?.definition.withoutRoom !== true && !(await isThereRoom())) return
    const executed = execute(delivery, { house, ledger, entries, running })
    const worked = executed.then(({ recorded }) => {
      keep(recorded).catch((error: unknown) =>
        log.error({ err: error, delivery: id }, 'how a job ended could not be written; it will run again'),
      )
    })
    await keep(unlessAborted(abandoned.signal, worked))
  }
  const settled = async () => {
    while (deliveries.size > 0) await Promise.allSettled(deliveries)
  }
  const abortWhere = (matches: (execution: Execution) => boolean, reason: Error) => {
    for (const execution of running) if (matches(execution)) execution.abort(reason)
  }
  const workers = queueNames.map((name) =>
    backend.work(name, {
      concurrency: concurrencyOf(config, name),
      lockMs: config.SEOGO_LEASE_SECONDS * 1_000,
      run: ({ id, name: kind }) => run(id, kind),
      onError: (error) => log.warn({ err: error, queue: name }, 'a queue worker reports an error'),
    }),
  )
  const unsubscribe = house.bus.subscribe('cancel', ({ jobIds }) =>
    abortWhere(({ id }) => jobIds.includes(id), new Cancelled('the job was cancelled')),
  )
  const relay = startRelay({
    database,
    backend,
    reactions: reactions.filter(({ when }) => when?.(config) ?? true),
    reconcileMs: config.SEOGO_RECONCILE_SECONDS * 1_000,
    log,
  })
  const keeper = startSchedules({ house, schedules })

  return {
    async ready() {
      await Promise.all([relay.ready(), house.bus.ready(), ...workers.map((worker) => worker.ready())])
    },
    runningCount: () => running.size,
    async stop(drainMs) {
      await keeper.stop()
      const closing = Promise.all(workers.map((worker) => worker.close())).catch((error: unknown) =>
        log.warn({ err: error }, 'the queue did not let go'),
      )
      await within(drainMs, settled())
      abortWhere(() => true, new ShuttingDown('the worker is stopping'))
      await within(graceMs, settled())
      // Who does not listen to the signal loses its job all the same: what it still writes meets the fence.
      const deaf = [...running]
      if (deaf.length > 0)
        log.warn({ jobs: deaf.map(({ id }) => id) }, 'jobs that did not stop were handed back')
      await within(
        graceMs,
        Promise.allSettled(deaf.map((execution) => ledger.end(execution, { state: 'waiting' }))),
      )
      abandoned.abort()
      // The queue is told of what ended, and hands out nothing more; when it is away, the rows say it all the same.
      await within(longestGoodbyeMs, Promise.all([closing, settled()]))
      letGo()
      await relay.stop()
      unsubscribe()
    },
  }
}

/**
 * Waits for it, or until the signal fires. Not by a race with one promise for all jobs: that would keep a reaction of
 * every job that ever ran, for as long as the process lives.
 */
async function unlessAborted(signal: AbortSignal, work: Promise<void>): Promise<void> {
  if (signal.aborted) return
  const { promise, resolve, reject } = Promise.withResolvers<void>()
  const leave = () => resolve()
  signal.addEventListener('abort', leave)
  work.then(resolve, reject)
  await promise.finally(() => signal.removeEventListener('abort', leave))
}

/** Waits for it, but not longer. */
async function within(mostMs: number, promise: Promise<unknown>): Promise<void> {
  const enough = new AbortController()
  await Promise.race([
    promise.catch(() => undefined),
    sleep(mostMs, undefined, { signal: enough.signal }).catch(() => undefined),
  ])
  enough.abort()
}
