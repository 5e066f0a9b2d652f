import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import WebSocket from 'ws'
import { z } from 'zod'
import { liveMessage } from '#contract/live.ts'
import {
  cancelJob,
  controlAllJobs,
  controlJobs,
  getJob,
  getJobTimeline,
  listAllJobs,
  listQueues,
  listSchedules,
  runSchedule,
  setQueue,
} from '#features/jobs/contract.ts'
import { enqueue, enqueueAll } from '#platform/queue/enqueue.ts'
import { handledBy, type JobContext, job } from '#platform/queue/job.ts'
import { runWorker } from '#platform/queue/run-worker.ts'
import { openHouse } from './boot.ts'
import { openTestHouse, type TestHouse } from './testing/open-house.ts'
import { asBrowser, type Person } from './testing/person.ts'

let seogo: TestHouse
let owner: Person
let ann: Person

beforeAll(async () => {
  seogo = await openTestHouse()
  owner = await seogo.person('Olga')
  ann = await seogo.person('Ann')
})
afterAll(() => seogo.close())

const payload = z.strictObject({ n: z.int() })
const kind = (name: string) =>
  job({ name: `test.${name}`, queue: 'analysis', payload, attempts: 2, timeoutMs: 60_000, backoffMs: 20 })

/** A worker with connections of its own, as in another process. */
async function elsewhere(
  definition: ReturnType<typeof kind>,
  handler: (context: JobContext) => Promise<void>,
) {
  const { config, log, clock, database } = seogo.house
  const opened = await openHouse({ config, log, clock, migrating: false, address: database.address })
  const worker = runWorker({
    house: opened.house,
    jobs: [handledBy(definition, async () => (_, context) => handler(context))],
    reactions: [],
    schedules: [],
  })
  await worker.ready()
  return {
    async stop() {
      await worker.stop(500)
      await opened.close()
    },
  }
}

test('progress of a worker elsewhere comes through the live socket, and the end of it always', async () => {
  const definition = kind('progress')
  const begin = Promise.withResolvers<void>()
  const worker = await elsewhere(definition, async (context) => {
    await begin.promise
    for (const percent of [20, 40, 60, 80]) {
      context.progress('reading', percent)
      await sleep(200)
    }
  })
  const address = await seogo.app.listen({ host: '127.0.0.1', port: 0 })
  const socket = new WebSocket(`${address.replace('http', 'ws')}/api/live`, {
    headers: { ...asBrowser(ann.cookie), origin: address },
  })
  await once(socket, 'open')
  const id = await seogo.house.database.asUser(ann.userId, (tx) => enqueue(tx, definition, { n: 1 }))
  const seen = new Set<string>()
  let looking: Promise<unknown> = Promise.resolve()
  socket.on('message', (data) => {
    const { changed } = liveMessage.parse(JSON.parse(String(data)))
    if (!changed.some(({ topic }) => topic === 'jobs')) return
    looking = looking.then(async () => {
      const { state, progressPercent } = await ann.call(getJob, { params: { jobId: id } })
      seen.add(`${state} ${progressPercent}`)
    })
  })
  begin.resolve()
  await expect.poll(() => [...seen], { timeout: 10_000 }).toContain('completed 100')
  await looking
  for (const percent of [20, 40, 60, 80]) expect([...seen]).toContain(`active ${percent}`)
  socket.terminate()
  await worker.stop()
})

test('a job that runs elsewhere is aborted by its cancelling, and its attempt says so', async () => {
  const definition = kind('elsewhere')
  const running = Promise.withResolvers<void>()
  const aborted = Promise.withResolvers<unknown>()
  const worker = await elsewhere(definition, async ({ signal }) => {
    running.resolve()
    await sleep(30_000, undefined, { signal }).catch(() => aborted.resolve(signal.reason))
  })
  const id = await seogo.house.database.asUser(ann.userId, (tx) => enqueue(tx, definition, { n: 1 }))
  await running.promise
  await ann.call(cancelJob, { params: { jobId: id } })
  expect(await aborted.promise).toMatchObject({ name: 'Cancelled' })
  const timeline = await ann.call(getJobTimeline, { params: { jobId: id } })
  expect(timeline).toMatchObject({ job: { state: 'cancelled' }, attempts: [{ outcome: 'cancelled' }] })
  await worker.stop()
})

test('all jobs of a kind are cancelled and run again at once, only one’s own unless one looks after the house', async () => {
  const definition = kind('many')
  const ask = (person: Person) =>
    seogo.house.database.asUser(person.userId, (tx) =>
      enqueueAll(tx, definition, [{ n: 1 }, { n: 2 }, { n: 3 }]),
    )
  await ask(ann)
  await ask(owner)
  const filter = { kind: definition.name }
  const control = (action: 'cancel' | 'retry') => ({ body: { action, ...filter } })
  expect(await ann.call(controlJobs, control('cancel'))).toEqual({ changed: 3 })
  expect(await owner.call(controlAllJobs, control('cancel'))).toEqual({ changed: 3 })
  expect(await ann.call(controlJobs, control('retry'))).toEqual({ changed: 3 })
  expect(await owner.call(controlAllJobs, control('retry'))).toEqual({ changed: 3 })
  const page = await owner.call(listAllJobs, { query: { ...filter, userId: ann.userId } })
  expect(page).toMatchObject({ counts: { waiting: 3 } })
  expect(new Set(page.items.map(({ requestedBy }) => requestedBy))).toEqual(new Set([ann.userId]))
  await owner.call(controlAllJobs, control('cancel'))
})

test('a job that was asked for again meanwhile is not run a second time', async () => {
  const definition = kind('again')
  const ask = () =>
    seogo.house.database.asUser(ann.userId, (tx) => enqueue(tx, definition, { n: 1 }, { key: 'k' }))
  const first = await ask()
  await ann.call(cancelJob, { params: { jobId: first } })
  const second = await ask()
  expect(await ann.call(controlJobs, { body: { action: 'retry', kind: definition.name } })).toEqual({
    changed: 0,
  })
  await ann.call(cancelJob, { params: { jobId: second } })
})

test('a paused queue is shown as what holds its jobs, and lets them go when it goes on', async () => {
  const definition = kind('paused')
  const set = (paused: boolean) => owner.call(setQueue, { params: { queue: 'analysis' }, body: { paused } })
  expect(await set(true)).toMatchObject({ paused: true })
  const id = await seogo.house.database.asUser(ann.userId, (tx) => enqueue(tx, definition, { n: 1 }))
  // A forecast is kept for a second.
  await expect
    .poll(() => ann.call(getJob, { params: { jobId: id } }), { timeout: 5_000 })
    .toMatchObject({ state: 'waiting', heldBy: 'queue_paused', forecast: null })
  const { items } = await owner.call(listQueues, {})
  expect(items.find(({ name }) => name === 'analysis')).toMatchObject({ paused: true, waiting: 1 })
  await set(false)
  const worker = await elsewhere(definition, async () => undefined)
  await expect
    .poll(async () => (await ann.call(getJob, { params: { jobId: id } })).state, { timeout: 10_000 })
    .toBe('completed')
  await worker.stop()
  await expect(owner.call(setQueue, { params: { queue: 'none' }, body: {} })).rejects.toThrow(
    '404 queue_not_found',
  )
})

test('a worker process closes although its job never listens, in the middle of a transaction', async () => {
  const begun = Promise.withResolvers<void>()
  const letGo = Promise.withResolvers<void>()
  const definition = kind('deaf')
  const worker = await elsewhere(definition, (context) =>
    context.asSystem('never ends', async () => {
      begun.resolve()
      await letGo.promise
    }),
  )
  const id = await seogo.house.database.asUser(ann.userId, (tx) => enqueue(tx, definition, { n: 1 }))
  await begun.promise
  await worker.stop()
  // What a worker process does next is to exit, which ends its connections: then the job is free.
  letGo.resolve()
  const state = async () => (await ann.call(getJob, { params: { jobId: id } })).state
  await expect.poll(state, { timeout: 20_000 }).not.toBe('active')
})

test('a schedule runs when it is told to, and says when it did', async () => {
  await seogo.startWorker()
  await expect
    .poll(async () => (await owner.call(listSchedules, {})).items.map(({ name }) => name), {
      timeout: 10_000,
    })
    .toContain('jobs.sweep')
  await owner.call(runSchedule, { params: { schedule: 'jobs.sweep' } })
  await expect
    .poll(
      async () =>
        (await owner.call(listSchedules, {})).items.find(({ name }) => name === 'jobs.sweep')?.lastState,
      { timeout: 10_000 },
    )
    .toBe('completed')
})

test('ended jobs go when the time they are kept is over', async () => {
  const countOf = async () => {
    const { rows } = await seogo.house.database.asSystem('test', async (tx) => ({
      rows: await tx.selectFrom('background_jobs').select('id').where('state', '=', 'cancelled').execute(),
    }))
    return rows.length
  }
  expect(await countOf()).toBeGreaterThan(0)
  seogo.clock.move({ hours: 24 * 91 })
  // It is due by then; only the looking is hurried.
  await seogo.house.bus.publish('schedules', { name: 'jobs.sweep' })
  await expect.poll(countOf, { timeout: 15_000 }).toBe(0)
})
