import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import { openTestHouse, type TestHouse } from '#server/testing/open-house.ts'
import { clientOf, type Person } from '#server/testing/person.ts'
import {
  changeEmail,
  changePassword,
  changePerson,
  confirmIdentity,
  endOtherSessions,
  endSession,
  getMe,
  invite,
  listSessions,
  savePreferences,
  signIn,
  signOut,
} from '../contract.ts'

const password = 'correct horse battery'
let seogo: TestHouse
let owner: Person
let ann: Person

beforeAll(async () => {
  seogo = await openTestHouse()
  owner = await seogo.person('Olga')
  ann = await seogo.person('Ann')
  await seogo.app.listen({ host: '127.0.0.1', port: 0 })
})
afterAll(() => seogo.close())

const toCookie = (cookies: readonly { name: string; value: string }[]) =>
  cookies.map(({ name, value }) => `${name}=${value}`).join('; ')

/** Another device of a person, signed in. */
async function deviceOf(email: string, typed = password, held = '') {
  const answer = await seogo.app.inject({
    method: 'POST',
    url: signIn.path,
    payload: { email, password: typed },
    headers: { 'user-agent': 'Mozilla/5.0 (X11; Linux) Firefox/150.0', ...(held && { cookie: held }) },
  })
  expect(answer.statusCode).toBe(200)
  const cookie = toCookie(answer.cookies)
  return { cookie, ...clientOf({ app: seogo.app, cookie }) }
}

test('a person sees their sessions and ends one of them, or all others', async () => {
  const phone = await deviceOf(ann.email)
  const laptop = await deviceOf(ann.email)
  const { items } = await phone.call(listSessions, {})
  expect(items.length).toBe(3)
  const own = items.find(({ isThis }) => isThis) ?? expect.fail('not listed')
  expect(own.userAgent).toContain('Firefox')
  const lost = (await laptop.call(listSessions, {})).items.find(({ isThis }) => isThis)
  await phone.call(endSession, { params: { sessionId: lost?.id ?? expect.fail('not listed') } })
  await expect(laptop.call(getMe, {})).rejects.toThrow('401 not_signed_in')
  await expect(owner.call(endSession, { params: { sessionId: own.id } })).rejects.toThrow('session_not_found')
  expect(await phone.call(endOtherSessions, {})).toEqual({ count: 1 })
  await expect(ann.call(getMe, {})).rejects.toThrow('401 not_signed_in')
  expect((await phone.call(listSessions, {})).items.length).toBe(1)
})

test('a live connection ends with its session', async () => {
  const phone = await deviceOf(ann.email)
  const { port } = seogo.app.server.address() as AddressInfo
  const headers = { origin: `http://127.0.0.1:${port}`, cookie: phone.cookie }
  const socket = new WebSocket(`ws://127.0.0.1:${port}/api/live`, { headers })
  await once(socket, 'open')
  const closed = once(socket, 'close')
  const other = await deviceOf(ann.email)
  await other.call(endOtherSessions, {})
  expect((await closed)[0]).toBe(4401)
})

test('a sign-in takes over no session that was there before, and its cookie is new each time', async () => {
  const planted = await deviceOf(owner.email)
  const victim = await deviceOf(ann.email, password, planted.cookie)
  expect(victim.cookie).not.toContain(planted.cookie.split('; ')[0] ?? '')
  expect((await planted.call(getMe, {})).email).toBe(owner.email)
  expect((await victim.call(getMe, {})).email).toBe(ann.email)
})

test('what was signed out is replayed in vain', async () => {
  const phone = await deviceOf(ann.email)
  await phone.call(signOut, {})
  for (const endpoint of [getMe, listSessions])
    await expect(phone.call(endpoint, {})).rejects.toThrow('401 not_signed_in')
})

test('a new password ends every session and begins one anew, with another cookie and token', async () => {
  const [phone, laptop] = [await deviceOf(ann.email), await deviceOf(ann.email)]
  const next = 'lanterns over quiet water'
  await expect(phone.call(changePassword, { body: { current: 'not it', next } })).rejects.toThrow(
    '401 wrong_credentials',
  )
  const { 'x-xsrf-token': token = '', cookie } = Object.fromEntries([
    ['cookie', phone.cookie],
    ['x-xsrf-token', /XSRF-TOKEN=([^;]+)/.exec(phone.cookie)?.[1]],
  ])
  const answer = await seogo.app.inject({
    method: changePassword.method,
    url: changePassword.path,
    headers: { cookie, 'x-xsrf-token': token },
    payload: { current: password, next },
  })
  const renewed = clientOf({ app: seogo.app, cookie: toCookie(answer.cookies) })
  expect((await renewed.call(getMe, {})).email).toBe(ann.email)
  await renewed.call(savePreferences, { body: { theme: 'dark' } })
  for (const old of [phone, laptop]) await expect(old.call(getMe, {})).rejects.toThrow('401 not_signed_in')
  await expect(deviceOf(ann.email)).rejects.toThrow()
  await renewed.call(changePassword, { body: { current: next, next: password } })
})

test('sensitive acts ask for the password again after a quarter of an hour', async () => {
  const ben = await seogo.person('Ben')
  const device = await deviceOf(owner.email)
  await device.call(invite, { body: { email: 'one@example.org', role: 'member' } })
  seogo.clock.move({ seconds: 16 * 60 })
  for (const refused of [
    () => device.call(invite, { body: { email: 'two@example.org', role: 'member' } }),
    () => device.call(changeEmail, { body: { email: 'other@example.org' } }),
    () => device.call(changePerson, { params: { userId: ben.userId }, body: { role: 'admin' } }),
  ])
    await expect(refused()).rejects.toThrow('403 confirmation_needed')
  await expect(device.call(confirmIdentity, { body: { password: 'not it' } })).rejects.toThrow('wrong_cred')
  await device.call(confirmIdentity, { body: { password } })
  await device.call(changeEmail, { body: { email: 'Olga.New@example.org' } })
  expect((await device.call(getMe, {})).email).toBe('olga.new@example.org')
  await expect(device.call(changeEmail, { body: { email: ben.email } })).rejects.toThrow('409 email_taken')
})

test('a changed role and a deactivation end the person’s sessions; owner and oneself are protected', async () => {
  const cho = await seogo.person('Cho')
  const admin = await seogo.person('Adam', 'admin')
  await admin.call(confirmIdentity, { body: { password } })
  const of = (userId: Person['userId'], body: object) =>
    admin.call(changePerson, { params: { userId }, body })
  await of(cho.userId, { role: 'reader' })
  await expect(cho.call(getMe, {})).rejects.toThrow('401 not_signed_in')
  expect((await (await deviceOf(cho.email)).call(getMe, {})).role).toBe('reader')
  await of(cho.userId, { isActive: false })
  const again = { method: 'POST' as const, url: signIn.path, payload: { email: cho.email, password } }
  expect((await seogo.app.inject(again)).json().code).toBe('account_locked')
  await of(cho.userId, { isActive: true })
  expect((await seogo.app.inject(again)).statusCode).toBe(200)
  await expect(of(owner.userId, { role: 'reader' })).rejects.toThrow('409 person_protected')
  await expect(of(admin.userId, { isActive: false })).rejects.toThrow('409 person_protected')
})

test('however much it is used, a session ends after ninety days', async () => {
  // Two of them: what was read of a session is believed for some seconds.
  const [early, late] = [await deviceOf(ann.email), await deviceOf(ann.email)]
  seogo.clock.move({ days: 89 })
  await expect(early.call(getMe, {})).resolves.toBeDefined()
  seogo.clock.move({ days: 2 })
  await expect(late.call(getMe, {})).rejects.toThrow('401 not_signed_in')
})
