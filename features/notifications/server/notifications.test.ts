import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { UserId } from '#contract/ids.ts'
import { askDue, describeAll } from '#platform/queue/schedules.ts'
import { openTestHouse, type TestHouse } from '#server/testing/open-house.ts'
import type { Person } from '#server/testing/person.ts'
import * as contract from '../contract.ts'
import { notifications } from '../feature.ts'
import { type NewNotification, notify } from './notifications.ts'
import { listNotifications, maintainPartitions } from './queries.ts'

let seogo: TestHouse
let ann: Person
let ben: Person
beforeAll(async () => {
  seogo = await openTestHouse()
  ann = await seogo.person('Ann')
  ben = await seogo.person('Ben')
})
afterAll(async () => {
  await seogo.close()
})

const paper = { kind: 'paper', id: '0199c0de-0000-7000-8000-000000000001', title: '논문 한 편' } as const

async function tell(userId: UserId, facts: NewNotification['facts'] = {}) {
  const id = await seogo.house.database.asSystem('test', (tx) =>
    notify(tx, { userId, type: 'analysis_finished', subject: paper, facts }),
  )
  return id ?? expect.fail('nothing was told')
}

test('what a person is told comes back newest first, page by page, without gap or repeat', async () => {
  const told = []
  for (let index = 0; index < 5; index += 1) told.push(await tell(ann.userId, { answeredCount: index }))
  const first = await ann.call(contract.listNotifications, { query: { limit: 2 } })
  expect(first).toMatchObject({ unreadCount: 5 })
  expect(first.items[0]).toMatchObject({
    type: 'analysis_finished',
    subject: paper,
    facts: { answeredCount: 4 },
    readAt: null,
  })
  const seen = [...first.items]
  let { next } = first
  while (next !== null) {
    const page = await ann.call(contract.listNotifications, { query: { limit: 2, cursor: next } })
    seen.push(...page.items)
    next = page.next
  }
  expect(seen.map(({ id }) => id)).toEqual(told.toReversed())
})

test('rows of the same instant are neither lost nor repeated between pages', async () => {
  const cem = await seogo.person('Cem')
  const told = await seogo.house.database.asSystem('test', async (tx) => {
    const ids = []
    // One transaction is one instant.
    for (let index = 0; index < 7; index += 1) {
      ids.push((await notify(tx, { userId: cem.userId, type: 'import_finished' })) ?? '')
    }
    return ids
  })
  const seen: string[] = []
  let next: string | null | undefined
  do {
    const page = await cem.call(contract.listNotifications, {
      query: { limit: 3, ...(next ? { cursor: next } : {}) },
    })
    seen.push(...page.items.map(({ id }) => id))
    next = page.next
  } while (next !== null)
  expect(seen.toSorted()).toEqual(told.toSorted())
})

test('some are marked read, then all of them, and the count follows', async () => {
  const dora = await seogo.person('Dora')
  const [first, second] = [await tell(dora.userId), await tell(dora.userId), await tell(dora.userId)]
  if (!(first && second)) throw new Error('there are two')
  expect(await dora.call(contract.markRead, { body: { ids: [first, second] } })).toEqual({ unreadCount: 1 })
  const unread = await dora.call(contract.listNotifications, { query: { unread: 'true' } })
  expect(unread.items).toHaveLength(1)
  expect(await dora.call(contract.markRead, { body: { all: true } })).toEqual({ unreadCount: 0 })
  const { items } = await dora.call(contract.listNotifications, { query: {} })
  expect(items.every(({ readAt }) => readAt !== null)).toBe(true)
})

test('another person sees, counts and marks nothing of it', async () => {
  const id = await tell(ann.userId)
  expect(await ben.call(contract.listNotifications, { query: {} })).toEqual({
    items: [],
    next: null,
    unreadCount: 0,
  })
  await ben.call(contract.markRead, { body: { ids: [id] } })
  const { items } = await ann.call(contract.listNotifications, { query: { limit: 1 } })
  expect(items[0]).toMatchObject({ id, readAt: null })
})

test('a person can tell themselves something and nobody else', async () => {
  const told = { type: 'import_failed', facts: { refusedCount: 1 } } as const
  await seogo.house.database.asUser(ben.userId, (tx) => notify(tx, { ...told, userId: ben.userId }))
  await expect(
    seogo.house.database.asUser(ben.userId, (tx) => notify(tx, { ...told, userId: ann.userId })),
  ).rejects.toThrow(/row-level security/)
})

test('telling is announced to the person once it is committed, and not when it is rolled back', async () => {
  // A person of their own: the words of earlier tests may still be on their way.
  const fay = await seogo.person('Fay')
  const heard: unknown[] = []
  const end = seogo.house.bus.subscribe('live', (message) => {
    if (message.userIds?.includes(fay.userId)) heard.push(message.changes)
  })
  const undone = seogo.house.database.asSystem('test', async (tx) => {
    await notify(tx, { userId: fay.userId, type: 'analysis_failed' })
    throw new Error('undone')
  })
  await expect(undone).rejects.toThrow('undone')
  await tell(fay.userId)
  await tell(fay.userId)
  await expect.poll(() => heard.length, { timeout: 10_000 }).toBeGreaterThanOrEqual(2)
  // Messages keep their order, so one of the undone telling would stand among these.
  const told = (cursor: number) => [{ topic: 'notifications', id: expect.any(String), cursor }]
  expect(heard).toEqual([told(1), told(2)])
  end()
})

test('where no mail is sent, nothing failed that nobody asked for; what somebody asked for did', async () => {
  const gus = await seogo.person('Gus')
  const tellAndSend = async () => {
    await seogo.house.database.asSystem('test', (tx) =>
      notify(tx, { userId: gus.userId, type: 'backup_failed' }),
    )
    await seogo.workUntilQuiet()
    return (await gus.call(contract.listNotifications, { query: {} })).items[0]?.deliveries
  }
  expect(await tellAndSend()).toEqual([])
  const { types } = await gus.call(contract.getSettings, {})
  expect(types.filter(({ channels }) => channels.includes('email'))).toEqual([])
  await gus.call(contract.saveSettings, { body: { choices: { backup_failed: ['app', 'email'] } } })
  expect(await tellAndSend()).toMatchObject([{ state: 'failed', reason: 'not_configured' }])
})

test('a made-up cursor is refused as such', async () => {
  for (const cursor of ['nonsense', 'WzEsMl0', 'WyJ5ZXN0ZXJkYXkiLCJ4Il0']) {
    const answer = await ann.request('GET', `/api/notifications?cursor=${cursor}`)
    expect(answer.statusCode).toBe(400)
  }
})

async function partitions(): Promise<string[]> {
  const { rows } = await seogo.house.database.asSystem('test', (tx) =>
    sql<{ name: string }>`select c.relname as name from pg_inherits i join pg_class c on c.oid = i.inhrelid
      where i.inhparent = 'notifications'::regclass order by 1`.execute(tx),
  )
  return rows.map(({ name }) => name)
}

async function maintainIfDue() {
  // As a worker does when it starts; those of the tests before may have ended too soon for it.
  await describeAll(seogo.house, notifications.schedules ?? [])
  await askDue(seogo.house, notifications.schedules ?? [])
  await seogo.workUntilQuiet()
}

test('the daily job makes partitions ahead of a moved clock and drops those older than a year', async () => {
  // Not through the screen's door: after so long the sessions are swept as well.
  const kept = () =>
    seogo.house.database.asUser(ann.userId, (tx) =>
      listNotifications(tx, ann.userId, { unread: false, after: undefined, limit: 1 }),
    )
  const before = await partitions()
  expect(before.length).toBeGreaterThanOrEqual(4)
  await tell(ann.userId)
  seogo.clock.move({ days: 300 })
  await maintainIfDue()
  const later = await partitions()
  expect(later).toEqual(expect.arrayContaining(before))
  expect(later.length).toBeGreaterThan(before.length)
  expect(await kept()).not.toEqual([])

  seogo.clock.move({ days: 130 })
  await maintainIfDue()
  expect(await partitions()).not.toContain(before[0])
  expect(await kept()).toEqual([])
  seogo.clock.move({ days: -430 })
  await seogo.house.database.asSystem('test', (tx) => maintainPartitions(tx, seogo.clock.now()))
})
