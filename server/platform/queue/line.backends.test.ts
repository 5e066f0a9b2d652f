import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { event } from '#contract/event.ts'
import { userId } from '#contract/ids.ts'
import { emit } from '#platform/outbox/emit.ts'
import { enqueueAll } from './enqueue.ts'
import { JobFailure } from './failure.ts'
import { type JobContext, job } from './job.ts'
import { keep } from './schedules.ts'
import { handle, kind, openQueueHouse } from './testing/queue-house.ts'

let queue: Awaited<ReturnType<typeof openQueueHouse>>
beforeAll(async () => {
  // One place in the queue of these tests, so that the order of the line is the order of the work.
  queue = await openQueueHouse({ SEOGO_ANALYSIS_CONCURRENCY: '1', SEOGO_READING_CONCURRENCY: '1' })
})
afterAll(() => queue.close())

const ann = userId.parse('01890000-0000-7000-8000-00000000000a')
const bob = userId.parse('01890000-0000-7000-8000-00000000000b')
const numbers = (count: number) => Array.from({ length: count }, (_, n) => ({ n }))

/** Waits until the queue itself has every job of these tests that waits. */
const told = (name: 'analysis' | 'reading' = 'analysis') =>
  expect
    .poll(
      async () => {
        const { count } = await queue.house.database.asSystem('test', (tx) =>
          tx
            .selectFrom('background_jobs')
            .select((one) => one.fn.countAll<number>().as('count'))
            .where('queue', '=', name)
            .where('state', 'in', ['waiting', 'delayed', 'retrying'])
            .executeTakeFirstOrThrow(),
        )
        const { active: _, ...inLine } = await queue.house.queue.counts(name)
        return Number(count) - Object.values(inLine).reduce((sum, one) => sum + one, 0)
      },
      { timeout: 10_000 },
    )
    .toBe(0)

test('one job of another person starts within two durations although a thousand of the first one wait', async () => {
  const definition = kind({ queue: 'reading' })
  const begun: string[] = []
  const mayEnd = Promise.withResolvers<void>()
  const worker = await queue.work([
    handle(definition, async (_, context) => {
      begun.push(context.userId ?? '')
      if (begun.length === 1) await mayEnd.promise
    }),
  ])
  await queue.house.database.asSystem('test', (tx) =>
    enqueueAll(tx, definition, numbers(1_000), { onBehalfOf: ann }),
  )
  await expect.poll(() => begun.length).toBe(1)
  await told('reading')
  const one = await queue.ask(definition, 1, { onBehalfOf: bob })
  await told('reading')
  mayEnd.resolve()
  await queue.ended(one)
  // One was running; at most one more of hers came before his.
  expect(begun.indexOf(bob)).toBeLessThanOrEqual(2)
  await queue.house.database.asSystem('test', (tx) =>
    tx.deleteFrom('background_jobs').where('kind', '=', definition.name).execute(),
  )
  await queue.stop(worker)
})

test('high priority goes before what waits already, low behind what comes later', async () => {
  const definition = kind()
  const begun: number[] = []
  const mayEnd = Promise.withResolvers<void>()
  const worker = await queue.work([
    handle(definition, async ({ n }) => {
      begun.push(n)
      if (n === 0) await mayEnd.promise
    }),
  ])
  await queue.ask(definition, 0, { onBehalfOf: ann })
  await expect.poll(() => begun.length).toBe(1)
  const low = await queue.ask(definition, 4, { onBehalfOf: ann, priority: 'low' })
  for (const n of [2, 3]) await queue.ask(definition, n, { onBehalfOf: ann })
  await told()
  await queue.ask(definition, 1, { onBehalfOf: ann, priority: 'high' })
  await told()
  mayEnd.resolve()
  await queue.ended(low)
  expect(begun).toEqual([0, 1, 2, 3, 4])
  await queue.stop(worker)
})

test('nothing of a paused queue begins, and all of it once it goes on', async () => {
  const definition = kind({ queue: 'default' })
  let done = 0
  const worker = await queue.work([
    handle(definition, async () => {
      done += 1
    }),
  ])
  const pause = (paused: boolean) =>
    queue.admin(`insert into job_queues (name, paused_at) values ('default', ${paused ? 'now()' : 'null'})
      on conflict (name) do update set paused_at = excluded.paused_at; select pg_notify('seogo_outbox', '')`)
  await pause(true)
  const asked = [await queue.ask(definition, 1), await queue.ask(definition, 2)]
  await sleep(300)
  expect(done).toBe(0)
  expect(await queue.rowOf(asked[0] ?? '')).toMatchObject({ state: 'waiting', lease: 0 })
  await pause(false)
  for (const id of asked) expect((await queue.ended(id)).state).toBe('completed')
  await queue.stop(worker)
})

test('a rate limit of one job holds back the others of its lane, without an execution, and nobody else', async () => {
  const definition = kind()
  const asked: number[] = []
  const worker = await queue.work([
    handle(definition, async ({ n }) => {
      asked.push(n)
      if (asked.length === 1)
        throw new JobFailure('rate_limited', 'slow down', {
          retry: true,
          retryAfterMs: 700,
          countsAttempt: false,
          pausesLane: true,
        })
    }),
  ])
  const limited = await queue.ask(definition, 1, { lane: 'provider a' })
  await expect.poll(() => asked.length).toBe(1)
  await expect.poll(async () => (await queue.rowOf(limited)).state).toBe('retrying')
  const behind = await queue.ask(definition, 2, { lane: 'provider a' })
  const elsewhere = await queue.ask(definition, 3, { lane: 'provider b' })
  await queue.ended(elsewhere)
  expect(asked).toEqual([1, 3])
  await expect.poll(async () => (await queue.rowOf(behind)).state).toBe('delayed')
  expect(await queue.ended(behind)).toMatchObject({ state: 'completed', attempts: 0, lease: 1 })
  expect(await queue.ended(limited)).toMatchObject({ state: 'completed', attempts: 0, lease: 2 })
  await queue.stop(worker)
})

test('every execution leaves its attempt, with the exact error and its class', async () => {
  const definition = kind()
  const worker = await queue.work([
    handle(definition, async (_, { attempt }) => {
      if (attempt === 1) throw new JobFailure('overloaded', 'too many\u0000', { retry: true })
    }),
  ])
  const id = await queue.ask(definition, 1, { onBehalfOf: ann })
  await queue.ended(id)
  expect(await queue.attemptsOf(id)).toMatchObject([
    { execution: 1, outcome: 'retrying', error_code: 'overloaded', error_message: 'too many\uFFFD' },
    { execution: 2, outcome: 'completed', error_code: null, user_id: ann },
  ])
  await queue.stop(worker)
})

test('what is asked for within a job knows it as its parent', async () => {
  const [parent, child] = [kind(), kind()]
  const { enqueue } = await import('./enqueue.ts')
  const asked = Promise.withResolvers<string>()
  const worker = await queue.work([
    handle(parent, async (_, context: JobContext) => {
      asked.resolve(await context.asSystem('ask', (tx) => enqueue(tx, child, { n: 1 })))
    }),
    handle(child, async () => undefined),
  ])
  const id = await queue.ask(parent, 1)
  expect(await queue.ended(await asked.promise)).toMatchObject({ parent_id: id, state: 'completed' })
  await queue.stop(worker)
})

test('an event that a reaction does not understand is set aside, and those behind it go on', async () => {
  const happened = event('test.misunderstood', z.object({ n: z.union([z.int(), z.string()]) }))
  const reaction = job({ ...kind(), payload: z.strictObject({ n: z.int() }) })
  const heard: number[] = []
  const worker = await queue.work([handle(reaction, async ({ n }) => void heard.push(n))], {
    reactions: [{ event: happened, job: reaction }],
  })
  await queue.house.database.asSystem('test', async (tx) => {
    await emit(tx, happened, { n: 'no number' })
    await emit(tx, happened, { n: 7 })
  })
  await expect.poll(() => heard, { timeout: 10_000 }).toEqual([7])
  const refused = await queue.house.database.asSystem('test', (tx) =>
    tx.selectFrom('refused_events').select(['event', 'reaction', 'payload']).execute(),
  )
  expect(refused).toEqual([{ event: happened.name, reaction: reaction.name, payload: { n: 'no number' } }])
  await queue.stop(worker)
})

test('a worker whose job does not listen stops all the same, and the job is handed back', async () => {
  const definition = kind()
  const running = Promise.withResolvers<void>()
  const letGo = Promise.withResolvers<void>()
  const late = Promise.withResolvers<unknown>()
  const worker = await queue.work([
    handle(definition, async (_, context) => {
      running.resolve()
      await letGo.promise
      await context.asSystem('write late', async () => undefined).catch(late.resolve)
    }),
  ])
  const id = await queue.ask(definition, 1)
  await running.promise
  await queue.stop(worker, 50)
  expect(await queue.rowOf(id)).toMatchObject({ state: 'waiting', attempts: 0 })
  letGo.resolve()
  expect(await late.promise).toMatchObject({ name: 'LeaseLost' })
  expect(await queue.rowOf(id)).toMatchObject({ state: 'waiting', attempts: 0 })
  const second = await queue.work([handle(definition, async () => undefined)])
  expect((await queue.ended(id)).state).toBe('completed')
  await queue.stop(second)
})

test('a schedule by cron runs at the hour of its own time zone, and not when it is first seen', async () => {
  const { askDue, describeAll } = await import('./schedules.ts')
  const schedule = keep({
    name: 'at-nine-in-seoul',
    cron: '0 9 * * *',
    timeZone: 'Asia/Seoul',
    job: kind(),
    payload: { n: 1 },
  })
  await describeAll(queue.house, [schedule])
  const next = async () =>
    (
      await queue.house.database.asSystem('test', (tx) =>
        tx
          .selectFrom('schedules')
          .select('next_run_at')
          .where('name', '=', schedule.name)
          .executeTakeFirstOrThrow(),
      )
    ).next_run_at
  // Nine in Seoul is midnight in UTC, in summer too.
  expect((await next()).toISOString()).toMatch(/T00:00:00\.000Z$/)
  expect(await askDue(queue.house, [schedule])).toEqual([])
  queue.clock.move({ hours: 72 })
  expect(await askDue(queue.house, [schedule])).toEqual([schedule.name])
  expect((await next()).getTime()).toBeGreaterThan(queue.house.clock.now().getTime())
  expect(await askDue(queue.house, [schedule])).toEqual([])
})
