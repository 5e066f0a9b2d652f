import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import type { HealthState } from '#contract/health.ts'
import { getMe } from '#features/accounts/contract.ts'
import { ownerId } from '#features/accounts/server/accounts.ts'
import { listAudit } from '#features/audit/contract.ts'
import { knowHealthChecks, watchOnce } from '#features/health/server/health.ts'
import { controlAllJobs, listFailedClasses, setQueue } from '#features/jobs/contract.ts'
import { addPaper } from '#features/papers/server/papers.ts'
import { putLimit, removeLimit } from '#features/usage/contract.ts'
import { enqueue } from '#platform/queue/enqueue.ts'
import { job } from '#platform/queue/job.ts'
import { openTestHouse, type TestHouse } from '#server/testing/open-house.ts'
import type { Person } from '#server/testing/person.ts'
import { openQuietTerminal } from '#server/testing/quiet-terminal.ts'
import { findAnything, getHome, markSeen, unmarkSeen } from '../contract.ts'
import { statusCommand } from './commands.ts'

let seogo: TestHouse
let owner: Person
let admin: Person
let ann: Person

beforeAll(async () => {
  seogo = await openTestHouse()
  owner = await seogo.person('Olga')
  admin = await seogo.person('Ada', 'admin')
  ann = await seogo.person('Ann')
})
afterAll(() => seogo.close())

const nobody = job({
  name: 'test.nobody',
  queue: 'default',
  payload: z.strictObject({ n: z.int() }),
  attempts: 1,
  timeoutMs: 1_000,
})

/** Jobs of Ann's that failed, as if a worker had tried them. */
async function haveFailed(errorCode: string, count: number): Promise<void> {
  await seogo.house.database.asUser(ann.userId, async (tx) => {
    for (let n = 0; n < count; n += 1) await enqueue(tx, nobody, { n })
  })
  await seogo.house.database.asSystem('a worker gave up', (tx) =>
    tx
      .updateTable('background_jobs')
      .set({
        state: 'failed',
        error_code: errorCode,
        error_message: 'it broke',
        finished_at: seogo.clock.now(),
      })
      .where('kind', '=', nobody.name)
      .where('state', '=', 'waiting')
      .execute(),
  )
}

const keysFor = async (person: Person) => (await person.call(getHome, {})).items.map(({ key }) => key)

test('failed jobs are told by kind and reason, and all of a reason run again at once, with a trace', async () => {
  expect(await keysFor(admin)).toEqual([])
  await haveFailed('timeout', 2)
  await haveFailed('invalid_key', 3)
  const { items } = await admin.call(getHome, {})
  expect(items).toMatchObject([
    { kind: 'jobs_failed', severity: 'alarm', jobKind: 'test.nobody', errorCode: 'invalid_key', count: 3 },
    { kind: 'jobs_failed', errorCode: 'timeout', count: 2 },
  ])
  const classes = await admin.call(listFailedClasses, {})
  expect(classes.items).toMatchObject([{ errorCode: 'invalid_key', lastMessage: 'it broke' }, { count: 2 }])
  const body = { action: 'retry', state: 'failed', kind: 'test.nobody', errorCode: 'timeout' } as const
  expect(await admin.call(controlAllJobs, { body })).toEqual({ changed: 2 })
  expect(await keysFor(admin)).toEqual(['jobs_failed:test.nobody:invalid_key'])
  const traces = await admin.call(listAudit, { query: { act: 'jobs_retried' } })
  expect(traces.items).toMatchObject([
    { by: { name: 'Ada' }, facts: { count: 2, kind: 'test.nobody', error: 'timeout' } },
  ])
})

test('what one administrator has seen is shown to none, until it happens again', async () => {
  const [item] = (await admin.call(getHome, {})).items
  const { key, at } = item ?? expect.fail('a job has failed')
  await admin.call(markSeen, { body: { key, at } })
  expect(await keysFor(owner)).toEqual([])
  await admin.call(unmarkSeen, { query: { key } })
  expect(await keysFor(owner)).toEqual([key])
  await admin.call(markSeen, { body: { key, at } })
  seogo.clock.move({ seconds: 60 })
  await haveFailed('invalid_key', 1)
  expect(await keysFor(owner)).toEqual([key])
  await admin.call(controlAllJobs, { body: { action: 'retry', state: 'failed' } })
})

test('parts that do not work, an unproven backup, a paused queue and a reached limit are told till they are over', async () => {
  let state: HealthState = 'failing'
  const process = { ...seogo.house }
  const look = (part: 'mail' | 'backup') => ({
    part,
    check: async () => ({
      state,
      facts: {},
      ...(part === 'backup' && state !== 'ok' ? ({ finding: 'backup_never' } as const) : {}),
    }),
  })
  knowHealthChecks(process, [look('mail'), look('backup')])
  await watchOnce(process)
  await admin.call(setQueue, { params: { queue: 'reading' }, body: { paused: true } })
  const target = { appliesTo: 'house' } as const
  const limit = { target, meter: 'analyses', period: 'day', soft: null, hard: 0 } as const
  const { id } = await admin.call(putLimit, { body: limit })
  const { items, cards } = await admin.call(getHome, {})
  expect(items).toMatchObject([
    { kind: 'backup_unproven', severity: 'alarm', finding: 'backup_never' },
    { kind: 'part_unwell', severity: 'alarm', part: 'mail', state: 'failing' },
    { kind: 'limit_reached', severity: 'alarm', meter: 'analyses', most: 0, refuses: true },
    { kind: 'queue_paused', severity: 'care', queue: 'reading' },
  ])
  expect(cards).toMatchObject({
    caches: { entries: expect.any(Number) },
    people: { total: 3, invited: 0 },
    usage: { day: { analyses: 0 } },
  })

  const { terminal, lines } = openQuietTerminal()
  const status = { house: seogo.house, args: [], options: {}, terminal }
  const context = { caller: () => ownerId(seogo.house), whileWorking: <T>(done: () => Promise<T>) => done() }
  expect(await statusCommand({ ...status, ...context })).toBe(1)
  expect(lines[0]).toContain('No backup was ever proven.')
  expect(lines.join('\n')).toContain('seogo jobs resume reading')

  state = 'ok'
  seogo.clock.move({ seconds: 60 })
  await watchOnce(process)
  await admin.call(setQueue, { params: { queue: 'reading' }, body: { paused: false } })
  await admin.call(removeLimit, { params: { usageLimitId: id } })
  expect(await keysFor(admin)).toEqual([])
})

test('one search finds people, jobs, traces and the papers of one’s own libraries, and nobody else’s', async () => {
  for (const person of [ann, admin]) {
    const [library] = (await person.call(getMe, {})).libraries
    const libraryId = library?.id ?? expect.fail('everybody has a library')
    await seogo.house.database.asUser(person.userId, (tx) =>
      addPaper(tx, {
        libraryId,
        csl: { type: 'book', title: `Adaptive optics of ${person.email}` },
        addedBy: person.userId,
      }),
    )
  }
  const found = await admin.call(findAnything, { query: { q: 'ada' } })
  expect(found.people).toMatchObject([{ name: 'Ada', role: 'admin' }])
  expect(found.events.length).toBeGreaterThan(0)
  const { papers } = await admin.call(findAnything, { query: { q: 'adaptive' } })
  expect(papers.map(({ title }) => title)).toEqual([`Adaptive optics of ${admin.email}`])
  const { jobs } = await admin.call(findAnything, { query: { q: 'test.nob' } })
  expect(jobs.length).toBe(5)
  const byId = await admin.call(findAnything, { query: { q: jobs[0]?.id ?? '' } })
  expect(byId.jobs).toEqual([jobs[0]])
})
