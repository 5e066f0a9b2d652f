import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { confirmIdentity } from '#features/accounts/contract.ts'
import { lockAccount } from '#features/accounts/server/accounts.ts'
import { listAudit } from '#features/audit/contract.ts'
import { listNotifications } from '#features/notifications/contract.ts'
import { openTestHouse, type TestHouse } from '#server/testing/open-house.ts'
import type { Person } from '#server/testing/person.ts'
import { judgeFound, simulateUse } from '#server/testing/simulated-use.ts'
import { clearFlag, limitFlagged, listFlags, listLimits, lockFlagged } from '../../contract.ts'
import { reviewSpan } from '../review.ts'
import { findUnusual, settleFindings } from './find-unusual.ts'
import { dayMs, hourMs } from './rhythm.ts'
import { median, scatterOfCounts, spreadsAbove, usualOf } from './robust.ts'

let seogo: TestHouse
let olga: Person
beforeAll(async () => {
  seogo = await openTestHouse({ SEOGO_TIME_ZONE: 'Asia/Seoul' })
  olga = await seogo.person('Olga', 'admin')
})
afterAll(() => seogo.close())

test('what is usual is not moved by the half of values that is not', () => {
  expect(median([])).toBe(0)
  expect(median([5, 1, 9, 3])).toBe(4)
  const usual = usualOf([10, 11, 9, 10, 12, 9_000, 8_000], scatterOfCounts)
  expect(usual.usual).toBe(11)
  expect(usual.spread).toBeLessThan(4)
  expect(spreadsAbove(11, usual)).toBe(0)
  expect(usualOf([4, 4, 4], scatterOfCounts)).toEqual({ usual: 4, spread: 2 })
})

const none = { requests: 0, failed_requests: 0, calls: 0, failed_calls: 0, micro_usd: 0 }

test('who is new and has nobody to be compared with is not judged', () => {
  const person = { userId: 'a', role: 'member', timeZone: 'Asia/Seoul', networks: [] }
  const hours = [
    { ...none, hourMs: 0, requests: 20 },
    { ...none, hourMs: 5 * hourMs, requests: 9_000 },
  ]
  expect(findUnusual({ ...person, hours }, [5 * hourMs], [])).toEqual([])
  const habit = Array.from({ length: 30 }, (_, day) => ({
    ...none,
    hourMs: day * dayMs,
    requests: 20 + (day % 5),
  }))
  const later = { ...none, hourMs: 30 * dayMs, requests: 9_000 }
  expect(
    settleFindings(findUnusual({ ...person, hours: [...habit, later] }, [30 * dayMs], [])),
  ).toMatchObject([{ kind: 'burst', measure: 'requests', seen: 9_000, usual: 0, comparedWith: 'own' }])
})

/** Writes a simulated house down as people of this one. */
async function seed(house: ReturnType<typeof simulateUse>) {
  await seogo.house.database.asSystem('a house of 60 days', async (tx) => {
    for (const { userId, hours, networks } of house.people) {
      await tx
        .insertInto('usage_hours')
        .values(hours.map(({ hourMs: atMs, ...of }) => ({ user_id: userId, hour: new Date(atMs), ...of })))
        .execute()
      await tx
        .insertInto('usage_networks')
        .values(
          networks.map(({ network, firstHourMs }) => ({
            user_id: userId,
            network,
            first_hour: new Date(firstHourMs),
            last_hour: new Date(firstHourMs),
            requests: 1,
          })),
        )
        .onConflict((conflict) => conflict.doNothing())
        .execute()
    }
  })
}

test('of 30 planted anomalies of 50 people in 60 days nearly all are flagged, and little else', async () => {
  const nowMs = seogo.house.clock.now().getTime()
  const endMs = Math.floor(nowMs / dayMs) * dayMs
  const house = simulateUse(7, { endMs })
  const admin = new pg.Client(seogo.house.database.address.admin)
  await admin.connect()
  for (const { userId, role, timeZone } of house.people)
    await admin.query(
      'insert into auth.users (id, name, email, role, time_zone, claimed_at) values ($1, $2, $3, $4, $5, now())',
      [userId, `Person ${userId.slice(-4)}`, `${userId}@example.org`, role, timeZone],
    )
  await admin.end()
  await seed(house)
  const span = { fromMs: house.startMs, toMs: house.endMs }
  const raised = await reviewSpan(seogo.house, span)
  expect(await reviewSpan(seogo.house, span)).toBe(0)
  const rows = await seogo.house.database.asSystem('look at the flags of a test', (tx) =>
    tx.selectFrom('usage_flags').select(['user_id', 'kind', 'hour']).execute(),
  )
  expect(rows).toHaveLength(raised)
  const found = rows.map((row) => ({ userId: row.user_id, kind: row.kind, hourMs: row.hour.getTime() }))
  const { recall, falseAlarmsPerUserMonth } = judgeFound(house.planted, found, 50 * 60)
  expect(recall).toBeGreaterThanOrEqual(0.95)
  expect(falseAlarmsPerUserMonth).toBeLessThanOrEqual(1)
})

test('the hourly look flags once, tells administrators, and only an administrator decides', async () => {
  const people = await Promise.all(['Ann', 'Ben', 'Cho'].map((name) => seogo.person(name)))
  // Ten days, by a clock that is moved: the first hour of a day far from what the test before it looked at.
  seogo.clock.move({ days: 10 })
  const hour = Math.floor(seogo.clock.now().getTime() / hourMs) * hourMs - hourMs
  await seogo.house.database.asSystem('a habit and what is none', async (tx) => {
    for (const { userId } of people)
      await tx
        .insertInto('usage_hours')
        .values(
          Array.from({ length: 28 }, (_, day) => ({
            user_id: userId,
            hour: new Date(hour - day * dayMs),
            requests: day === 0 ? 9_000 : 20 + (day % 5),
          })),
        )
        .execute()
  })
  await seogo.startWorker()
  // Told after the flags are raised. A worker that begins has its schedules described in its own time.
  const told = async () =>
    (await olga.call(listNotifications, { query: { type: 'unusual_use' } })).items.length
  await expect.poll(told, { timeout: 60_000, interval: 200 }).toBe(1)
  const mine = async () => {
    const { items } = await olga.call(listFlags, { query: { open: 'true' } })
    return people.flatMap(({ userId }) =>
      items.filter((flag) => flag.person.id === userId && flag.kind === 'burst'),
    )
  }
  const flags = await mine()
  expect(flags).toMatchObject(people.map(() => ({ measure: 'requests', seen: 9_000, comparedWith: 'own' })))
  expect(flags[0]?.mads).toBeGreaterThan(100)
  const [cleared, limited, locked] = flags.map(({ id }) => ({ usageFlagId: id }))
  if (!cleared || !limited || !locked) throw new Error('three flags were raised')
  await olga.call(clearFlag, { params: cleared, body: { note: 'An import that was announced.' } })
  const trail = async () => (await olga.call(listAudit, { query: { act: 'usage_flag_decided' } })).items
  const facts = { decision: 'cleared', unusual: 'burst', reason: 'An import that was announced.' }
  expect(await trail()).toMatchObject([{ by: { name: 'Olga' }, facts }])
  await expect(olga.call(clearFlag, { params: cleared, body: {} })).rejects.toThrow('usage_flag_not_found')
  await olga.call(limitFlagged, { params: limited, body: { analysesPerDay: 5 } })
  expect((await olga.call(listLimits, {})).items).toMatchObject([{ name: 'Ben', hard: 5, meter: 'analyses' }])
  await olga.call(confirmIdentity, { body: { password: 'correct horse battery' } })
  // The whole or nothing of it: what cannot be traced is neither decided nor done.
  const { userId } = people[2] ?? expect.fail('there is a third')
  const also = async () => expect.fail('the trace could not be written')
  const until = new Date(seogo.clock.now().getTime() + dayMs)
  await expect(lockAccount(seogo.house, userId, { until, also })).rejects.toThrow('could not be written')
  expect((await people[2]?.request('GET', '/api/me'))?.statusCode).toBe(200)
  await olga.call(lockFlagged, { params: locked, body: {} })
  expect((await people[2]?.request('GET', '/api/me'))?.statusCode).not.toBe(200)
  await expect(olga.call(lockFlagged, { params: locked, body: {} })).rejects.toThrow('usage_flag_not_found')
  expect((await trail()).map((trace) => trace.facts.decision)).toEqual(['locked', 'limited', 'cleared'])
  expect(await reviewSpan(seogo.house, { fromMs: hour, toMs: hour + hourMs })).toBe(0)
  expect(await mine()).toEqual([])
})
