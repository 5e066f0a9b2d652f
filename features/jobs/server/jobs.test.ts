import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import type { JobId } from '#contract/ids.ts'
import { jobEnded } from '#contract/job-events.ts'
import { enqueue } from '#platform/queue/enqueue.ts'
import { job } from '#platform/queue/job.ts'
import { openTestHouse, type TestHouse } from '#server/testing/open-house.ts'
import type { Person } from '#server/testing/person.ts'
import { cancelJob, getJob, listJobs, retryJob } from '../contract.ts'

let seogo: TestHouse
let ann: Person
let bob: Person

beforeAll(async () => {
  seogo = await openTestHouse()
  ann = await seogo.person('Ann')
  bob = await seogo.person('Bob')
})
afterAll(() => seogo.close())

const nobody = job({
  name: 'test.nobody',
  queue: 'default',
  payload: z.strictObject({ n: z.int() }),
  attempts: 1,
  timeoutMs: 1_000,
})

async function ask(person: Person, count = 1, options: { internal?: boolean } = {}): Promise<JobId[]> {
  return seogo.house.database.asUser(person.userId, async (tx) => {
    const ids: JobId[] = []
    for (let n = 0; n < count; n += 1) ids.push(await enqueue(tx, nobody, { n }, options))
    return ids
  })
}

async function firstOf(person: Person): Promise<JobId> {
  const [id] = await ask(person)
  if (!id) throw new Error('no job was made')
  return id
}

test('a person sees their own jobs in pages, also those made in the same instant, and no housekeeping', async () => {
  const cat = await seogo.person('Cat')
  const ids = await ask(cat, 7)
  await ask(cat, 2, { internal: true })
  const seen: string[] = []
  let cursor: string | undefined
  do {
    const page = await cat.call(listJobs, {
      query: { limit: 3, state: 'unfinished', ...(cursor ? { cursor } : {}) },
    })
    expect(page.counts).toEqual({ waiting: 7 })
    seen.push(...page.items.map(({ id }) => id))
    cursor = page.next ?? undefined
  } while (cursor)
  expect(seen.toSorted()).toEqual(ids.toSorted())
  expect((await bob.call(listJobs, { query: {} })).items).toEqual([])
})

test('a cancelled job says so to whoever waits for it, and can be run again', async () => {
  const id = await firstOf(ann)
  const params = { jobId: id }
  expect(await ann.call(cancelJob, { params })).toMatchObject({
    state: 'cancelled',
    finishedAt: expect.any(String),
  })
  const events = await seogo.house.database.asSystem('test', (tx) =>
    tx.selectFrom('outbox').select('payload').where('event', '=', jobEnded.name).execute(),
  )
  expect(events.map(({ payload }) => payload)).toEqual([{ jobId: id, kind: nobody.name, state: 'cancelled' }])
  expect(await ann.call(cancelJob, { params })).toMatchObject({ state: 'cancelled' })
  expect(await ann.call(retryJob, { params })).toMatchObject({
    state: 'waiting',
    attempts: 0,
    finishedAt: null,
  })
  await expect(ann.call(retryJob, { params })).rejects.toThrow('409 job_not_retryable')
})

test('a job that no worker knows for as long as jobs may wait fails and says why', async () => {
  const id = await firstOf(ann)
  await seogo.workUntilQuiet({ config: { SEOGO_JOB_PATIENCE_HOURS: 1 / 3_600 } })
  expect(await ann.call(getJob, { params: { jobId: id } })).toMatchObject({
    state: 'failed',
    attempts: 0,
    error: { code: 'unknown_job' },
  })
  expect((await ann.call(listJobs, { query: { state: 'failed' } })).items.map((each) => each.id)).toContain(
    id,
  )
})

test('somebody else’s job is not found, whatever is asked of it', async () => {
  const params = { jobId: await firstOf(ann) }
  await expect(bob.call(getJob, { params })).rejects.toThrow('404 job_not_found')
  await expect(bob.call(cancelJob, { params })).rejects.toThrow('404 job_not_found')
  await expect(bob.call(retryJob, { params })).rejects.toThrow('404 job_not_found')
  expect(await ann.call(getJob, { params })).toMatchObject({ state: 'waiting' })
})

test('a reader may look and not control', async () => {
  const rea = await seogo.person('Rea', 'reader')
  expect((await rea.call(listJobs, { query: {} })).items).toEqual([])
  await expect(rea.call(cancelJob, { params: { jobId: await firstOf(ann) } })).rejects.toThrow(
    '403 not_permitted',
  )
})
