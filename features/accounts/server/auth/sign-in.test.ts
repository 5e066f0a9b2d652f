import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { openAuthentication } from './authentication.ts'
import { makeLink, redeemLink } from './links.ts'
import { createOwnerIfNone } from './owner.ts'
import { unclaimedAddress } from './queries.ts'
import { signIn } from './sign-in.ts'
import { client, type Ground, openGround, toCookie } from './test-ground.ts'

let ground: Ground
beforeAll(async () => {
  ground = await openGround()
}, 60_000)
afterAll(async () => {
  await ground.close()
})
beforeEach(async () => {
  ground.setNow(undefined)
  await ground.admin.query('truncate auth.users, auth.links, auth.sign_in_attempts cascade')
})

const ann = { name: 'Ann', email: 'ann@example.org', password: 'correct horse battery' }
const wrong = 'wrong horse battery'
const elsewhere = { address: '192.0.2.7', userAgent: undefined }

const enter = (password: string, options: { email?: string; from?: typeof client } = {}) =>
  signIn(ground.authentication, {
    email: options.email ?? ann.email,
    password,
    client: options.from ?? client,
  })
const find = async (cookie: string, use: 'look' | 'prolong' = 'look') =>
  await (await ground.authentication.mechanism()).find(cookie, use)
const caller = async (setCookies: readonly string[]) => (await find(toCookie(setCookies)))?.caller
const code = (refusal: string) => expect.objectContaining({ name: 'Problem', code: refusal })

async function annIsHere() {
  const link = await makeLink(ground.authentication, {
    purpose: 'invitation',
    email: ann.email,
    role: 'member',
    createdBy: null,
  })
  return await redeemLink(ground.authentication, { token: link.token, account: ann, client })
}

test('the right password opens a session that names its person until it is signed out', async () => {
  const { userId } = await annIsHere()
  const session = await enter(ann.password)
  expect(await caller(session.setCookies)).toMatchObject({ userId, role: 'member' })
  const cleared = await (await ground.authentication.mechanism()).end(toCookie(session.setCookies))
  expect(cleared.find((header) => header.startsWith('seogo.session='))).toMatch(
    /^seogo\.session=;.*Max-Age=0/,
  )
  expect(await caller(session.setCookies)).toBeUndefined()
})

test('an unknown address, an unclaimed account and a wrong password get the same answer for the same work', async () => {
  await annIsHere()
  await createOwnerIfNone(ground.authentication)
  for (const email of ['nobody@example.org', unclaimedAddress, ann.email]) {
    const before = ground.derivations()
    await expect(enter(wrong, { email })).rejects.toEqual(code('wrong_credentials'))
    expect(ground.derivations()).toBe(before + 1)
  }
})

test('the cookie cannot be read by scripts and is not sent by other sites', async () => {
  await annIsHere()
  const [cookie] = (await enter(ann.password)).setCookies
  expect(cookie).toMatch(/^seogo\.session=/)
  expect(cookie).toMatch(/HttpOnly/)
  expect(cookie).toMatch(/SameSite=Lax/)
  expect(cookie).toMatch(/Path=\//)
  expect(cookie).toMatch(/Max-Age=1209600/)
  expect(cookie).not.toMatch(/Secure|Domain/)
})

test('behind https the cookie is bound to the host and to TLS, and works', async () => {
  await annIsHere()
  const secure = openAuthentication({
    ...ground.settings,
    publicUrl: new URL('https://seogo.example.org'),
    secureCookies: true,
  })
  const session = await signIn(secure, { email: ann.email, password: ann.password, client })
  expect(session.setCookies[0]).toMatch(/^__Host-seogo\.session=/)
  expect(session.setCookies[0]).toMatch(/Secure/)
  expect(session.setCookies[0]).not.toMatch(/Domain/)
  expect(await (await secure.mechanism()).find(toCookie(session.setCookies), 'look')).toBeDefined()
})

test('a cookie with a changed signature, a foreign one or none is nobody', async () => {
  await annIsHere()
  const { setCookies } = await enter(ann.password)
  const cookie = toCookie(setCookies)
  const forged = cookie.replace(/=(.)/, (_match, first: string) => `=${first === 'a' ? 'b' : 'a'}`)
  for (const tried of [forged, cookie.slice(0, -8), 'seogo.session=abc', 'other=1', '']) {
    expect(await find(tried)).toBeUndefined()
  }
})

test('a session ends after two weeks without use, and use prolongs it', async () => {
  await annIsHere()
  const session = await enter(ann.password)
  const age = (interval: string) =>
    ground.admin.query('update auth.sessions set expires_at = expires_at - $1::interval', [interval])
  await age('13 days')
  expect((await find(toCookie(session.setCookies)))?.setCookies).toEqual([])
  const prolonged = await find(toCookie(session.setCookies), 'prolong')
  expect(prolonged?.setCookies[0]).toMatch(/Max-Age=1209600/)
  await age('13 days')
  expect(await caller(session.setCookies)).toBeDefined()
  await age('14 days 1 second')
  expect(await caller(session.setCookies)).toBeUndefined()
})

test('a session remembers the address and the browser it was opened from', async () => {
  await annIsHere()
  await enter(ann.password, { from: { address: '198.51.100.4', userAgent: 'Firefox\r\n한글' } })
  const { rows } = await ground.admin.query(
    'select ip_address, user_agent from auth.sessions order by created_at desc',
  )
  expect(rows[0]).toEqual({ ip_address: '198.51.100.4', user_agent: 'Firefox' })
})

test('a locked person cannot sign in, is told so only with the right password, and open sessions stop counting', async () => {
  const session = await annIsHere()
  await ground.admin.query("update auth.users set locked_until = now() + interval '1 hour'")
  await expect(enter(wrong)).rejects.toEqual(code('wrong_credentials'))
  await expect(enter(ann.password)).rejects.toEqual(code('account_locked'))
  expect(await caller(session.setCookies)).toBeUndefined()
})

test('after ten failures for one account from one address the eleventh waits, right or wrong; others do not', async () => {
  await annIsHere()
  for (let failure = 0; failure < 10; failure += 1) {
    await expect(enter(wrong)).rejects.toEqual(code('wrong_credentials'))
  }
  const before = ground.derivations()
  await expect(enter(ann.password)).rejects.toMatchObject({ code: 'too_many_requests' })
  expect(ground.derivations()).toBe(before)
  expect((await enter(ann.password, { from: elsewhere })).userId).toBeTruthy()

  const waiting: unknown = await enter(ann.password).catch((error: unknown) => error)
  expect(waiting).toMatchObject({ details: { retryAfterSeconds: expect.any(Number) } })
  ground.setNow(new Date(Date.now() + 15 * 60_000 + 1_000))
  expect((await enter(ann.password)).userId).toBeTruthy()
})

test('twenty wrong passwords at the same moment are not more than ten tries', async () => {
  await annIsHere()
  const before = ground.derivations()
  const outcomes = await Promise.allSettled(Array.from({ length: 20 }, () => enter(wrong)))
  expect(outcomes.every((outcome) => outcome.status === 'rejected')).toBe(true)
  expect(ground.derivations() - before).toBeLessThanOrEqual(10)
})

test('an unknown address is limited like a known one', async () => {
  const email = 'nobody@example.org'
  for (let failure = 0; failure < 10; failure += 1) {
    await expect(enter(wrong, { email })).rejects.toEqual(code('wrong_credentials'))
  }
  await expect(enter(wrong, { email })).rejects.toEqual(code('too_many_requests'))
})

test('a success forgets the failures before it', async () => {
  await annIsHere()
  for (let failure = 0; failure < 9; failure += 1) {
    await expect(enter(wrong)).rejects.toEqual(code('wrong_credentials'))
  }
  await enter(ann.password)
  await expect(enter(wrong)).rejects.toEqual(code('wrong_credentials'))
  const { rowCount } = await ground.admin.query('select 1 from auth.sign_in_attempts')
  expect(rowCount).toBe(1)
})
