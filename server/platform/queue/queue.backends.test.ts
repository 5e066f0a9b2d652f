import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { event } from '#contract/event.ts'
import { userId as userIdSchema } from '#contract/ids.ts'
import { tellRoom } from '#platform/files/room.ts'
import { emit } from '#platform/outbox/emit.ts'
import { testBackend } from '#server/testing/bare-house.ts'
import { enqueue } from './enqueue.ts'
import { Cancelled } from './execution.ts'
import { claimJobs } from './execution-queries.ts'
import { JobFailure, LeaseLost } from './failure.ts'
import { runWorker } from './run-worker.ts'
import { askDue, describeAll, keep } from './schedules.ts'
import { handle, ids, type Kind, kind, openQueueHouse } from './testing/queue-house.ts'

let queue: Awaited<ReturnType<typeof openQueueHouse>>

beforeAll(async () => {
  queue = await openQueueHouse()
})
afterAll(() => queue.close())

const silent = { leaseMs: 300, worker: 'a dead one' }

test('the queue runs on the backend this run is for', () => {
  expect(queue.house.queue.kind).toBe(testBackend)
  expect(queue.house.bus.kind).toBe(testBackend)
})

test('a job asked for in a transaction that is rolled back never was', async () => {
  const definition = kind()
  await expect(
    queue.house.database.asSystem('test', async (tx) => {
      await enqueue(tx, definition, { n: 1 })
      throw new Error('no')
    }),
  ).rejects.toThrow('no')
  const rows = await queue.house.database.asSystem('test', (tx) =>
    tx.selectFrom('background_jobs').select('id').where('kind', '=', definition.name).execute(),
  )
  expect(rows).toEqual([])
})

test('asked twice with one key is asked once, and again after it has ended', async () => {
  const definition = kind()
  const first = await queue.ask(definition, 1, { key: 'k' })
  expect(await queue.ask(definition, 1, { key: 'k' })).toBe(first)
  const worker = await queue.work([handle(definition, async () => undefined)])
  expect((await queue.ended(first)).state).toBe('completed')
  expect(await queue.ask(definition, 1, { key: 'k' })).not.toBe(first)
  await queue.stop(worker)
})

test('a worker that does not know a job leaves it to one that does, and no attempt is used', async () => {
  const definition = kind({ attempts: 1 })
  const workers = [await queue.work([handle(kind(), async () => undefined)])]
  try {
    const id = await queue.ask(definition, 1)
    // It was offered to the one that does not know it, and stands again for anybody.
    await expect.poll(async () => (await queue.rowOf(id)).delivery, { timeout: 10_000 }).toBeGreaterThan(1)
    expect(await queue.rowOf(id)).toMatchObject({ attempts: 0, lease: 0, error_code: 'unknown_job' })
    workers.push(await queue.work([handle(definition, async () => undefined)]))
    expect(await queue.ended(id)).toMatchObject({ state: 'completed', attempts: 0, error_code: null })
    expect(await queue.attemptsOf(id)).toMatchObject([{ outcome: 'completed' }])
  } finally {
    // Left running, the one that knows nothing would take the jobs of the tests that follow.
    for (const worker of workers) await queue.stop(worker)
  }
})

test('while there is no room on the disk jobs wait, but for what makes room; then they run', async () => {
  const [writes, makesRoom] = [kind(), kind({ withoutRoom: true })]
  const least = queue.house.config.SEOGO_READ_ONLY_BELOW_MB * 1_000_000
  try {
    tellRoom(queue.house, least - 1)
    const worker = await queue.work([writes, makesRoom].map((each) => handle(each, async () => undefined)))
    const waits = await queue.ask(writes, 1)
    // Asked for after it, and done before it.
    expect(await queue.ended(await queue.ask(makesRoom, 2))).toMatchObject({ state: 'completed' })
    expect(await queue.rowOf(waits)).toMatchObject({ state: 'waiting', lease: 0 })
    tellRoom(queue.house, least * 2)
    expect(await queue.ended(waits)).toMatchObject({ state: 'completed', attempts: 0, lease: 1 })
    // One that still waits when its worker stops keeps nobody.
    tellRoom(queue.house, least - 1)
    const left = await queue.ask(writes, 3)
    await queue.stop(worker)
    expect(await queue.rowOf(left)).toMatchObject({ state: 'waiting', lease: 0 })
    tellRoom(queue.house, least * 2)
    const next = await queue.work([handle(writes, async () => undefined)])
    expect(await queue.ended(left)).toMatchObject({ state: 'completed', attempts: 0 })
    await queue.stop(next)
  } finally {
    tellRoom(queue.house, Number.POSITIVE_INFINITY)
  }
})

test('a worker that stops before it was ready gives every connection back', async () => {
  const before = queue.house.database.use().busy
  for (let count = 0; count < 5; count += 1)
    await runWorker({ house: queue.house, jobs: [], reactions: [], schedules: [] }).stop(100)
  await expect.poll(() => queue.house.database.use().busy, { timeout: 20_000 }).toBe(before)
})

test('a failing job is tried again after growing waits and then fails with its error', async () => {
  const definition = kind({ attempts: 3 })
  const startedAt: number[] = []
  const worker = await queue.work([
    handle(definition, async () => {
      startedAt.push(Date.now())
      throw new Error('broken \u0000 text')
    }),
  ])
  const row = await queue.ended(await queue.ask(definition, 1))
  expect(row).toMatchObject({
    state: 'failed',
    attempts: 3,
    error_code: 'unexpected',
    error_message: 'broken \uFFFD text',
  })
  expect(startedAt).toHaveLength(3)
  await queue.stop(worker)
})

test('a rate limit waits as long as it says and uses no attempt', async () => {
  const definition = kind({ attempts: 1 })
  const startedAt: number[] = []
  const worker = await queue.work([
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
  const row = await queue.ended(await queue.ask(definition, 1))
  expect(row).toMatchObject({ state: 'completed', attempts: 0 })
  expect((startedAt[1] ?? 0) - (startedAt[0] ?? 0)).toBeGreaterThanOrEqual(290)
  await queue.stop(worker)
})

test('a final failure is not tried again', async () => {
  const definition = kind({ attempts: 5 })
  let executions = 0
  const worker = await queue.work([
    handle(definition, async () => {
      executions += 1
      throw new JobFailure('invalid_key', 'the key is wrong', { retry: false })
    }),
  ])
  expect(await queue.ended(await queue.ask(definition, 1))).toMatchObject({
    state: 'failed',
    error_code: 'invalid_key',
  })
  expect(executions).toBe(1)
  await queue.stop(worker)
})

test('a job that takes too long is aborted and fails by its timeout', async () => {
  const definition = kind({ attempts: 1, timeoutMs: 100 })
  const worker = await queue.work([
    handle(definition, (_, { signal }) => sleep(10_000, undefined, { signal })),
  ])
  expect(await queue.ended(await queue.ask(definition, 1))).toMatchObject({
    state: 'failed',
    error_code: 'timeout',
  })
  await queue.stop(worker)
})

test('a cancelled job is aborted in the process that runs it, and stays cancelled', async () => {
  const definition = kind()
  const running = Promise.withResolvers<void>()
  const reason = Promise.withResolvers<unknown>()
  const worker = await queue.work([
    handle(definition, async (_, { signal }) => {
      running.resolve()
      await sleep(10_000, undefined, { signal }).catch(() => reason.resolve(signal.reason))
    }),
  ])
  const id = await queue.ask(definition, 1)
  await running.promise
  await queue.house.database.asSystem('test', (tx) =>
    tx
      .updateTable('background_jobs')
      .set({ state: 'cancelled', finished_at: new Date() })
      .where('id', '=', id)
      .execute(),
  )
  await queue.house.bus.publish('cancel', { jobIds: [id] })
  expect(await reason.promise).toBeInstanceOf(Cancelled)
  await sleep(100)
  expect((await queue.rowOf(id)).state).toBe('cancelled')
  await queue.stop(worker)
})

test('a job left by a dead worker is handed back and its late write is refused', async () => {
  const definition = kind()
  const id = await queue.ask(definition, 1)
  // A worker claims it and is never heard of again.
  const claim = async (delivery: number) =>
    (await queue.house.database.asSystem('test', (tx) => claimJobs(tx, [{ id, delivery }], silent)))[0]
  expect((await claim(1))?.lease).toBe(1)
  let done = 0
  const worker = await queue.work([
    handle(definition, async () => {
      done += 1
    }),
  ])
  expect(await queue.ended(id)).toMatchObject({ state: 'completed', lease: 2 })
  expect(done).toBe(1)
  expect((await claim(2))?.id).toBeNull()
  await queue.stop(worker)
})

test('a job whose one transaction outlasts its lease keeps it, and holds up nobody else', async () => {
  const [slow, quick] = [kind(), kind()]
  const letGo = Promise.withResolvers<void>()
  const worker = await queue.work([
    handle(slow, (_, context) => context.asSystem('a long write', () => letGo.promise)),
    handle(quick, async () => undefined),
  ])
  const held = await queue.ask(slow, 1)
  await expect.poll(async () => (await queue.rowOf(held)).state).toBe('active')
  const { lease_until } = await queue.rowOf(held)
  // Twice its lease: it is renewed, and looked at by the reconciler, while its row is locked.
  await sleep(Number(lease_until) - Date.now() + 2_000)
  expect(await queue.ended(await queue.ask(quick, 2))).toMatchObject({ state: 'completed' })
  letGo.resolve()
  expect(await queue.ended(held)).toMatchObject({ state: 'completed', lease: 1, crashes: 0 })
  await queue.stop(worker)
})

test('an execution that lost its job cannot write through its context', async () => {
  const definition = kind({ attempts: 2 })
  const refused: unknown[] = []
  const worker = await queue.work([
    handle(definition, async (_, context) => {
      if (refused.length > 0) return
      await queue.house.database.asSystem('test', (tx) =>
        tx.updateTable('background_jobs').set({ lease: 7 }).where('id', '=', context.jobId).execute(),
      )
      await context
        .asSystem('late write', async () => undefined)
        .catch((error: unknown) => refused.push(error))
      throw refused[0]
    }),
  ])
  const id = await queue.ask(definition, 1)
  await expect.poll(() => refused.length, { timeout: 10_000 }).toBe(1)
  expect(refused[0]).toBeInstanceOf(LeaseLost)
  expect(await queue.ended(id)).toMatchObject({ state: 'completed', lease: 8 })
  await queue.stop(worker)
})

test('a claim that a crash of the database took back gives no right beside the next one of its number', async () => {
  const definition = kind()
  const second = Promise.withResolvers<void>()
  const refused = Promise.withResolvers<unknown>()
  let executions = 0
  const worker = await queue.work([
    handle(definition, async (_, context) => {
      executions += 1
      if (executions > 1) {
        second.resolve()
        await refused.promise
        return context.asSystem('its own write', async () => undefined)
      }
      // What the row is after the crash: as before the claim, and the reconciler has it told again.
      await queue.house.database.asSystem('crash', (tx) =>
        tx
          .updateTable('background_jobs')
          .set({ state: 'waiting', lease: 0, claim: null, lease_until: null, queued_at: null, delivery: 2 })
          .where('id', '=', context.jobId)
          .execute(),
      )
      await second.promise
      return context.asSystem('a write of the lost claim', async () => undefined).catch(refused.resolve)
    }),
  ])
  const id = await queue.ask(definition, 1)
  expect(await refused.promise).toBeInstanceOf(LeaseLost)
  // The first execution has ended by now or soon, as if all was well; the row is the second one's.
  expect(await queue.ended(id)).toMatchObject({ state: 'completed', lease: 1, crashes: 0 })
  expect(await queue.attemptsOf(id)).toHaveLength(1)
  expect(executions).toBe(2)
  await queue.stop(worker)
})

test('a stopping worker hands back what it has not finished, and another one does it', async () => {
  const definition = kind()
  const running = Promise.withResolvers<void>()
  const first = await queue.work([
    handle(definition, async (_, { signal }) => {
      running.resolve()
      await sleep(60_000, undefined, { signal })
    }),
  ])
  const id = await queue.ask(definition, 1)
  await running.promise
  await queue.stop(first, 50)
  expect(await queue.rowOf(id)).toMatchObject({ state: 'waiting', attempts: 0 })
  const second = await queue.work([handle(definition, async () => undefined)])
  expect(await queue.ended(id)).toMatchObject({ state: 'completed', attempts: 0 })
  await queue.stop(second)
})

test('progress reaches the row, the last of it always', async () => {
  const definition = kind()
  const seen: number[] = []
  const worker = await queue.work([
    handle(definition, async (_, context) => {
      for (let page = 1; page <= 40; page += 1) {
        context.progress('reading', page * 2)
        await sleep(10)
      }
      await sleep(400)
      seen.push((await queue.rowOf(context.jobId)).progress_percent)
    }),
  ])
  await queue.ended(await queue.ask(definition, 1))
  expect(seen).toEqual([80])
  await queue.stop(worker)
})

test('an event reaches each of its reactions once, on behalf of who caused it', async () => {
  const happened = event(`test.happened${testBackend}`, ids)
  const [one, two] = [kind(), kind()]
  const heard: string[] = []
  const hear = (definition: Kind) =>
    handle(definition, async ({ n }) => void heard.push(`${definition.name} ${n}`))
  const worker = await queue.work([hear(one), hear(two)], {
    reactions: [
      { event: happened, job: one },
      { event: happened, job: two },
    ],
  })
  await queue.house.database.asSystem('test', (tx) => emit(tx, happened, { n: 5 }))
  await expect
    .poll(() => heard.toSorted(), { timeout: 10_000 })
    .toEqual([`${one.name} 5`, `${two.name} 5`].toSorted())
  await queue.stop(worker)
})

test('a schedule is asked for once in its time, whoever looks, and catches up once after a pause', async () => {
  const definition = kind()
  const schedule = keep({
    name: `every-hour-${definition.name}`,
    everyMs: 3_600_000,
    job: definition,
    payload: { n: 1 },
  })
  await describeAll(queue.house, [schedule])
  const both = await Promise.all([askDue(queue.house, [schedule]), askDue(queue.house, [schedule])])
  expect(both.flat()).toEqual([schedule.name])
  queue.clock.move({ hours: 50 })
  expect(await askDue(queue.house, [schedule])).toEqual([schedule.name])
  expect(await askDue(queue.house, [schedule])).toEqual([])
})

test('a hundred jobs at once all end, each done once', async () => {
  const definition = kind()
  const done = new Map<number, number>()
  const jobs = await queue.house.database.asSystem('test', async (tx) => {
    const asked: string[] = []
    for (let n = 0; n < 100; n += 1) asked.push(await enqueue(tx, definition, { n }))
    return asked
  })
  const worker = await queue.work([
    handle(definition, async ({ n }) => void done.set(n, (done.get(n) ?? 0) + 1)),
  ])
  for (const id of jobs) expect((await queue.ended(id)).state).toBe('completed')
  expect([...done.values()].filter((times) => times === 1)).toHaveLength(100)
  await queue.stop(worker)
})

test.skipIf(testBackend !== 'redis')(
  'a hundred waiting jobs survive an emptied Redis, each done once',
  async () => {
    const definition = kind()
    const first = await queue.work([])
    // In one transaction, and due late enough that a slow machine sees all of them waiting at once.
    const jobs = await queue.house.database.asSystem('test', async (tx) => {
      const asked: string[] = []
      for (let n = 0; n < 100; n += 1) asked.push(await enqueue(tx, definition, { n }, { delayMs: 4_000 }))
      return asked
    })
    // Beside them wait those of the tests before that no worker here knows.
    await expect
      .poll(async () => (await queue.house.queue.counts('analysis')).delayed, { timeout: 5_000 })
      .toBeGreaterThanOrEqual(100)
    const { Redis } = await import('ioredis')
    const redis = new Redis(process.env.SEOGO_TEST_REDIS_URL ?? '')
    await redis.flushall()
    redis.disconnect()
    await queue.stop(first)
    const done = new Map<number, number>()
    const worker = await queue.work([
      handle(definition, async ({ n }) => void done.set(n, (done.get(n) ?? 0) + 1)),
    ])
    for (const id of jobs) expect((await queue.ended(id)).state).toBe('completed')
    expect([...done.values()].filter((times) => times === 1)).toHaveLength(100)
    await queue.stop(worker)
  },
)

test('the user of a job is known to its transactions', async () => {
  const definition = kind()
  const someone = userIdSchema.parse('01890000-0000-7000-8000-000000000001')
  const seen: unknown[] = []
  const worker = await queue.work([
    handle(definition, async (_, context) => {
      const row = await context.asUser((tx) => tx.selectFrom('background_jobs').select('id').execute())
      seen.push(context.userId, row.length)
    }),
  ])
  const id = await queue.ask(definition, 1, { onBehalfOf: someone })
  expect((await queue.ended(id)).state).toBe('completed')
  expect(seen).toEqual([someone, 1])
  await queue.stop(worker)
})

test('a job that kills its workers is given up, one that only waits often is not', async () => {
  const [deadly, patient] = [kind({ attempts: 1 }), kind({ attempts: 1 })]
  const asked = [await queue.ask(deadly, 1), await queue.ask(patient, 1)]
  await queue.house.database.asSystem('test', async (tx) => {
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
  const worker = await queue.work([
    handle(deadly, async () => undefined),
    handle(patient, async () => undefined),
  ])
  expect(await queue.ended(asked[0] ?? '')).toMatchObject({ state: 'failed', error_code: 'worker_died' })
  expect(await queue.ended(asked[1] ?? '')).toMatchObject({ state: 'completed' })
  await queue.stop(worker)
})
