import { Secret, TOTP } from 'otpauth'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { EndpointShape } from '#contract/endpoint.ts'
import {
  beginSecondFactor,
  confirmIdentity,
  confirmSecondFactor,
  getMe,
  listPeople,
  makeToken,
  signIn,
  signOut,
} from '#features/accounts/contract.ts'
import { listAudit } from '#features/audit/contract.ts'
import { listNotifications } from '#features/notifications/contract.ts'
import { networkOf } from '#platform/http/network.ts'
import { openTestHouse, type TestHouse } from '#server/testing/open-house.ts'
import { asBrowser, type Person } from '#server/testing/person.ts'
import { getSecuritySummary, listSecurityEvents, releaseEvent, type SecurityEvent } from '../contract.ts'
import { sweep } from './sweep.ts'

const password = 'correct horse battery'
const wrong = 'wrong horse battery'
const home = '198.51.100.20'

let seogo: TestHouse
let owner: Person
let ann: Person
let bob: Person
beforeAll(async () => {
  seogo = await openTestHouse({
    SEOGO_WATCH: 'on',
    SEOGO_TRUSTED_PROXIES: '127.0.0.1',
    SEOGO_WATCH_SIGN_IN_FAILURES: '40',
    SEOGO_WATCH_ACCOUNTS: '4',
    SEOGO_WATCH_ACCOUNT_FAILURES: '6',
    SEOGO_WATCH_TOKENS: '5',
    SEOGO_WATCH_PROBES: '6',
    SEOGO_WATCH_ENDED_SESSIONS: '4',
    SEOGO_WATCH_EXPORTS: '40',
  })
  owner = await seogo.person('Olga')
  ann = await seogo.person('Ann')
  bob = await seogo.person('Bob')
}, 120_000)
afterAll(() => seogo.close())

const passMinutes = (minutes: number) => seogo.clock.move({ seconds: minutes * 60 + 1 })

type Attempt = { readonly from: string; readonly password?: string; readonly device?: string }

async function enter(
  { email }: Pick<Person, 'email'>,
  { from, password: typed = password, device }: Attempt,
) {
  return await seogo.app.inject({
    method: signIn.method,
    url: signIn.path,
    headers: { 'x-forwarded-for': from, ...(device && { cookie: device }) },
    payload: { email, password: typed },
  })
}

const cookiesOf = ({ cookies }: Awaited<ReturnType<typeof enter>>) =>
  cookies.map(({ name, value }) => `${name}=${encodeURIComponent(value)}`).join('; ')

/** What the browser somebody joined by keeps when it signs out. */
function deviceOf({ cookie }: Person): string {
  return /seogo\.device=[^;]+/.exec(cookie)?.[0] ?? expect.fail('no device is known')
}

const ask = (path: string, headers: Record<string, string>, from = home) =>
  seogo.app.inject({ method: 'GET', url: path, headers: { 'x-forwarded-for': from, ...headers } })

const eventsOf = async (active = true) =>
  (await owner.call(listSecurityEvents, { query: { active: String(active) } })).items

async function release(event: SecurityEvent | undefined) {
  await owner.call(confirmIdentity, { body: { password } })
  await owner.call(releaseEvent, { params: { securityEventId: event?.id ?? expect.fail('no event') } })
}

async function tellsOf(person: Person, type: string) {
  const cookie = cookiesOf(await enter(person, { from: home, device: deviceOf(person) }))
  const answer = await ask(listNotifications.path, asBrowser(cookie))
  return listNotifications.reply.parse(answer.json()).items.filter((each) => each.type === type)
}

describe('guessing', () => {
  test('brute force on one account from many networks guards it: the right password opens it to nobody new', async () => {
    const device = deviceOf(ann)
    for (let network = 0; network < 6; network += 1)
      expect(
        // A session of one's own makes no guess look better.
        (
          await enter(ann, {
            from: `203.0.${network}.7`,
            password: wrong,
            device: network < 2 ? bob.cookie : '',
          })
        ).statusCode,
      ).toBe(401)
    const refused = await enter(ann, { from: '192.0.2.99' })
    expect([refused.statusCode, refused.json().code]).toEqual([429, 'too_many_requests'])
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(60)

    // Ann herself comes in meanwhile, from another network, by the browser she always uses.
    expect((await enter(ann, { from: home, device })).statusCode).toBe(200)
    expect((await enter(ann, { from: home, device: deviceOf(bob) })).statusCode).toBe(429)

    const [event] = await eventsOf()
    expect(event).toMatchObject({
      about: 'account',
      answer: 'guarded',
      person: { id: ann.userId, name: 'Ann' },
      reasons: [{ kind: 'account_failures', count: 6, threshold: 6, points: 100 }],
    })
    const summary = await owner.call(getSecuritySummary, { query: { days: '7' } })
    expect(summary.accounts).toMatchObject([
      { userId: ann.userId, name: 'Ann', worst: 'guarded', kinds: ['account_failures'], isActive: true },
    ])
    // Guesses from wherever are no network's doing.
    expect(summary.networks).toEqual([])
    expect(summary.days).toHaveLength(8)
    expect(summary.days.at(-1)?.events).toMatchObject({ guarded: 1, locked: 0 })
    expect(summary.rules).toContainEqual({
      kind: 'account_failures',
      threshold: 6,
      windowMinutes: 60,
      isHarmful: true,
    })

    passMinutes(31)
    expect((await enter(ann, { from: '192.0.2.99' })).statusCode).toBe(200)
    const later = await owner.call(getSecuritySummary, { query: {} })
    expect(later.accounts).toMatchObject([{ userId: ann.userId, isActive: false }])
    expect(await tellsOf(ann, 'account_watched')).not.toEqual([])
  })

  test('an address that is nobody’s is guarded as well, so that nobody learns which ones are', async () => {
    const nobody = { email: 'nobody@example.org' }
    for (let network = 0; network < 6; network += 1)
      await enter(nobody, { from: `203.0.${network}.8`, password: wrong })
    expect((await enter(nobody, { from: '192.0.2.98' })).statusCode).toBe(429)
    expect((await eventsOf()).find(({ about }) => about === 'account')?.person).toBeNull()
  })

  test('a network that tries many accounts waits, and no victim’s account is closed', async () => {
    const device = deviceOf(bob)
    const victims = ['ann@example.org', 'bob@example.org', 'olga@example.org', 'x@example.org']
    for (const email of victims)
      expect((await enter({ email }, { from: '203.0.113.5', password: wrong })).statusCode).toBe(401)
    // A neighbour of the same network, with the right password, as the attacker's next try would be.
    expect((await enter(ann, { from: '203.0.113.77' })).statusCode).toBe(429)
    expect((await enter(bob, { from: '203.0.113.60', device })).statusCode).toBe(200)
    for (const person of [ann, bob, owner]) expect((await enter(person, { from: home })).statusCode).toBe(200)

    const [event] = await eventsOf()
    expect(event).toMatchObject({ about: 'network', network: '203.0.113.0/24', answer: 'slowed' })
    expect(event?.reasons.map(({ kind }) => kind)).toEqual(['accounts_tried', 'sign_in_failures'])
    const hit = (await eventsOf()).filter(({ person }) => person !== null)
    expect(hit).toEqual([])
    const { networks } = await owner.call(getSecuritySummary, { query: {} })
    expect(networks).toMatchObject([
      { network: '203.0.113.0/24', worst: 'slowed', accounts: 0, isActive: true },
    ])
    expect((await tellsOf(owner, 'security_alert')).length).toBeGreaterThan(0)
  })

  test('each time a network goes on it waits twice as long, until an administrator lets it go', async () => {
    const burst = async () => {
      for (const name of ['a', 'b', 'c', 'd'])
        await enter({ email: `${name}@example.net` }, { from: '203.0.114.5', password: wrong })
      const answer = await enter(ann, { from: '203.0.114.5' })
      expect(answer.statusCode).toBe(429)
      return Number(answer.headers['retry-after'])
    }
    expect(await burst()).toBeLessThanOrEqual(60)
    passMinutes(1)
    expect(await burst()).toBeGreaterThan(60)

    const [event] = await eventsOf()
    await release(event)
    expect((await enter(ann, { from: '203.0.114.5' })).statusCode).toBe(200)
    expect((await eventsOf()).filter(({ network }) => network !== null)).toEqual([])
    const { items } = await owner.call(listAudit, { query: { act: 'suspicion_lifted' } })
    expect(items[0]).toMatchObject({ by: { id: owner.userId }, subject: { id: event?.id } })
  })

  test('guessed tokens and ended sessions slow their network, and who is signed in there goes on', async () => {
    const from = '203.0.115.5'
    const session = asBrowser(cookiesOf(await enter(ann, { from })))
    for (let guess = 0; guess < 5; guess += 1)
      expect((await ask(getMe.path, { authorization: `Bearer seogo_${guess}` }, from)).statusCode).toBe(401)
    expect((await ask(getMe.path, { authorization: 'Bearer seogo_x' }, from)).statusCode).toBe(429)
    expect((await ask(getMe.path, session, from)).statusCode).toBe(200)

    const replayed = cookiesOf(await enter(bob, { from: '203.0.116.5' }))
    const { method, path: url } = signOut
    await seogo.app.inject({ method, url, headers: asBrowser(replayed) })
    const answers = []
    for (let replay = 0; replay < 5; replay += 1)
      answers.push((await ask(getMe.path, { cookie: replayed }, '203.0.116.5')).statusCode)
    expect(answers).toEqual([401, 401, 401, 401, 429])
    const told = (await eventsOf()).map(({ network, reasons }) => [network, reasons[0]?.kind])
    expect(told.slice(0, 2)).toEqual([
      ['203.0.116.0/24', 'ended_sessions'],
      ['203.0.115.0/24', 'unknown_tokens'],
    ])
  })
})

describe('somebody who is signed in', () => {
  const probe = async (headers: Record<string, string>) => {
    const path = `/api/papers/${crypto.randomUUID()}`
    return (await ask(path, headers)).statusCode
  }

  const post = (headers: Record<string, string>, { path: url, method }: EndpointShape, payload: object) =>
    seogo.app.inject({ method, url, headers, payload })
  const newToken = { label: 'x', scope: 'read' }
  const codeOf = (answer: Awaited<ReturnType<typeof post>>) =>
    answer.statusCode < 300 ? answer.statusCode : answer.json<{ code: string }>().code

  test('probing others’ ids slows a person down, then asks them to prove who they are, then locks the account', async () => {
    const carl = await seogo.person('Carl')
    const session = asBrowser(cookiesOf(await enter(carl, { from: home, device: deviceOf(carl) })))
    const round = async () => {
      const statuses = []
      for (let id = 0; id < 7; id += 1) statuses.push(await probe(session))
      return statuses.at(-1)
    }
    expect(await round()).toBe(429)
    expect(codeOf(await post(session, makeToken, newToken))).toBe('too_many_requests')
    passMinutes(5)

    expect(await round()).toBe(429)
    const [challenge] = await eventsOf()
    expect(challenge).toMatchObject({ answer: 'challenged', score: 150, person: { id: carl.userId } })
    expect(codeOf(await post(session, makeToken, newToken))).toBe('challenge_needed')
    expect(codeOf(await post(session, confirmIdentity, { password: wrong }))).toBe('wrong_credentials')
    expect(codeOf(await post(session, confirmIdentity, { password }))).toBe(200)
    // Who proved who they are waits no more, and goes on with what was refused.
    expect(codeOf(await post(session, makeToken, newToken))).toBe(201)
    expect((await eventsOf()).filter(({ person }) => person !== null)).toEqual([])
    const { items } = await owner.call(listAudit, { query: { act: 'challenge_passed' } })
    expect(items[0]).toMatchObject({ by: { id: carl.userId } })

    expect(await round()).toBe(401)
    expect((await enter(carl, { from: home })).json().code).toBe('account_locked')
    const people = await owner.call(listPeople, { query: {} })
    expect(people.items.find(({ id }) => id === carl.userId)?.lockedUntil).not.toBeNull()
    const [event] = await eventsOf()
    // A third alarm, and the one wrong password.
    expect(event).toMatchObject({ answer: 'locked', score: 212, person: { id: carl.userId } })
    await release(event)
    expect((await enter(carl, { from: home })).statusCode).toBe(200)
  })

  test('from a new place and browser nothing sensitive goes on without the second factor of who has one', async () => {
    const fay = await seogo.person('Fay')
    await fay.call(confirmIdentity, { body: { password } })
    const { secret } = await fay.call(beginSecondFactor, {})
    const totp = new TOTP({ secret: Secret.fromBase32(secret) })
    const { method, path } = confirmSecondFactor
    const put = await fay.request(method, path, {
      body: { code: totp.generate({ timestamp: seogo.clock.now().getTime() }) },
    })
    const [first = '', second = ''] = confirmSecondFactor.reply.parse(put.json()).recoveryCodes
    const comeIn = (code: string) =>
      post({ 'x-forwarded-for': '192.0.4.50' }, signIn, { email: fay.email, password, code })
    const entered = await comeIn(first)
    expect(cookiesOf(entered)).not.toContain('seogo.device')
    const session = { ...asBrowser(cookiesOf(entered)), 'x-forwarded-for': '192.0.4.50' }
    // Reading goes on.
    expect((await ask('/api/libraries', session)).statusCode).toBe(200)
    expect(codeOf(await post(session, makeToken, newToken))).toBe('challenge_needed')
    expect(codeOf(await post(session, makeToken, newToken))).toBe('challenge_needed')
    const own = async () => (await eventsOf(false)).filter(({ person }) => person?.id === fay.userId)
    expect(await own()).toMatchObject([
      { answer: 'challenged', reasons: [{ kind: 'new_place' }], until: null, isActive: true },
    ])
    expect(codeOf(await post(session, confirmIdentity, { password }))).toBe('second_factor_needed')
    const proved = await post(session, confirmIdentity, { code: second })
    expect(codeOf(proved)).toBe(200)
    expect(cookiesOf(proved)).toContain('seogo.device')
    expect(codeOf(await post(session, makeToken, newToken))).toBe(201)
    expect((await own()).map(({ isActive }) => isActive)).toEqual([false])
  })

  test('who guesses at the proof from a new place has the account locked, and who is challenged can be let go on', async () => {
    const gil = await seogo.person('Gil')
    const from = '192.0.5.50'
    const session = { ...asBrowser(cookiesOf(await enter(gil, { from }))), 'x-forwarded-for': from }
    expect(codeOf(await post(session, makeToken, newToken))).toBe('challenge_needed')
    const [event] = await eventsOf()
    await release(event)
    // What is asked now is what everybody is asked who came in a while ago.
    expect(codeOf(await post(session, makeToken, newToken))).toBe('confirmation_needed')

    const again = {
      ...asBrowser(cookiesOf(await enter(gil, { from: '192.0.6.50' }))),
      'x-forwarded-for': from,
    }
    expect(codeOf(await post(again, makeToken, newToken))).toBe('challenge_needed')
    const guesses = []
    for (let guess = 0; guess < 9; guess += 1)
      guesses.push(codeOf(await post(again, confirmIdentity, { password: `${wrong} ${guess}` })))
    expect(guesses).toEqual([...Array<string>(8).fill('wrong_credentials'), 'not_signed_in'])
    expect((await eventsOf())[0]).toMatchObject({ answer: 'locked', person: { id: gil.userId } })
  })

  test('asking again for the same missing thing is no probing', async () => {
    const session = asBrowser(cookiesOf(await enter(bob, { from: home })))
    const path = `/api/papers/${crypto.randomUUID()}`
    for (let time = 0; time < 12; time += 1) expect((await ask(path, session)).statusCode).toBe(404)
  })

  test('a sensitive act from a new place and device is told once, and with a mass export it locks the account', async () => {
    const dora = await seogo.person('Dora')
    const cookie = cookiesOf(await enter(dora, { from: '192.0.2.50' }))
    const act = async () => {
      const headers = { ...asBrowser(cookie), 'x-forwarded-for': '192.0.2.50' }
      const { method, path: url } = makeToken
      return (await seogo.app.inject({ method, url, headers, payload: { label: 'x', scope: 'read' } }))
        .statusCode
    }
    const confirmed = { ...asBrowser(cookie), 'x-forwarded-for': '192.0.2.50' }
    const { method, path: url } = confirmIdentity
    await seogo.app.inject({ method, url, headers: confirmed, payload: { password } })
    const own = async () => (await eventsOf(false)).filter(({ person }) => person?.id === dora.userId)
    expect([await act(), await act()]).toEqual([201, 201])
    expect(await own()).toMatchObject([{ answer: 'noted', reasons: [{ kind: 'new_place' }], until: null }])
    expect((await tellsOf(dora, 'account_watched')).length).toBe(1)

    const exporting = async () =>
      (await ask('/api/exports/papers?format=bibtex', asBrowser(cookie))).statusCode
    expect([await exporting(), await exporting(), await exporting()]).toEqual([200, 200, 401])
    expect((await own())[0]).toMatchObject({
      answer: 'locked',
      reasons: [{ kind: 'exports' }, { kind: 'new_place' }],
    })
  })

  test('who comes from a new place by their own browser raises nothing', async () => {
    const device = deviceOf(bob)
    const cookie = cookiesOf(await enter(bob, { from: '192.0.3.50', device }))
    const headers = { ...asBrowser(cookie), 'x-forwarded-for': '192.0.3.50' }
    for (const [{ method, path: url }, payload] of [
      [confirmIdentity, { password }],
      [makeToken, { label: 'x', scope: 'read' }],
    ] as const)
      expect((await seogo.app.inject({ method, url, headers, payload })).statusCode).toBeLessThan(300)
    expect((await eventsOf(false)).filter(({ person }) => person?.id === bob.userId)).toEqual([])
  })

  test('exporting much is told and slows nobody down', async () => {
    const eve = await seogo.person('Eve')
    const exported = []
    for (let time = 0; time < 3; time += 1)
      exported.push((await eve.request('GET', '/api/exports/papers?format=bibtex')).statusCode)
    expect(exported).toEqual([200, 200, 200])
    expect(await eventsOf(false)).toContainEqual(
      expect.objectContaining({
        answer: 'noted',
        person: { id: eve.userId, name: 'Eve' },
        reasons: [expect.objectContaining({ kind: 'exports', count: 50 })],
      }),
    )
  })
})

test('what is counted is seen by every process, and forgotten by the sweep', async () => {
  const other = await seogo.startApi()
  for (const name of ['a', 'b', 'c', 'd'])
    await other.inject({
      method: signIn.method,
      url: signIn.path,
      headers: { 'x-forwarded-for': '203.0.117.5' },
      payload: { email: `${name}@example.net`, password: wrong },
    })
  await other.close()
  expect((await enter(ann, { from: '203.0.117.5' })).statusCode).toBe(429)

  const rows = () =>
    seogo.house.database.asSystem('rows of the watch', (tx) =>
      tx.selectFrom('watch_counters').selectAll().execute(),
    )
  expect(await rows()).not.toEqual([])
  seogo.clock.move({ days: 2 })
  await sweep({}, { house: seogo.house } as Parameters<typeof sweep>[1])
  expect(await rows()).toEqual([])
})

test('a network is 256 neighbours of IPv4 and a customer’s /56 of IPv6', () => {
  expect(['192.0.2.7', '::ffff:192.0.2.200'].map(networkOf)).toEqual(['192.0.2.0/24', '192.0.2.0/24'])
  expect(['2001:db8:1:2ab::1', '2001:db8:1:2ff:1::', '2001:db8:1:300::1'].map(networkOf)).toEqual([
    '2001:db8:1:200::/56',
    '2001:db8:1:200::/56',
    '2001:db8:1:300::/56',
  ])
  expect(networkOf('::1')).toBe('0:0:0:0::/56')
})

test('nobody from outside has anybody challenged or locked: only what their own sessions did', async () => {
  const answered = (await eventsOf(false)).filter(
    ({ answer }) => answer === 'challenged' || answer === 'locked',
  )
  expect(new Set(answered.map(({ person }) => person?.name))).toEqual(new Set(['Carl', 'Dora', 'Fay', 'Gil']))
})
