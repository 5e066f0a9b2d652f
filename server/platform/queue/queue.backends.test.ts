import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { event } from '#contract/event.ts'
import { userId as userIdSchema } from '#contract/ids.ts'
import { emit } from '#platform/outbox/emit.ts'
import { openBareHouse, testBackend } from '#server/testing/bare-house.ts'
import { enqueue } from './enqueue.ts'
import { Cancelled } from './execute.ts'
import { JobFailure, LeaseLost } from './failure.ts'
import { handledBy, type JobContext, type JobDefinition, type JobEntry, job } from './job.ts'
import { claimJob } from './queries.ts'
import type { Reaction } from './relay.ts'
import { type RunningWorker, runWorker } from './run-worker.ts'
import { askDue, keep } from './schedules.ts'

let bare: Awaited<ReturnType<typeof openBareHouse>>
const workers: RunningWorker[] = []

beforeAll(async () => {
  bare = await openBareHouse({ SEOGO_ANALYSIS_CONCURRENCY: '8' })
})
afterAll(async () => {
  await Promise.all(workers.map((worker) => worker.stop(100)))
  await bare.close()
})

async function work(jobs: readonly JobEntry[], reactions: readonly Reaction[] = []): Promise<RunningWorker> {
  const worker = runWorker({ house: bare.house, jobs, reactions, schedules: [] })
  workers.push(worker)
  await worker.ready()
  return worker
}

async function stop(worker: RunningWorker, drainMs = 1_000): Promise<void> {
  workers.splice(workers.indexOf(worker), 1)
  await worker.stop(drainMs)
}

const ids = z.strictObject({ n: z.int() })
let kinds = 0
/** A kind of its own for every test, so that one test's worker never takes another's jobs. */
function kind(overrides: Partial<JobDefinition<typeof ids>> = {}): JobDefinition<typeof ids> {
  kinds += 1
  return job({
    name: `test.kind${kinds}`,
    queue: 'analysis',
    payload: ids,
    attempts: 3,
    timeoutMs: 20_000,
    backoffMs: 20,
    ...overrides,
  })
}

const handle = (
  definition: JobDefinition<typeof ids>,
  handler: (payload: z.infer<typeof ids>, context: JobContext) => Promise<void>,
) => handledBy(definition, async () => handler)

const ask = (definition: JobDefinition<typeof ids>, n: number, options?: Parameters<typeof enqueue>[3]) =>
  bare.house.database.asSystem('test', (tx) => enqueue(tx, definition, { n }, options))

async function rowOf(id: string) {
  return bare.house.database.asSystem('test', (tx) =>
    tx.selectFrom('background_jobs').selectAll().where('id', '=', id).executeTakeFirstOrThrow(),
  )
}

async function ended(id: string) {
  for (let waited = 0; waited < 20_000; waited += 20) {
    const row = await rowOf(id)
    if (['completed', 'failed', 'cancelled'].includes(row.state)) return row
    await sleep(20)
  }
  throw new Error(`job ${id} did not end: ${JSON.stringify(await rowOf(id))}`)
}

test('the queue runs on the backend this run is for', () => {
  expect(bare.house.queue.kind).toBe(testBackend)
  expect(bare.house.bus.kind).toBe(testBackend)
})

test('a job asked for in a transaction that is rolled back never was', async () => {
  const definition = kind()
  await expect(
    bare.house.database.asSystem('test', async (tx) => {
      await enqueue(tx, definition, { n: 1 })
      throw new Error('no')
    }),
  ).rejects.toThrow('no')
  const rows = await bare.house.database.asSystem('test', (tx) =>
    tx.selectFrom('background_jobs').select('id').where('kind', '=', definition.name).execute(),
  )
  expect(rows).toEqual([])
})

test('asked twice with one key is asked once, and again after it has ended', async () => {
  const definition = kind()
  const first = await ask(definition, 1, { key: 'k' })
  expect(await ask(definition, 1, { key: 'k' })).toBe(first)
  const worker = await work([handle(definition, async () => undefined)])
  expect((await ended(first)).state).toBe('completed')
  expect(await ask(definition, 1, { key: 'k' })).not.toBe(first)
  await stop(worker)
})

test('a failing job is tried again after growing waits and then fails with its error', async () => {
  const definition = kind({ attempts: 3 })
  const startedAt: number[] = []
  const worker = await work([
    handle(definition, async () => {
      startedAt.push(Date.now())
      throw new Error('broken \u0000 text')
    }),
  ])
  const row = await ended(await ask(definition, 1))
  expect(row).toMatchObject({
    state: 'failed',
    attempts: 3,
    error_code: 'unexpected',
    error_message: 'broken \uFFFD text',
  })
  expect(startedAt).toHaveLength(3)
  await stop(worker)
})

test('a rate limit waits as long as it says and uses no attempt', async () => {
  const definition = kind({ attempts: 1 })
  const startedAt: number[] = []
  const worker = await work([
    handle(definition, async () => {
      startedAt.push(Date.now())
      if (startedAt.length < 3) {
        throw new JobFailure('rate_limited', 'slow down', {
          retry: true,
          retryAfterMs: 300,
          countsAttempt: false,
        })
      }
    }),
  ])
  const row = await ended(await ask(definition, 1))
  expect(row).toMatchObject({ state: 'completed', attempts: 0 })
  expect((startedAt[1] ?? 0) - (startedAt[0] ?? 0)).toBeGreaterThanOrEqual(290)
  await stop(worker)
})

test('a final failure is not tried again', async () => {
  const definition = kind({ attempts: 5 })
  let executions = 0
  const worker = await work([
    handle(definition, async () => {
      executions += 1
      throw new JobFailure('invalid_key', 'the key is wrong', { retry: false })
    }),
  ])
  expect(await ended(await ask(definition, 1))).toMatchObject({ state: 'failed', error_code: 'invalid_key' })
  expect(executions).toBe(1)
  await stop(worker)
})

test('a job that takes too long is aborted and fails by its timeout', async () => {
  const definition = kind({ attempts: 1, timeoutMs: 100 })
  const worker = await work([handle(definition, (_, { signal }) => sleep(10_000, undefined, { signal }))])
  expect(await ended(await ask(definition, 1))).toMatchObject({ state: 'failed', error_code: 'timeout' })
  await stop(worker)
})

test('a cancelled job is aborted in the process that runs it, and stays cancelled', async () => {
  const definition = kind()
  const running = Promise.withResolvers<void>()
  const reason = Promise.withResolvers<unknown>()
  const worker = await work([
    handle(definition, async (_, { signal }) => {
      running.resolve()
      await sleep(10_000, undefined, { signal }).catch(() => reason.resolve(signal.reason))
    }),
  ])
  const id = await ask(definition, 1)
  await running.promise
  await bare.house.database.asSystem('test', (tx) =>
    tx
      .updateTable('background_jobs')
      .set({ state: 'cancelled', finished_at: new Date() })
      .where('id', '=', id)
      .execute(),
  )
  await bare.house.bus.publish('cancel', { jobId: id })
  expect(await reason.promise).toBeInstanceOf(Cancelled)
  await sleep(100)
  expect((await rowOf(id)).state).toBe('cancelled')
  await stop(worker)
})

test('a job left by a dead worker is handed back and its late write is refused', async () => {
  const definition = kind()
  const id = await ask(definition, 1)
  // A worker claims it and is never heard of again.
  const dead = await bare.house.database.asSystem('test', (tx) => claimJob(tx, id, 300))
  expect(dead?.lease).toBe(1)
  let done = 0
  const worker = await work([
    handle(definition, async () => {
      done += 1
    }),
  ])
  expect(await ended(id)).toMatchObject({ state: 'completed', lease: 2 })
  expect(done).toBe(1)
  const late = await bare.house.database.asSystem('test', (tx) => claimJob(tx, id, 300))
  expect(late).toBeUndefined()
  await stop(worker)
})

test('a job whose one transaction outlasts its lease keeps it, and holds up nobody else', async () => {
  const [slow, quick] = [kind(), kind()]
  const letGo = Promise.withResolvers<void>()
  const worker = await work([
    handle(slow, (_, context) => context.asSystem('a long write', () => letGo.promise)),
    handle(quick, async () => undefined),
  ])
  const held = await ask(slow, 1)
  await expect.poll(async () => (await rowOf(held)).state).toBe('active')
  const { lease_until } = await rowOf(held)
  // Twice its lease: it is renewed, and looked at by the reconciler, while its row is locked.
  await sleep(Number(lease_until) - Date.now() + 2_000)
  expect(await ended(await ask(quick, 2))).toMatchObject({ state: 'completed' })
  letGo.resolve()
  expect(await ended(held)).toMatchObject({ state: 'completed', lease: 1, crashes: 0 })
  await stop(worker)
})

test('an execution that lost its job cannot write through its context', async () => {
  const definition = kind({ attempts: 2 })
  const refused: unknown[] = []
  const worker = await work([
    handle(definition, async (_, context) => {
      if (refused.length > 0) return
      await bare.house.database.asSystem('test', (tx) =>
        tx.updateTable('background_jobs').set({ lease: 7 }).where('id', '=', context.jobId).execute(),
      )
      await context
        .asSystem('late write', async () => undefined)
        .catch((error: unknown) => refused.push(error))
      throw refused[0]
    }),
  ])
  const id = await ask(definition, 1)
  await expect.poll(() => refused.length, { timeout: 10_000 }).toBe(1)
  expect(refused[0]).toBeInstanceOf(LeaseLost)
  expect(await ended(id)).toMatchObject({ state: 'completed', lease: 8 })
  await stop(worker)
})

test('a stopping worker hands back what it has not finished, and another one does it', async () => {
  const definition = kind()
  const running = Promise.withResolvers<void>()
  const first = await work([
    handle(definition, async (_, { signal }) => {
      running.resolve()
      await sleep(60_000, undefined, { signal })
    }),
  ])
  const id = await ask(definition, 1)
  await running.promise
  await stop(first, 50)
  expect(await rowOf(id)).toMatchObject({ state: 'waiting', attempts: 0 })
  const second = await work([handle(definition, async () => undefined)])
  expect(await ended(id)).toMatchObject({ state: 'completed', attempts: 0 })
  await stop(second)
})

test('progress reaches the row, the last of it always', async () => {
  const definition = kind()
  const seen: number[] = []
  const worker = await work([
    handle(definition, async (_, context) => {
      for (let page = 1; page <= 40; page += 1) {
        context.progress('reading', page * 2)
        await sleep(10)
      }
      await sleep(400)
      seen.push((await rowOf(context.jobId)).progress_percent)
    }),
  ])
  await ended(await ask(definition, 1))
  expect(seen).toEqual([80])
  await stop(worker)
})

test('an event reaches each of its reactions once, on behalf of who caused it', async () => {
  const happened = event(`test.happened${testBackend}`, ids)
  const [one, two] = [kind(), kind()]
  const heard: string[] = []
  const hear = (definition: JobDefinition<typeof ids>) =>
    handle(definition, async ({ n }) => void heard.push(`${definition.name} ${n}`))
  const worker = await work(
    [hear(one), hear(two)],
    [
      { event: happened, job: one },
      { event: happened, job: two },
    ],
  )
  await bare.house.database.asSystem('test', (tx) => emit(tx, happened, { n: 5 }))
  await expect
    .poll(() => heard.toSorted(), { timeout: 10_000 })
    .toEqual([`${one.name} 5`, `${two.name} 5`].toSorted())
  await stop(worker)
})

test('a schedule is asked for once in its time, whoever looks, and catches up once after a pause', async () => {
  const definition = kind()
  const schedule = keep({
    name: `every-hour-${definition.name}`,
    everyMs: 3_600_000,
    job: definition,
    payload: { n: 1 },
  })
  const both = await Promise.all([askDue(bare.house, [schedule]), askDue(bare.house, [schedule])])
  expect(both.flat()).toEqual([schedule.name])
  bare.clock.move({ hours: 50 })
  expect(await askDue(bare.house, [schedule])).toEqual([schedule.name])
  expect(await askDue(bare.house, [schedule])).toEqual([])
})

test('a hundred jobs at once all end, each done once', async () => {
  const definition = kind()
  const done = new Map<number, number>()
  const jobs = await bare.house.database.asSystem('test', async (tx) => {
    const asked: string[] = []
    for (let n = 0; n < 100; n += 1) asked.push(await enqueue(tx, definition, { n }))
    return asked
  })
  const worker = await work([handle(definition, async ({ n }) => void done.set(n, (done.get(n) ?? 0) + 1))])
  for (const id of jobs) expect((await ended(id)).state).toBe('completed')
  expect([...done.values()].filter((times) => times === 1)).toHaveLength(100)
  await stop(worker)
})

test.skipIf(testBackend !== 'redis')(
  'a hundred waiting jobs survive an emptied Redis, each done once',
  async () => {
    const definition = kind()
    const first = await work([])
    // In one transaction, and due late enough that a slow machine sees all of them waiting at once.
    const jobs = await bare.house.database.asSystem('test', async (tx) => {
      const asked: string[] = []
      for (let n = 0; n < 100; n += 1) asked.push(await enqueue(tx, definition, { n }, { delayMs: 4_000 }))
      return asked
    })
    await expect
      .poll(async () => (await bare.house.queue.counts('analysis')).delayed, { timeout: 5_000 })
      .toBe(100)
    const { Redis } = await import('ioredis')
    const redis = new Redis(process.env.SEOGO_TEST_REDIS_URL ?? '')
    await redis.flushall()
    redis.disconnect()
    await stop(first)
    const done = new Map<number, number>()
    const worker = await work([handle(definition, async ({ n }) => void done.set(n, (done.get(n) ?? 0) + 1))])
    for (const id of jobs) expect((await ended(id)).state).toBe('completed')
    expect([...done.values()].filter((times) => times === 1)).toHaveLength(100)
    await stop(worker)
  },
)

test('the user of a job is known to its transactions', async () => {
  const definition = kind()
  const someone = userIdSchema.parse('01890000-0000-7000-8000-000000000001')
  const seen: unknown[] = []
  const worker = await work([
    handle(definition, async (_, context) => {
      const row = await context.asUser((tx) => tx.selectFrom('background_jobs').select('id').execute())
      seen.push(context.userId, row.length)
    }),
  ])
  const id = await ask(definition, 1, { onBehalfOf: someone })
  expect((await ended(id)).state).toBe('completed')
  expect(seen).toEqual([someone, 1])
  await stop(worker)
})

test('a job that kills its workers is given up, one that only waits often is not', async () => {
  const [deadly, patient] = [kind({ attempts: 1 }), kind({ attempts: 1 })]
  const asked = [await ask(deadly, 1), await ask(patient, 1)]
  await bare.house.database.asSystem('test', async (tx) => {
    await tx
      .updateTable('background_jobs')
      .set({ crashes: 11 })
      .where('id', '=', asked[0] ?? '')
      .execute()
    await tx
      .updateTable('background_jobs')
      .set({ lease: 500 })
      .where('id', '=', asked[1] ?? '')
      .execute()
  })
  const worker = await work([handle(deadly, async () => undefined), handle(patient, async () => undefined)])
  expect(await ended(asked[0] ?? '')).toMatchObject({ state: 'failed', error_code: 'worker_died' })
  expect(await ended(asked[1] ?? '')).toMatchObject({ state: 'completed' })
  await stop(worker)
})
