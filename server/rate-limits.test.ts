import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { getMe, listWaysIn, makeToken } from '#features/accounts/contract.ts'
import { openTestHouse, type TestHouse } from './testing/open-house.ts'
import type { Person } from './testing/person.ts'

let seogo: TestHouse
let other: FastifyInstance
let ann: Person
let bob: Person

beforeAll(async () => {
  seogo = await openTestHouse({
    SEOGO_RATE_PERSON: '12',
    SEOGO_RATE_TOKEN: '5',
    SEOGO_RATE_NETWORK: '8',
    SEOGO_TRUSTED_PROXIES: '127.0.0.1',
  })
  other = await seogo.startApi()
  ann = await seogo.person('Ann')
  bob = await seogo.person('Bob')
})
afterAll(async () => {
  await other.close()
  await seogo.close()
})
// Each test has a minute of its own, from its first second on.
beforeEach(() => {
  seogo.clock.move({ seconds: 61 - ((seogo.clock.now().getTime() / 1_000) % 60) })
})

type Asking = { readonly app?: FastifyInstance; readonly headers: Record<string, string> }
const ask = ({ app = seogo.app, headers }: Asking, { path }: { path: string } = getMe) =>
  app.inject({ method: 'GET', url: path, headers })

async function statusesOf(times: number, asking: Asking, endpoint: { path: string } = getMe) {
  const statuses: number[] = []
  for (let time = 0; time < times; time += 1) statuses.push((await ask(asking, endpoint)).statusCode)
  return statuses
}
const good = (times: number) => Array<number>(times).fill(200)

test('a person’s requests are counted down in the answers, refused when used up, and open again with the minute', async () => {
  const asAnn = { headers: { cookie: ann.cookie } }
  const first = await ask(asAnn)
  expect(first.headers['ratelimit-policy']).toBe('"person";q=12;w=60')
  expect(first.headers.ratelimit).toMatch(/^"person";r=11;t=5\d$/)
  expect(await statusesOf(11, asAnn)).toEqual(good(11))
  const refused = await ask(asAnn)
  expect(refused.statusCode).toBe(429)
  expect(refused.headers.ratelimit).toMatch(/^"person";r=0;t=5\d$/)
  expect(Number(refused.headers['retry-after'])).toBeGreaterThan(40)
  expect(refused.json()).toMatchObject({ code: 'too_many_requests', details: { limit: 'person' } })
  // Others are not held up by her, and she not by the minute before.
  expect((await ask({ headers: { cookie: bob.cookie } })).statusCode).toBe(200)
  seogo.clock.move({ seconds: 60 })
  expect((await ask(asAnn)).statusCode).toBe(200)
})

test('a token has a quota of its own beside its person’s', async () => {
  const { secret } = await bob.call(makeToken, { body: { label: 'a script', scope: 'read' } })
  const asScript = { headers: { authorization: `Bearer ${secret}` } }
  expect(await statusesOf(7, asScript)).toEqual([...good(5), 429, 429])
  expect((await ask({ headers: { cookie: bob.cookie } })).statusCode).toBe(200)
})

test('strangers share the quota of their network, and signed-in people there do not', async () => {
  const from = (address: string) => ({ headers: { 'x-forwarded-for': address } })
  expect(await statusesOf(5, from('203.0.113.7'), listWaysIn)).toEqual(good(5))
  expect(await statusesOf(5, from('203.0.113.99'), listWaysIn)).toEqual([...good(3), 429, 429])
  expect((await ask(from('203.0.114.7'), listWaysIn)).statusCode).toBe(200)
  const asAnn = { headers: { ...from('203.0.113.7').headers, cookie: ann.cookie } }
  expect((await ask(asAnn)).statusCode).toBe(200)
})

test('processes count together', async () => {
  const asAnn = { headers: { cookie: ann.cookie } }
  expect(await statusesOf(8, asAnn)).toEqual(good(8))
  expect(await statusesOf(4, { ...asAnn, app: other })).toEqual(good(4))
  // They tell each other once a second; until then each knows its own.
  const told = async () => {
    const [row] = await seogo.house.database.asSystem('a test looks', (tx) =>
      tx
        .selectFrom('rate_counters')
        .select('count')
        .where('subject', '=', `person:${ann.userId}`)
        .orderBy('window_start', 'desc')
        .execute(),
    )
    return row?.count
  }
  await expect.poll(told, { timeout: 30_000 }).toBe(12)
  // By what it counted itself neither would refuse the next three.
  for (const [more, app] of [other, seogo.app].entries()) {
    await ask({ ...asAnn, app })
    await expect.poll(told, { timeout: 30_000 }).toBeGreaterThan(12 + more)
    expect(await statusesOf(3, { ...asAnn, app })).toContain(429)
  }
})
