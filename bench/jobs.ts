/**
 * Throughput of the whole pipeline (row, line, queue, claim, attempt, record) beside bare BullMQ on the same backend, in
 * one run, with jobs that do nothing; and how long an idle house takes from asking to the first line of the handler:
 * `node bench/jobs.ts [--jobs 2000] [--rounds 3] [--concurrency 1,10,50]
 * [--backend redis|postgres|both] [--json]`. Both sides ask in hundreds,
 * as an import does.
 */
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { createPostgresBackend, Queue, Worker } from 'bullmq'
import { Redis } from 'ioredis'
import { sql } from 'kysely'
import { z } from 'zod'
import { readConfig } from '#platform/config/config.ts'
import type { SystemTx } from '#platform/database/transactions.ts'
import type { House } from '#platform/house.ts'
import { openLog } from '#platform/log/log.ts'
import { enqueue, enqueueAll } from '#platform/queue/enqueue.ts'
import { handledBy, job } from '#platform/queue/job.ts'
import { runWorker } from '#platform/queue/run-worker.ts'
import { openHouse } from '#server/boot.ts'
import { startOwnRedis } from '#server/testing/own-redis.ts'
import { latencyOf, report, round, timeEach } from './measure.ts'

const { values } = parseArgs({
  options: {
    jobs: { type: 'string', default: '2000' },
    rounds: { type: 'string', default: '3' },
    concurrency: { type: 'string', default: '1,10,50' },
    backend: { type: 'string', default: 'both' },
    json: { type: 'boolean', default: false },
  },
})
const count = Number(values.jobs)
const rounds = Number(values.rounds)
const askedTogether = 100
const concurrencies = values.concurrency.split(',').map(Number)
const latencySamples = 200

const idle = job({
  name: 'bench.idle',
  queue: 'analysis',
  payload: z.strictObject({ n: z.int() }),
  attempts: 3,
  timeoutMs: 60_000,
})

type Side = {
  /** When each handler began, in milliseconds. */
  readonly begunAt: number[]
  /** Asks for so many jobs and resolves when all are done and recorded. */
  run(jobs: number): Promise<void>
  /** Asks for one job. @returns milliseconds until its handler began */
  latencyMs(): Promise<number>
  close(): Promise<void>
}

async function seogoSide(house: House, concurrency: number): Promise<Side> {
  const tuned = { ...house, config: { ...house.config, SEOGO_ANALYSIS_CONCURRENCY: concurrency } }
  let begun = () => undefined as unknown
  const begunAt: number[] = []
  const worker = runWorker({
    house: tuned,
    jobs: [
      handledBy(idle, async () => async () => {
        begunAt.push(performance.now())
        begun()
      }),
    ],
    reactions: [],
    schedules: [],
  })
  await worker.ready()
  const unfinished = () =>
    house.database.asSystem('count', async (tx) => {
      const row = await tx
        .selectFrom('background_jobs')
        .select((one) => one.fn.countAll<number>().as('count'))
        .where('state', '!=', 'completed')
        .executeTakeFirstOrThrow()
      return Number(row.count)
    })
  return {
    begunAt,
    async run(jobs) {
      let done = 0
      const all = Promise.withResolvers<void>()
      begun = () => {
        done += 1
        if (done >= jobs) all.resolve()
      }
      for (let from = 0; from < jobs; from += askedTogether) {
        const payloads = Array.from({ length: Math.min(askedTogether, jobs - from) }, (_, at) => ({
          n: from + at,
        }))
        await house.database.asSystem('ask', (tx) => enqueueAll(tx, idle, payloads))
      }
      await all.promise
      while ((await unfinished()) > 0) await sleep(2)
    },
    async latencyMs() {
      const { promise, resolve } = Promise.withResolvers<number>()
      begun = () => resolve(performance.now())
      const askedAt = performance.now()
      await house.database.asSystem('ask', (tx) => enqueue(tx, idle, { n: 1 }))
      return (await promise) - askedAt
    },
    close: () => worker.stop(1_000),
  }
}

async function bareSide(house: House, redisUrl: string | undefined, concurrency: number): Promise<Side> {
  let begun = () => undefined as unknown
  const name = `bare${concurrency}`
  const settings = { concurrency, drainDelay: 5 }
  const begunAt: number[] = []
  const process = async () => {
    begunAt.push(performance.now())
    begun()
  }
  const redis = redisUrl ? new Redis(redisUrl, { maxRetriesPerRequest: null }) : undefined
  const pool = redis ? undefined : house.database.pool('seogo_queue', { max: 20, searchPath: 'bullmq' })
  pool?.setMaxListeners(0)
  const connection = pool as unknown as Parameters<typeof createPostgresBackend>[1]['connection']
  const queue = redis
    ? new Queue(name, { connection: redis })
    : new Queue(name, { connection }, createPostgresBackend)
  const worker = redis
    ? new Worker(name, process, { connection: redis, ...settings })
    : new Worker(name, process, { connection, ...settings }, createPostgresBackend)
  await worker.waitUntilReady()
  const opts = { removeOnComplete: true, removeOnFail: true }
  return {
    begunAt,
    async run(jobs) {
      let done = 0
      const all = Promise.withResolvers<void>()
      worker.on('completed', () => {
        done += 1
        if (done >= jobs) all.resolve()
      })
      for (let from = 0; from < jobs; from += askedTogether) {
        const length = Math.min(askedTogether, jobs - from)
        await queue.addBulk(
          Array.from({ length }, (_, at) => ({ name: 'idle', data: { n: from + at }, opts })),
        )
      }
      await all.promise
      worker.removeAllListeners('completed')
    },
    async latencyMs() {
      const { promise, resolve } = Promise.withResolvers<number>()
      begun = () => resolve(performance.now())
      const askedAt = performance.now()
      await queue.add('idle', { n: 1 }, opts)
      return (await promise) - askedAt
    },
    async close() {
      await worker.close()
      await queue.close()
      redis?.disconnect()
      await pool?.end()
    },
  }
}

/** So many jobs are looked at together to see what the pipeline does when nobody else has the machine. */
const windowJobs = 20

/** Jobs a second in the undisturbed windows: the fastest tenth. On a busy machine it says more than the mean. */
function undisturbedRate(begunAt: readonly number[]): number {
  const spans = begunAt
    .slice(windowJobs)
    .map((at, place) => at - (begunAt[place] ?? at))
    .toSorted((one, other) => one - other)
  return windowJobs / ((spans[Math.floor(spans.length / 10)] ?? Number.NaN) / 1_000)
}

async function rateOf(side: Side): Promise<number> {
  const startedAt = performance.now()
  await side.run(count)
  return count / ((performance.now() - startedAt) / 1_000)
}

const median = (rates: readonly number[]) =>
  rates.toSorted((a, b) => a - b)[Math.floor(rates.length / 2)] ?? 0

async function measureRates(house: House, redisUrl: string | undefined, concurrency: number) {
  const rates: { seogo: number[]; bare: number[] } = { seogo: [], bare: [] }
  const undisturbed: typeof rates = { seogo: [], bare: [] }
  for (let turn = 0; turn < rounds; turn += 1) {
    for (const side of ['bare', 'seogo'] as const) {
      const opened =
        side === 'bare' ? await bareSide(house, redisUrl, concurrency) : await seogoSide(house, concurrency)
      // The first jobs open connections and compile; they do not count.
      await opened.run(100)
      opened.begunAt.length = 0
      rates[side].push(await rateOf(opened))
      undisturbed[side].push(undisturbedRate(opened.begunAt))
      await opened.close()
    }
  }
  const [seogo, bare] = [median(rates.seogo), median(rates.bare)]
  return {
    seogoPerSecond: Math.round(seogo),
    barePerSecond: Math.round(bare),
    ratio: round(seogo / bare),
    undisturbedRatio: round(median(undisturbed.seogo) / median(undisturbed.bare)),
  }
}

async function measureLatency(side: Side) {
  const samples: number[] = []
  for (let sample = -20; sample < latencySamples; sample += 1) {
    const ms = await side.latencyMs()
    if (sample >= 0) samples.push(ms)
    await sleep(5)
  }
  const sorted = samples.toSorted((a, b) => a - b)
  return { ...latencyOf(samples), p99Ms: round(sorted[Math.ceil(0.99 * sorted.length) - 1] ?? Number.NaN) }
}

/** What one statement costs here: with a commit on the disk, one that does not wait for it, and one that only asks. */
async function measureCommits({ database }: House) {
  const ask = (write: boolean) => (tx: SystemTx) =>
    write ? sql`select pg_notify('bench', 'x')`.execute(tx) : sql`select 1`.execute(tx)
  const often = { times: latencySamples, warmUp: 20 }
  return {
    durable: await timeEach(() => database.atOnce('bench', ask(true)), often),
    hasty: await timeEach(() => database.hastily('bench', ask(true)), often),
    question: await timeEach(() => database.hastily('bench', ask(false)), often),
  }
}

async function measure(backend: 'redis' | 'postgres') {
  const folder = mkdtempSync(join(tmpdir(), 'seogo-bench-jobs-'))
  // mkdtemp closes the folder to everybody else; PostgreSQL may run as another account.
  chmodSync(folder, 0o755)
  const redis = backend === 'redis' ? await startOwnRedis() : undefined
  const config = readConfig({
    SEOGO_DATA_DIR: folder,
    SEOGO_LOG_LEVEL: 'error',
    ...(redis ? { SEOGO_REDIS_URL: redis.url } : {}),
  })
  const log = openLog({ level: 'error', format: 'json', process: 'bench' })
  const opened = await openHouse({ config, log, migrating: true, embedded: 'own' })
  try {
    const results: Record<string, unknown> = { 'one statement': await measureCommits(opened.house) }
    for (const concurrency of concurrencies)
      results[`${backend} concurrency ${concurrency}`] = await measureRates(
        opened.house,
        redis?.url,
        concurrency,
      )
    for (const side of ['seogo', 'bare'] as const) {
      const sides =
        side === 'seogo' ? await seogoSide(opened.house, 8) : await bareSide(opened.house, redis?.url, 8)
      results[`${backend} ask to start, idle, ${side}`] = await measureLatency(sides)
      await sides.close()
    }
    return results
  } finally {
    await opened.close()
    await redis?.unplug()
    rmSync(folder, { recursive: true, force: true })
  }
}

const backends = (['postgres', 'redis'] as const).filter((each) => ['both', each].includes(values.backend))
const results: Record<string, unknown> = {}
for (const backend of backends) Object.assign(results, await measure(backend))
await report('jobs', results, { json: values.json })
