import { once } from 'node:events'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import type { UserId } from '#contract/ids.ts'
import { secondFactorReset } from '#features/accounts/contract.ts'
import { notify } from '#features/notifications/server/notifications.ts'
import { emit } from '#platform/outbox/emit.ts'
import { openHouse } from './boot.ts'
import { openBareHouse } from './testing/bare-house.ts'
import { addPeople, listenLive, personHeader } from './testing/live-api.ts'
import { followLive, type LiveClient } from './testing/live-client.ts'
import { runHouseWorker } from './worker.ts'

let bare: Awaited<ReturnType<typeof openBareHouse>>
let one: Awaited<ReturnType<typeof listenLive>>
let other: Awaited<ReturnType<typeof listenLive>>
const closing: (() => Promise<unknown>)[] = []
const clients: LiveClient[] = []

/** Another process on the same database, as far as the mechanisms can tell. */
async function openAnother() {
  const { config, log, clock, database } = bare.house
  const opened = await openHouse({ config, log, clock, migrating: false, address: database.address })
  closing.push(() => opened.close())
  return opened.house
}

beforeAll(async () => {
  bare = await openBareHouse()
  one = await listenLive(bare.house)
  other = await listenLive(await openAnother())
})
afterEach(() => {
  for (const client of clients.splice(0)) client.close()
})
afterAll(async () => {
  await one.app.close()
  await other.app.close()
  for (const close of closing.toReversed()) await close()
  await bare.close()
})

async function newPerson(): Promise<UserId> {
  const [id] = await addPeople(bare.house, 1)
  return id ?? expect.fail('a person')
}

function clientOf(userId: UserId, api = one): LiveClient {
  const client = followLive({ address: () => api.address, headers: { [personHeader]: userId } })
  clients.push(client)
  return client
}

const tell = (userId: UserId) =>
  bare.house.database.asSystem('test', (tx) => notify(tx, { userId, type: 'import_finished' }))
const idsOf = ({ told }: LiveClient) => told.map(({ id }) => id)
const cursorsOf = ({ told }: LiveClient) => told.map(({ cursor }) => cursor)

test('what a worker does reaches its person at whichever API process they are connected to', async () => {
  const ann = await newPerson()
  const [here, there] = [clientOf(ann), clientOf(ann, other)]
  await Promise.all([here.open(), there.open()])
  const worker = runHouseWorker(await openAnother())
  await worker.ready()
  await bare.house.database.asSystem('somebody takes a factor away', (tx) =>
    emit(tx, secondFactorReset, { userId: ann }),
  )
  await expect.poll(() => [cursorsOf(here), cursorsOf(there)], { timeout: 20_000 }).toEqual([[1], [1]])
  await worker.stop(1_000)
})

test('who comes back with their cursor is given all they missed, in order and once, and then what is new', async () => {
  const ben = await newPerson()
  const client = clientOf(ben)
  await client.open()
  const sent = [await tell(ben)]
  await expect.poll(() => client.told.length).toBe(1)
  client.cut()
  // More than are read at a time.
  await bare.house.database.asSystem('test', async (tx) => {
    for (let n = 0; n < 450; n += 1) sent.push(await notify(tx, { userId: ben, type: 'import_finished' }))
  })
  await client.open()
  sent.push(await tell(ben))
  await expect.poll(() => client.told.length).toBe(sent.length)
  expect(idsOf(client)).toEqual(sent)
  expect(cursorsOf(client)).toEqual(sent.map((_, index) => index + 1))
})

test('two that tell the same person at once are told in the order of their numbers, and no number is passed over', async () => {
  const cem = await newPerson()
  const client = clientOf(cem)
  await client.open()
  const [begun, goOn] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
  const first = bare.house.database.asSystem('test', async (tx) => {
    const id = await notify(tx, { userId: cem, type: 'import_finished' })
    begun.resolve()
    await goOn.promise
    return id
  })
  await begun.promise
  let secondCommitted = false
  const second = tell(cem).then((id) => {
    secondCommitted = true
    return id
  })
  await expect
    .poll(async () => {
      const { rows } = await bare.house.database
        .pool('seogo_system', { max: 1 })
        .query(`select 1 from pg_stat_activity where wait_event_type = 'Lock'`)
      return rows.length
    })
    .toBeGreaterThan(0)
  expect(secondCommitted).toBe(false)
  goOn.resolve()
  const ids = [await first, await second]
  await expect.poll(() => idsOf(client)).toEqual(ids)
  expect(cursorsOf(client)).toEqual([1, 2])
})

test('a hint that the bus lost is made up for by the next one', async () => {
  const dora = await newPerson()
  const client = clientOf(dora)
  await client.open()
  // Committed without a word to anybody.
  const { rows } = await bare.house.database.pool('seogo_system', { max: 1 }).query(
    `with next as (insert into notification_cursors values ($1, 1) returning last)
     insert into notifications (user_id, type, cursor) select $1, 'import_finished', last from next returning id`,
    [dora],
  )
  const ids = [rows[0].id, await tell(dora)]
  await expect.poll(() => idsOf(client)).toEqual(ids)
})

test('a cursor from beyond the last one is of another day: the client is told from where on it hears', async () => {
  const eve = await newPerson()
  await tell(eve)
  const client = clientOf(eve)
  await client.open()
  expect(client.cursor()).toBe(1)
  const stray = followLive({ address: () => one.address, headers: { [personHeader]: eve }, after: 40 })
  clients.push(stray)
  await stray.open()
  expect(stray.cursor()).toBe(1)
})

test('nobody is ever told what is another person’s', async () => {
  const people = await addPeople(bare.house, 50)
  const following = people.map((userId, index) => clientOf(userId, index % 2 === 0 ? one : other))
  // A person has 20 connections at most; a second one each is told the same.
  const twice = people.map((userId, index) => clientOf(userId, index % 2 === 0 ? other : one))
  await Promise.all([...following, ...twice].map((client) => client.open()))
  const meant = new Map<UserId, string[]>(people.map((userId) => [userId, []]))
  for (let round = 0; round < 40; round += 1) {
    const chosen = people.filter(() => Math.random() < 0.2)
    await Promise.all(
      chosen.map(async (userId) => {
        const id = await tell(userId)
        meant.get(userId)?.push(id ?? '')
      }),
    )
    const unlucky = following[Math.floor(Math.random() * following.length)]
    unlucky?.cut()
    await unlucky?.open()
  }
  for (const [index, userId] of people.entries()) {
    const own = meant.get(userId) ?? []
    for (const client of [following[index], twice[index]]) {
      if (client === undefined) return expect.fail('two clients each')
      await expect.poll(() => client.told.length, { timeout: 10_000 }).toBeGreaterThanOrEqual(own.length)
      expect(idsOf(client)).toEqual(own)
    }
  }
})

test('a client that does not read is dropped, and others hear on', async () => {
  const [fay, gus] = [await newPerson(), await newPerson()]
  const slow = new WebSocket(`${one.address.replace('http', 'ws')}/api/live`, {
    headers: { origin: one.address, [personHeader]: fay },
  })
  await once(slow, 'open')
  let heard = 0
  slow.on('message', () => {
    heard += 1
  })
  slow.pause()
  const client = clientOf(gus)
  await client.open()
  // More than the kernel holds for both ends (some 10 MB) and what the server bears with on top of it.
  const changes = Array.from({ length: 75 }, () => ({ topic: 'papers' as const, id: fay }))
  const messages = 2_500
  for (let n = 0; n < messages; n += 1) await bare.house.bus.publish('live', { userIds: [fay], changes })
  const id = await tell(gus)
  await expect.poll(() => idsOf(client)).toEqual([id])
  const closed = once(slow, 'close')
  slow.resume()
  expect((await closed)[0]).toBe(1006)
  expect(heard).toBeLessThan(messages)
})

test('a program with a token hears without an origin, and a made-up cursor is refused', async () => {
  const hal = await newPerson()
  const headers = { [personHeader]: hal, authorization: 'Bearer of-a-program' }
  const program = new WebSocket(`${one.address.replace('http', 'ws')}/api/live?after=latest`, { headers })
  const [first] = await once(program, 'message')
  expect(JSON.parse(String(first))).toEqual({ changed: [], cursor: 0 })
  program.terminate()
  for (const after of ['-1', '1.5', 'yesterday', '99999999999999999999']) {
    const refused = new WebSocket(`${one.address.replace('http', 'ws')}/api/live?after=${after}`, { headers })
    refused.on('error', () => undefined)
    const [, response] = await once(refused, 'unexpected-response')
    expect(response.statusCode).toBe(400)
  }
})
