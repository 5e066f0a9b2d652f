import { Secret, TOTP } from 'otpauth'
import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  beginOidc,
  beginOidcLink,
  beginSecondFactor,
  confirmIdentity,
  confirmSecondFactor,
  getMe,
  getOidc,
  linkOidc,
  listWaysIn,
  signInByOidc,
  unlinkOidc,
} from '#features/accounts/contract.ts'
import { lockAccount, makeInvitation } from '#features/accounts/server/accounts.ts'
import { listOwnAudit } from '#features/audit/contract.ts'
import { browserOf } from './testing/browser-of.ts'
import { startFakeIssuer, type Twist } from './testing/fake-issuer.ts'
import { openTestHouse, type TestHouse } from './testing/open-house.ts'

const password = 'correct horse battery'
const client = { id: 'seogo', secret: 'a secret between the two' }
let issuer: Awaited<ReturnType<typeof startFakeIssuer>>
let seogo: TestHouse

const settingsOf = (address: string) => ({
  SEOGO_WATCH: 'off',
  SEOGO_PUBLIC_URL: 'https://papers.example.org',
  SEOGO_OIDC_ISSUER: address,
  SEOGO_OIDC_CLIENT_ID: client.id,
  SEOGO_OIDC_CLIENT_SECRET: client.secret,
  SEOGO_OIDC_NAME: 'the university',
  SEOGO_OIDC_SIGN_UP: 'lab.example.org, @uni.example.org',
})

beforeAll(async () => {
  issuer = await startFakeIssuer(client)
  seogo = await openTestHouse(settingsOf(issuer.issuer))
  await seogo.person('Olga')
}, 60_000)
afterAll(async () => {
  await seogo.close()
  await issuer.close()
})

type Claims = Parameters<typeof issuer.authorize>[1]
const claimsOf = (name: string, domain = 'uni.example.org'): Claims => ({
  sub: `sub-${name}`,
  name,
  email: `${name.toLowerCase()}@${domain}`,
  email_verified: true,
})

/** Goes to the issuer and back, in a browser. */
async function travel(person: Claims, { twist = {}, browser = browserOf(seogo.app) }: Travel = {}) {
  const { url } = await browser.call(beginOidc, {})
  const came = issuer.authorize(url, person, twist)
  return { browser, came, url, enter: () => browser.call(signInByOidc, { body: came }) }
}
type Travel = { readonly twist?: Twist; readonly browser?: ReturnType<typeof browserOf> }
const enter = async (person: Claims, options?: Travel) => (await travel(person, options)).enter()

/** A person whose account here is linked to one elsewhere. */
async function linked(name: string) {
  const person = await seogo.person(name)
  const browser = browserOf(seogo.app, person.cookie)
  await browser.call(confirmIdentity, { body: { password } })
  const { url } = await browser.call(beginOidcLink, {})
  const claims = claimsOf(name, 'elsewhere.example')
  await browser.call(linkOidc, { body: issuer.authorize(url, claims) })
  return { person, browser, claims }
}

test('the issuer is asked with PKCE, state and nonce, and named on the sign-in page', async () => {
  expect(await browserOf(seogo.app).call(listWaysIn, {})).toEqual({
    oidc: { name: 'the university' },
    mail: false,
  })
  const { url } = await travel(claimsOf('Nobody'))
  const asked = Object.fromEntries(new URL(url).searchParams)
  expect(asked).toMatchObject({
    client_id: client.id,
    response_type: 'code',
    redirect_uri: 'https://papers.example.org/sign-in/back',
    code_challenge_method: 'S256',
    scope: 'openid email profile',
  })
  for (const name of ['state', 'nonce', 'code_challenge'])
    expect(asked[name]?.length, name).toBeGreaterThan(40)
})

test('who is of a welcome domain joins as a member, and comes back to the same account by the subject alone', async () => {
  const me = await enter(claimsOf('Ann'))
  expect(me).toMatchObject({ name: 'Ann', email: 'ann@uni.example.org', role: 'member' })
  expect(me.libraries).toHaveLength(1)
  const renamed = await enter({ ...claimsOf('Ann'), email: 'ann.lee@uni.example.org' })
  expect(renamed.id).toBe(me.id)
  const unconfirmed = await enter({ ...claimsOf('Ann'), email_verified: false })
  expect(unconfirmed.id).toBe(me.id)
})

test('others join only by an invitation of their confirmed address, once, with its role', async () => {
  const ben = claimsOf('Ben', 'other.example.org')
  await expect(enter(ben)).rejects.toThrow('403 oidc_not_invited')
  await makeInvitation(seogo.house, { email: 'ben@other.example.org', role: 'admin' })
  await expect(enter({ ...ben, email_verified: false })).rejects.toThrow('403 oidc_mail_unconfirmed')
  await expect(enter({ ...ben, email_verified: undefined })).rejects.toThrow('403 oidc_mail_unconfirmed')
  await expect(enter({ ...ben, email: undefined })).rejects.toThrow('403 oidc_mail_unconfirmed')
  expect(await enter(ben)).toMatchObject({ role: 'admin', email: 'ben@other.example.org' })
  await expect(enter({ ...ben, sub: 'another', email: 'ben@uni.example.org.evil.example' })).rejects.toThrow(
    '403 oidc_not_invited',
  )
})

test('an account that stands here opens to nobody with its address, until its person linked it', async () => {
  const cho = await seogo.person('Cho')
  await expect(enter({ ...claimsOf('Cho'), email: cho.email })).rejects.toThrow('409 oidc_not_linked')
  const { claims, person, browser } = await linked('Dan')
  expect((await enter(claims)).id).toBe(person.userId)
  expect(await browser.call(getOidc, {})).toEqual({ name: 'the university', isLinked: true })
  const acts = (await browser.call(listOwnAudit, { query: {} })).items.map(({ act }) => act)
  expect(acts).toContain('elsewhere_linked')
  // What opens Dan's account opens nobody else's.
  const eve = browserOf(seogo.app, (await seogo.person('Eve')).cookie)
  const { url } = await eve.call(beginOidcLink, {})
  await expect(eve.call(linkOidc, { body: issuer.authorize(url, claims) })).rejects.toThrow(
    '409 oidc_linked_elsewhere',
  )
  await browser.call(unlinkOidc, {})
  await expect(enter(claims)).rejects.toThrow('403 oidc_not_invited')
  await expect(browser.call(unlinkOidc, {})).rejects.toThrow('409 oidc_not_linked')
})

test('the last way in is not taken away, and linking asks who it is', async () => {
  const { browser, enter: come } = await travel(claimsOf('Fay'))
  await come()
  await expect(browser.call(unlinkOidc, {})).rejects.toThrow('409 last_way_in')
  seogo.clock.move({ seconds: 16 * 60 })
  await expect(browser.call(beginOidcLink, {})).rejects.toThrow('403 confirmation_needed')
})

test('a token that is not quite right opens nothing', async () => {
  const now = Math.floor(Date.now() / 1_000)
  const wrong: Record<string, Twist> = {
    'another nonce': { claims: { nonce: 'another' } },
    'no nonce': { claims: { nonce: undefined } },
    'another audience': { claims: { aud: 'somebody' } },
    'two audiences, for another': { claims: { aud: ['seogo', 'b'], azp: 'b' } },
    'another issuer': { claims: { iss: 'https://evil.example' } },
    'a time that is over': { claims: { exp: now - 3_600, iat: now - 7_200 } },
    'no subject': { claims: { sub: undefined } },
    'no signature': { alg: 'none' },
    'a signature by the secret': { alg: 'HS256' },
    'a signature of another key': { foreignKey: true },
    'an issuer that broke down': { status: 500 },
  }
  for (const [name, twist] of Object.entries(wrong))
    await expect(enter(claimsOf('Gil'), { twist }), name).rejects.toThrow('401 oidc_refused {}')
  await enter(claimsOf('Gil'))
})

test('a state opens once, in the browser it was made for, for what it was made for, and for ten minutes', async () => {
  const { browser, came, url } = await travel(claimsOf('Hana'))
  await expect(browserOf(seogo.app).call(signInByOidc, { body: came })).rejects.toThrow('oidc_refused')
  const cookie = browser.cookie()
  await browser.call(signInByOidc, { body: came })
  // The same cookie again, with the same code and with a fresh one.
  for (const body of [came, issuer.authorize(url, claimsOf('Hana'))])
    await expect(browserOf(seogo.app, cookie).call(signInByOidc, { body })).rejects.toThrow('oidc_refused')
  const other = await travel(claimsOf('Ian'))
  for (const body of [
    { ...other.came, state: 'made-up' },
    { ...other.came, iss: 'https://evil.example' },
  ])
    await expect(other.browser.call(signInByOidc, { body })).rejects.toThrow('oidc_refused')
  const late = await travel(claimsOf('Jin'))
  seogo.clock.move({ seconds: 10 * 60 + 1 })
  await expect(late.enter()).rejects.toThrow('oidc_refused')

  const kim = browserOf(seogo.app, (await seogo.person('Kim')).cookie)
  await kim.call(confirmIdentity, { body: { password } })
  const link = await kim.call(beginOidcLink, {})
  const back = issuer.authorize(link.url, claimsOf('Kim'))
  await expect(kim.call(signInByOidc, { body: back })).rejects.toThrow('oidc_refused')
  const lee = browserOf(seogo.app, (await seogo.person('Lee')).cookie)
  await expect(lee.call(linkOidc, { body: back })).rejects.toThrow('oidc_refused')
})

test('who has a second factor here is asked for it all the same, and a locked account stays locked', async () => {
  const { person, browser, claims } = await linked('Mia')
  const { secret } = await browser.call(beginSecondFactor, {})
  const codeOf = () =>
    new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: seogo.clock.now().getTime() })
  await browser.call(confirmSecondFactor, { body: { code: codeOf() } })
  seogo.clock.move({ seconds: 30 })
  const come = await travel(claims)
  await expect(come.enter()).rejects.toThrow('401 second_factor_needed')
  await expect(come.browser.call(getMe, {})).rejects.toThrow('401 not_signed_in')
  const send = (factorCode: string) => come.browser.call(signInByOidc, { body: { factorCode } })
  await expect(send('000000')).rejects.toThrow('401 second_factor_wrong')
  await expect(browserOf(seogo.app).call(signInByOidc, { body: { factorCode: codeOf() } })).rejects.toThrow(
    'oidc_refused',
  )
  expect((await send(codeOf())).id).toBe(person.userId)

  const noa = await linked('Noa')
  const until = new Date(seogo.clock.now().getTime() + 60_000)
  await lockAccount(seogo.house, noa.person.userId, { until })
  await expect(enter(noa.claims)).rejects.toThrow('403 account_locked')
})

test('where the owner allows it, an account opens to the confirmed address', async () => {
  const pat = await seogo.person('Pat')
  const allowing = await seogo.startApi({
    ...seogo.house,
    config: { ...seogo.house.config, SEOGO_OIDC_LINK_BY_MAIL: true },
  })
  try {
    const come = async (email_verified: boolean) => {
      const browser = browserOf(allowing)
      const { url } = await browser.call(beginOidc, {})
      const person = { ...claimsOf('Pat'), email: pat.email.toUpperCase(), email_verified }
      return await browser.call(signInByOidc, { body: issuer.authorize(url, person) })
    }
    await expect(come(false)).rejects.toThrow('403 oidc_mail_unconfirmed')
    expect((await come(true)).id).toBe(pat.userId)
  } finally {
    await allowing.close()
  }
})

test('an issuer that is away is said to be, and asked again the next time', async () => {
  const gone = await startFakeIssuer(client)
  const config = { ...seogo.house.config, SEOGO_OIDC_ISSUER: gone.issuer }
  await gone.close()
  const app = await seogo.startApi({ ...seogo.house, config })
  try {
    for (let times = 0; times < 2; times += 1)
      await expect(browserOf(app).call(beginOidc, {})).rejects.toThrow('503 oidc_unreachable')
  } finally {
    await app.close()
  }
})
