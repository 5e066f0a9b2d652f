import { setTimeout as sleep } from 'node:timers/promises'
import type { BullMQAdapter } from '@bull-board/api/bullMQAdapter'
import { createPostgresBackend, type Job, Queue, Worker, type WorkerOptions } from 'bullmq'
import { Redis } from 'ioredis'
import type { Pool } from 'pg'
import type { Database } from '#platform/database/database.ts'
import type { Log } from '#platform/log/log.ts'
import { openImpatientRedis } from '#platform/redis/impatient-redis.ts'
import { lendPool } from './lent-pool.ts'
import type { QueueName } from './names.ts'

/** Nothing of a job is kept in the queue once it has run: the rows are the record. */
const forgetEnded = { removeOnComplete: true, removeOnFail: true }

/** A backend that is away is not waited for longer than this when it is closed: the rows are the record. */
export const longestGoodbyeMs = 2_000

export type QueueBackend = {
  readonly kind: 'postgres' | 'redis'
  /** Resolves when the backend can be spoken to. @throws soon when it is away */
  reach(): Promise<unknown>
  /** What Redis says of itself once it answers; undefined where there is none. */
  redisInfo(): Promise<string | undefined>
  /** Adds by id; an id that is there already is left as it is. @throws soon when the backend is away */
  add(queue: QueueName, jobs: readonly QueuedJob[]): Promise<void>
  /** @returns those of the ids that the queue does not have */
  missing(queue: QueueName, ids: readonly string[]): Promise<string[]>
  /** Sets how many jobs of a queue all workers together may run at once and begin in a minute; null: as many as they take. */
  limit(queue: QueueName, limits: QueueLimits): Promise<void>
  work(queue: QueueName, options: WorkOptions): QueueWorker
  /** Whether the queue lost what it held since it was last asked: an emptied Redis. Always false on PostgreSQL. */
  wasEmptied(): Promise<boolean>
  counts(queue: QueueName): Promise<Record<string, number>>
  /** BullMQ's own object, for a board that shows what it holds. */
  inside(queue: QueueName): BoardQueue
  close(): Promise<void>
}

export type QueuedJob = {
  readonly id: string
  readonly name: string
  readonly delayMs: number
  /** Its place in line, from 1: smaller numbers go first. */
  readonly turn: number
}

export type QueueLimits = { readonly mostRunning: number | null; readonly mostPerMinute: number | null }

/** BullMQ keeps priorities in 21 bits. A line longer than that many rounds is first come, first served behind them. */
const longestLine = 2 ** 21 - 1

export type QueueWorker = {
  ready(): Promise<unknown>
  /** Takes nothing more; resolves when what runs has ended and the backend knows it, which one that is away never does. */
  close(): Promise<void>
}

type WorkOptions = {
  readonly concurrency: number
  readonly lockMs: number
  readonly run: (job: { id: string; name: string }) => Promise<void>
  /** Hears of trouble with the backend, and of deliveries that failed outside of their job. */
  readonly onError: (error: Error) => void
}

type Options = {
  readonly database: Database
  readonly redisUrl: string | undefined
  readonly prefix: string
  readonly poolMax: number
  readonly log: Log
}

type BoardQueue = ConstructorParameters<typeof BullMQAdapter>[0]
type AnyQueue = Pick<
  Queue,
  | 'addBulk'
  | 'getJobCounts'
  | 'getJobState'
  | 'setGlobalConcurrency'
  | 'removeGlobalConcurrency'
  | 'setGlobalRateLimit'
  | 'removeGlobalRateLimit'
  | 'close'
> & {
  waitUntilReady(): Promise<unknown>
  on(event: 'error', hear: (error: Error) => void): unknown
}
type AnyWorker = Pick<Worker, 'close'> & {
  waitUntilReady(): Promise<unknown>
  on(event: 'error', hear: (error: Error) => void): unknown
  on(event: 'failed', hear: (job: unknown, error: Error) => void): unknown
}
type Process = (job: Job) => Promise<void>

type WorkSettings = Pick<
  WorkerOptions,
  'lockDuration' | 'stalledInterval' | 'maxStalledCount' | 'drainDelay' | 'concurrency'
>

/** What differs between the two backends, and nothing more. */
type Carrier = {
  readonly kind: QueueBackend['kind']
  readonly reach: QueueBackend['reach']
  readonly redisInfo: QueueBackend['redisInfo']
  queue(name: QueueName): AnyQueue
  worker(name: QueueName, process: Process, settings: WorkSettings): { worker: AnyWorker; closed(): void }
  wasEmptied(): Promise<boolean>
  close(): void
}

function onRedis(url: string, prefix: string, onError: (error: Error) => void): Carrier {
  const teller = openImpatientRedis(url, onError)
  // Workers wait for a Redis that is away; each takes a copy of its connection for the waiting.
  const waiting = new Redis(url, { maxRetriesPerRequest: null, lazyConnect: true })
  waiting.on('error', onError)
  const copies: Redis[] = []
  const duplicate = waiting.duplicate.bind(waiting)
  waiting.duplicate = (override) => {
    const copy = duplicate(override)
    copies.push(copy)
    return copy
  }
  const marker = `${prefix}:filled`
  return {
    kind: 'redis',
    queue: (name) => new Queue(name, { connection: teller.redis, prefix }),
    worker: (name, process, settings) => ({
      worker: new Worker(name, process, { connection: waiting, prefix, ...settings }),
      closed: () => undefined,
    }),
    reach: teller.reach,
    redisInfo: async () => (await teller.reach()).info(),
    // The marker goes when everything goes: whoever can set it anew knows that the queue was emptied.
    wasEmptied: async () => (await (await teller.reach()).set(marker, '1', 'NX')) === 'OK',
    close() {
      for (const redis of [teller.redis, waiting, ...copies]) redis.disconnect()
    },
  }
}

function onPostgres(pool: Pool): Carrier {
  // Each queue and worker on the shared pool listens for its errors; that is many, and no leak.
  pool.setMaxListeners(0)
  // BullMQ describes the pool by types of its own, which differ from pg's in an optional field only.
  const described = (own: Pool) => own as unknown as Parameters<typeof createPostgresBackend>[1]['connection']
  return {
    kind: 'postgres',
    queue: (name) => new Queue(name, { connection: described(pool) }, createPostgresBackend),
    worker(name, process, settings) {
      const lent = lendPool(pool)
      const connection = described(lent.pool)
      const worker = new Worker(name, process, { connection, ...settings }, createPostgresBackend)
      return { worker, closed: lent.takeBack }
    },
    // Who cannot be reached says so when it is asked.
    reach: async () => undefined,
    redisInfo: async () => undefined,
    wasEmptied: async () => false,
    close: () => undefined,
  }
}

/**
 * BullMQ's PostgreSQL connection remembers for ever that its first look at the database failed, and refuses everything from
 * then on (`readyPromise`, bullmq 6.7): what was opened while the database was away, or while a restore put another in its
 * place, is closed, so that the next use opens it anew.
 */
function letGoUnlessReached(
  opened: { waitUntilReady(): Promise<unknown>; close(): Promise<unknown> },
  forget: () => void,
): void {
  opened.waitUntilReady().catch(() => {
    forget()
    return opened.close().catch(() => undefined)
  })
}

/** Opens BullMQ on Redis when there is one, on PostgreSQL otherwise. The only place that knows BullMQ. */
export function openQueueBackend({ database, redisUrl, prefix, poolMax, log }: Options): QueueBackend {
  const onError = (error: Error) => log.warn({ err: error }, 'the queue connection reports an error')
  const carrier = redisUrl
    ? onRedis(redisUrl, prefix, onError)
    : onPostgres(database.pool('seogo_queue', { max: poolMax, searchPath: 'bullmq' }))
  const queues = new Map<QueueName, AnyQueue>()

  function queueOf(name: QueueName): AnyQueue {
    let queue = queues.get(name)
    if (!queue) {
      queue = carrier.queue(name)
      queue.on('error', onError)
      queues.set(name, queue)
      letGoUnlessReached(queue, () => queues.delete(name))
    }
    return queue
  }

  return {
    kind: carrier.kind,
    reach: carrier.reach,
    redisInfo: carrier.redisInfo,
    async add(name, jobs) {
      if (jobs.length === 0) return
      await carrier.reach()
      await queueOf(name).addBulk(
        jobs.map((job) => ({
          name: job.name,
          data: {},
          opts: {
            jobId: job.id,
            delay: Math.max(0, job.delayMs),
            priority: Math.min(Math.max(1, job.turn), longestLine),
            ...forgetEnded,
          },
        })),
      )
    },
    async missing(name, ids) {
      await carrier.reach()
      const states = await Promise.all(ids.map((id) => queueOf(name).getJobState(id)))
      return ids.filter((_, place) => states[place] === 'unknown')
    },
    async limit(name, { mostRunning, mostPerMinute }) {
      await carrier.reach()
      const queue = queueOf(name)
      if (mostRunning === null) await queue.removeGlobalConcurrency()
      else await queue.setGlobalConcurrency(mostRunning)
      if (mostPerMinute === null) await queue.removeGlobalRateLimit()
      else await queue.setGlobalRateLimit(mostPerMinute, 60_000)
    },
    work(name, { concurrency, lockMs, run, onError: report }) {
      const process = async (job: Job) => run({ id: String(job.id), name: job.name })
      const settings = {
        concurrency,
        lockDuration: lockMs,
        stalledInterval: lockMs,
        // Crashes are counted on the row; the queue itself never gives a job up.
        maxStalledCount: 1_000_000,
        drainDelay: 5,
      }
      const { worker, closed } = carrier.worker(name, process, settings)
      worker.on('error', report)
      // A job's own faults are written to its row; what is thrown nevertheless stopped it from being claimed or ended.
      worker.on('failed', (_, error) => report(error))
      // Whoever waits for `ready` hears of it; the worker itself would ask in circles.
      const kept = {
        waitUntilReady: () => worker.waitUntilReady(),
        close: () => worker.close().finally(closed),
      }
      letGoUnlessReached(kept, () => undefined)
      return { ready: kept.waitUntilReady, close: kept.close }
    },
    wasEmptied: carrier.wasEmptied,
    // One class on both backends; its type tells their settings apart.
    inside: (name) => queueOf(name) as unknown as BoardQueue,
    async counts(name) {
      await carrier.reach()
      return queueOf(name).getJobCounts()
    },
    async close() {
      const closing = Promise.all([...queues.values()].map((queue) => queue.close()))
      await Promise.race([closing, sleep(longestGoodbyeMs, undefined, { ref: false })])
      carrier.close()
    },
  }
}
