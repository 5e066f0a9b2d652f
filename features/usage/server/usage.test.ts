import { sql } from 'kysely'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { UserId } from '#contract/ids.ts'
import { savePreferences } from '#features/accounts/contract.ts'
import { listAudit } from '#features/audit/contract.ts'
import { listNotifications } from '#features/notifications/contract.ts'
import type { SystemTx } from '#platform/database/transactions.ts'
import { diceOf } from '#server/testing/junk.ts'
import { openTestHouse, type TestHouse } from '#server/testing/open-house.ts'
import type { Person } from '#server/testing/person.ts'
import {
  getAllowances,
  getRequests,
  getRequestsOfAll,
  getUsage,
  getUsageOfAll,
  listLimits,
  putLimit,
  removeLimit,
} from '../contract.ts'
import { type Amounts, periodsFor, recordCall, reserve, writeRequestCounts } from './usage.ts'

let seogo: TestHouse
let olga: Person

beforeAll(async () => {
  seogo = await openTestHouse({ SEOGO_TIME_ZONE: 'Asia/Seoul' })
  olga = await seogo.person('Olga', 'admin')
})
afterAll(() => seogo.close())

const moveTo = (atMs: number) => seogo.clock.move({ seconds: (atMs - seogo.clock.now().getTime()) / 1_000 })

const one: Amounts = { analyses: 1, tokens: 100, microUsd: 1_000 }

const hold = (person: { userId: UserId }, subject = crypto.randomUUID() as string, amounts = one) =>
  seogo.house.database.asUser(person.userId, async (tx) => {
    await reserve(seogo.house, tx, { ...amounts, subject, userId: person.userId })
    return subject
  })

const letGo = (subject: string) =>
  seogo.house.database.asSystem('what was asked for has ended', (tx) => endRow(tx, subject))

const endRow = (tx: SystemTx, subject: string) =>
  tx.deleteFrom('usage_reservations').where('subject', '=', subject).execute()

/** A provider has answered: what was held back is given back, and what it really took written down. */
const settle = (person: { userId: UserId }, subject: string, tokens: number, costMicroUsd: number | null) =>
  seogo.house.database.asSystem('a provider answered', async (tx) => {
    const { userId } = person
    const periods = await periodsFor(seogo.house, tx, { subject, userId })
    await endRow(tx, subject)
    await recordCall(
      seogo.house,
      tx,
      {
        userId,
        subject,
        provider: 'openai',
        model: 'fake-model',
        operation: 'analysis',
        failureCode: null,
        completes: true,
        inputTokens: tokens,
        outputTokens: 0,
        costMicroUsd,
        durationMs: 5,
      },
      periods,
    )
  })

const ofPerson = async (person: Person, meter: string, period: string) =>
  (await person.call(getAllowances, {})).items.find(
    (item) => item.appliesTo === 'person' && item.meter === meter && item.period === period,
  )

const limit = (person: Person, hard: number, soft: number | null = null) =>
  olga.call(putLimit, {
    body: {
      target: { appliesTo: 'person', userId: person.userId },
      meter: 'analyses',
      period: 'day',
      soft,
      hard,
    },
  })

test('a limit refuses with what was reached and when it opens again, and a changed one counts from the next request', async () => {
  const ann = await seogo.person('Ann')
  const midnight = (await ofPerson(ann, 'analyses', 'day'))?.opensAt ?? expect.fail('no day')
  expect(midnight).toMatch(/T15:00:00\.000Z$/)
  moveTo(Date.parse(midnight) - 1_800_000)
  await limit(ann, 2)
  const first = await hold(ann)
  await hold(ann)
  await expect(hold(ann)).rejects.toMatchObject({
    code: 'usage_limit_reached',
    details: {
      meter: 'analyses',
      period: 'day',
      limit: 2,
      used: 0,
      reserved: 2,
      opensAt: midnight,
    },
  })
  await settle(ann, first, 70, 900)
  expect(await ofPerson(ann, 'analyses', 'day')).toMatchObject({ used: 1, reserved: 1, hard: 2 })
  expect(await ofPerson(ann, 'tokens', 'day')).toMatchObject({ used: 70, reserved: 100, hard: null })
  await expect(hold(ann)).rejects.toThrow('usage_limit_reached')
  await limit(ann, 3)
  await hold(ann)
  await expect(hold(ann)).rejects.toThrow('usage_limit_reached')
})

test('a day turns where the person lives, and what was held back the day before stays there', async () => {
  const ben = await seogo.person('Ben')
  await ben.call(savePreferences, { body: { timeZone: 'America/New_York' } })
  await expect(ben.call(savePreferences, { body: { timeZone: 'Nowhere/At_All' } })).rejects.toThrow(
    '422 time_zone_unknown',
  )
  await limit(ben, 1)
  const midnight = (await ofPerson(ben, 'analyses', 'day'))?.opensAt ?? expect.fail('no day')
  moveTo(Date.parse(midnight) - 60_000)
  const held = await hold(ben)
  await expect(hold(ben)).rejects.toMatchObject({ details: { opensAt: midnight } })
  moveTo(Date.parse(midnight) + 1)
  const next = await hold(ben)
  await expect(hold(ben)).rejects.toThrow('usage_limit_reached')
  await letGo(held)
  expect(await ofPerson(ben, 'analyses', 'day')).toMatchObject({ used: 0, reserved: 1 })
  await letGo(next)
  expect(await ofPerson(ben, 'analyses', 'day')).toMatchObject({ used: 0, reserved: 0 })
})

test('a person’s own limit comes before that of their role, and that of everybody together holds for all', async () => {
  const cho = await seogo.person('Cho')
  const dan = await seogo.person('Dan')
  const of = { meter: 'analyses', period: 'month', soft: null } as const
  const ids: Awaited<ReturnType<typeof limit>>['id'][] = []
  for (const body of [
    { ...of, target: { appliesTo: 'role', role: 'member' }, hard: 1 },
    { ...of, target: { appliesTo: 'person', userId: cho.userId }, hard: 5 },
  ] as const)
    ids.push((await olga.call(putLimit, { body })).id)
  await hold(dan)
  await expect(hold(dan)).rejects.toThrow('usage_limit_reached')
  await hold(cho)
  await hold(cho)
  const { used, reserved } = (await reservedByAll()) ?? expect.fail('no sum')
  const house = { ...of, target: { appliesTo: 'house' }, hard: used + reserved + 1 } as const
  ids.push((await olga.call(putLimit, { body: house })).id)
  await hold(cho)
  await expect(hold(cho)).rejects.toMatchObject({ details: { appliesTo: 'house' } })
  expect((await olga.call(listLimits, {})).items.map(({ target }) => target.appliesTo)).toContain('house')
  for (const usageLimitId of ids) await olga.call(removeLimit, { params: { usageLimitId } })
  await hold(cho)
  const { items } = await olga.call(listAudit, { query: { act: 'usage_limit_set' } })
  expect(items[0]?.facts).toMatchObject({ appliesTo: 'house', meter: 'analyses', hard: house.hard })
})

const reservedByAll = () =>
  seogo.house.database.asSystem('look at the sums of a test', (tx) =>
    tx
      .selectFrom('usage_totals')
      .select(['used', 'reserved'])
      .where('user_id', 'is', null)
      .where('meter', '=', 'analyses')
      .where('period', '=', 'month')
      .orderBy('begins_on', 'desc')
      .executeTakeFirst(),
  )

test('a soft limit is told of once in its time', async () => {
  const eve = await seogo.person('Eve')
  await limit(eve, 10, 2)
  for (let count = 0; count < 4; count += 1) await hold(eve)
  await seogo.workUntilQuiet()
  const told = (await eve.call(listNotifications, { query: {} })).items.map(({ type, facts }) => ({
    type,
    facts,
  }))
  expect(told).toEqual([
    { type: 'limit_near', facts: { meter: 'analyses', period: 'day', soft: 2, hard: 10 } },
  ])
})

test('what was used is summed by model, day and person, and only for who may see it', async () => {
  const fay = await seogo.person('Fay')
  await settle(fay, crypto.randomUUID(), 1_000, 2_000)
  await settle(fay, crypto.randomUUID(), 500, null)
  const sums = {
    calls: 2,
    failedCalls: 0,
    analyses: 2,
    inputTokens: 1_500,
    costMicroUsd: 2_000,
    unpricedCalls: 1,
  }
  expect((await fay.call(getUsage, { query: { by: 'model' } })).items).toMatchObject([
    { label: 'fake-model', provider: 'openai', ...sums },
  ])
  expect((await fay.call(getUsage, { query: { by: 'day' } })).items).toMatchObject([{ ...sums }])
  const everybody = (await olga.call(getUsageOfAll, { query: { by: 'person' } })).items
  expect(everybody.find(({ userId }) => userId === fay.userId)).toMatchObject({ label: 'Fay', ...sums })
  const csv = await olga.request('GET', '/api/admin/usage.csv?by=person')
  expect(csv.body.split('\r\n')[0]).toBe(
    'label,provider,calls,failedCalls,analyses,inputTokens,outputTokens,costMicroUsd,unpricedCalls',
  )
  expect(csv.body).toContain('Fay,,2,0,2,1500,0,2000,1')
})

test('requests are counted in memory, written together, and read by day and hour where the person lives', async () => {
  const jin = await seogo.person('Jin')
  await jin.call(savePreferences, { body: { timeZone: 'America/Phoenix' } })
  // Well inside of an hour, and of a day that has not been.
  const day = new Date(seogo.clock.now().getTime() + 2 * 86_400_000).toISOString().slice(0, 10)
  moveTo(Date.parse(`${day}T15:10:00Z`))
  const asked = async (by: 'day' | 'hour') => (await jin.call(getRequests, { query: { by, days: 1 } })).items
  for (let count = 0; count < 5; count += 1) await jin.request('GET', '/api/usage/allowances')
  await jin.request('GET', '/api/usage?by=nothing')
  expect(await asked('hour')).toEqual([{ label: '08', userId: null, requests: 6, failedRequests: 1 }])
  expect(await asked('day')).toMatchObject([{ label: day, requests: 7 }])
  const people = (await olga.call(getRequestsOfAll, { query: { by: 'person', days: 1 } })).items
  expect(people.find(({ userId }) => userId === jin.userId)).toMatchObject({
    label: 'Jin',
    failedRequests: 1,
  })
  const csv = await olga.request('GET', `/api/admin/usage/requests.csv?by=hour&days=1&userId=${jin.userId}`)
  expect(csv.body).toBe('label,requests,failedRequests\r\n00,8,1\r\n')
})

test('counts that cannot be written wait for the next time, and hours of 400 days ago go', async () => {
  const kai = await seogo.person('Kai')
  const { userId } = kai
  const system = seogo.house.database
  const requestsOf = () =>
    system.asSystem('look at the hours of a test', (tx) =>
      tx.selectFrom('usage_hours').select('requests').where('user_id', '=', userId).orderBy('hour').execute(),
    )
  await writeRequestCounts(seogo.house)
  const before = (await requestsOf())[0]?.requests ?? 0
  const admin = new pg.Client(system.address.admin)
  await admin.connect()
  await admin.query('alter table usage_networks rename to moved_away')
  await kai.request('GET', '/api/usage/allowances')
  await expect(writeRequestCounts(seogo.house)).rejects.toThrow('usage_networks')
  await admin.query('alter table moved_away rename to usage_networks')
  await admin.end()
  await writeRequestCounts(seogo.house)
  expect(await requestsOf()).toEqual([{ requests: before + 1 }])
  const hourMs = 3_600_000
  const old = new Date(Math.floor(seogo.clock.now().getTime() / hourMs) * hourMs - 401 * 24 * hourMs)
  await system.asSystem('an hour of long ago', (tx) =>
    tx.insertInto('usage_hours').values({ user_id: userId, hour: old, requests: 3 }).execute(),
  )
  expect(await requestsOf()).toHaveLength(2)
  seogo.clock.move({ hours: 25 })
  const worker = await seogo.startWorker()
  await expect.poll(async () => (await requestsOf()).length, { timeout: 60_000, interval: 200 }).toBe(1)
  await worker.stop(1_000)
})

/** Sums that differ from what the calls and reservations come to, and sums above the limit that holds for them. */
async function findFaults(tx: SystemTx) {
  const { rows } = await sql`
    with entries as (
      select user_id, day, month, house_day, house_month, analyses::bigint as analyses,
             input_tokens + output_tokens as tokens, coalesce(cost_micro_usd, 0) as micro_usd, 'used' as kind
        from usage_calls
      union all
      select user_id, day, month, house_day, house_month, analyses, tokens, micro_usd, 'reserved'
        from usage_reservations),
    wide as (
      select e.kind, h.holder, h.period, h.begins_on, m.meter, m.amount
        from entries e
       cross join lateral (values (e.user_id, 'day', e.day), (e.user_id, 'month', e.month),
         (null::uuid, 'day', e.house_day), (null::uuid, 'month', e.house_month)) as h (holder, period, begins_on)
       cross join lateral (values ('analyses', e.analyses), ('tokens', e.tokens), ('micro_usd', e.micro_usd))
         as m (meter, amount)),
    meant as (
      select holder, meter, period, begins_on, sum(amount) filter (where kind = 'used') as used,
             sum(amount) filter (where kind = 'reserved') as reserved
        from wide group by holder, meter, period, begins_on)
    select t.user_id, t.meter, t.period, t.begins_on, t.used, m.used as meant, t.reserved, m.reserved as meant_reserved
      from usage_totals t
      left join meant m on m.holder is not distinct from t.user_id and m.meter = t.meter and m.period = t.period
       and m.begins_on = t.begins_on
      left join usage_limits l on l.user_id = t.user_id and l.meter = t.meter and l.period = t.period
     where t.used <> coalesce(m.used, 0) or t.reserved <> coalesce(m.reserved, 0) or t.used + t.reserved > l.hard`.execute(
    tx,
  )
  return rows
}

/** Ten thousand of them, when the books are changed. */
const steps = Number(process.env.SEOGO_TEST_STEPS ?? 600)

test('whatever is held back, settled, given back and rolled back: sums and ledger agree, and no limit is passed', async () => {
  const dice = diceOf(20_261_126)
  const people = await Promise.all(['Gil', 'Han', 'Ida'].map((name) => seogo.person(name)))
  for (const person of people) await limit(person, 12)
  const open = new Map<string, Person>()
  const step = async () => {
    const person = people[dice.whole(people.length)] ?? expect.fail('nobody')
    const [subject] = [...open.keys()]
    const what = dice.whole(10)
    if (what < 5) {
      const wanted = crypto.randomUUID()
      const held = await hold(person, wanted, {
        analyses: 1,
        tokens: dice.whole(500),
        microUsd: dice.whole(9_000),
      }).catch(() => undefined)
      if (held) open.set(held, person)
    } else if (what === 5)
      await seogo.house.database
        .asUser(person.userId, async (tx) => {
          await reserve(seogo.house, tx, { ...one, subject: crypto.randomUUID(), userId: person.userId })
          throw new Error('crashed before it was committed')
        })
        .catch(() => undefined)
    else if (subject !== undefined) {
      const whose = open.get(subject) ?? person
      open.delete(subject)
      if (what === 9) await letGo(subject)
      else await settle(whose, subject, dice.whole(500), dice.once(2) ? null : dice.whole(9_000))
    }
    // Some days in all, however many steps: calls of later months have no partition yet.
    if (dice.once(Math.max(25, Math.ceil(steps / 30)))) seogo.clock.move({ hours: 7 })
  }
  for (let done = 0; done < steps; done += 8) await Promise.all(Array.from({ length: 8 }, step))
  const faults = await seogo.house.database.asSystem('compare sums and ledger', findFaults)
  expect(faults).toEqual([])
})
