import { createPostgresBackend, type Job, Queue, Worker, type WorkerOptions } from 'bullmq'
import { Redis } from 'ioredis'
import type { Pool } from 'pg'
import type { Database } from '#platform/database/database.ts'
import type { Log } from '#platform/log/log.ts'
import type { QueueName } from './names.ts'

/** Nothing of a job is kept in the queue once it has run: the rows are the record. */
const forgetEnded = { removeOnComplete: true, removeOnFail: true }

export type QueueBackend = {
  readonly kind: 'postgres' | 'redis'
  /** Adds by id; an id that is there already is left as it is. */
  add(queue: QueueName, jobs: readonly { id: string; name: string; delayMs: number }[]): Promise<void>
  work(
    queue: QueueName,
    options: WorkOptions,
  ): { ready(): Promise<unknown>; close(force?: boolean): Promise<void> }
  /** Whether the queue lost what it held since it was last asked: an emptied Redis. Always false on PostgreSQL. */
  wasEmptied(): Promise<boolean>
  counts(queue: QueueName): Promise<Record<string, number>>
  close(): Promise<void>
}

type WorkOptions = {
  readonly concurrency: number
  readonly lockMs: number
  readonly run: (job: { id: string; name: string }) => Promise<void>
  readonly onError: (error: Error) => void
}

type Options = {
  readonly database: Database
  readonly redisUrl: string | undefined
  readonly prefix: string
  readonly poolMax: number
  readonly log: Log
}

type AnyQueue = Pick<Queue, 'addBulk' | 'getJobCounts' | 'close'> & {
  on(event: 'error', hear: (error: Error) => void): unknown
}
type AnyWorker = Pick<Worker, 'close'> & {
  waitUntilReady(): Promise<unknown>
  on(event: 'error', hear: (error: Error) => void): unknown
}
type Process = (job: Job) => Promise<void>

type WorkSettings = Pick<
  WorkerOptions,
  'lockDuration' | 'stalledInterval' | 'maxStalledCount' | 'drainDelay' | 'concurrency'
>

/** What differs between the two backends, and nothing more. */
type Carrier = {
  readonly kind: QueueBackend['kind']
  queue(name: QueueName): AnyQueue
  worker(name: QueueName, process: Process, settings: WorkSettings): AnyWorker
  wasEmptied(): Promise<boolean>
  close(): void
}

function onRedis(url: string, prefix: string, onError: (error: Error) => void): Carrier {
  const redis = new Redis(url, { maxRetriesPerRequest: null })
  redis.on('error', onError)
  const marker = `${prefix}:filled`
  return {
    kind: 'redis',
    queue: (name) => new Queue(name, { connection: redis, prefix }),
    worker: (name, process, settings) =>
      new Worker(name, process, { connection: redis, prefix, ...settings }),
    // The marker goes when everything goes: whoever can set it anew knows that the queue was emptied.
    wasEmptied: async () => (await redis.set(marker, '1', 'NX')) === 'OK',
    close: () => redis.disconnect(),
  }
}

function onPostgres(pool: Pool): Carrier {
  // Each queue and worker on the shared pool listens for its errors; that is many, and no leak.
  pool.setMaxListeners(0)
  // BullMQ describes the pool by types of its own, which differ from pg's in an optional field only.
  const connection = pool as unknown as Parameters<typeof createPostgresBackend>[1]['connection']
  return {
    kind: 'postgres',
    queue: (name) => new Queue(name, { connection }, createPostgresBackend),
    worker: (name, process, settings) =>
      new Worker(name, process, { connection, ...settings }, createPostgresBackend),
    wasEmptied: async () => false,
    close: () => undefined,
  }
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
    }
    return queue
  }

  return {
    kind: carrier.kind,
    async add(name, jobs) {
      if (jobs.length === 0) return
      await queueOf(name).addBulk(
        jobs.map((job) => ({
          name: job.name,
          data: {},
          opts: { jobId: job.id, delay: Math.max(0, job.delayMs), ...forgetEnded },
        })),
      )
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
      const worker = carrier.worker(name, process, settings)
      worker.on('error', report)
      return { ready: () => worker.waitUntilReady(), close: (force) => worker.close(force) }
    },
    wasEmptied: carrier.wasEmptied,
    async counts(name) {
      return queueOf(name).getJobCounts()
    },
    async close() {
      await Promise.all([...queues.values()].map((queue) => queue.close()))
      carrier.close()
    },
  }
}
