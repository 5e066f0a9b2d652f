import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  addPasskey,
  beginPasskey,
  beginPasskeyProof,
  beginPasskeySignIn,
  confirmIdentity,
  demandPasskey,
  endOtherSessions,
  getMe,
  getSecondFactor,
  listPasskeys,
  makeToken,
  removePasskey,
  removeSecondFactor,
  renamePasskey,
  signIn,
  signInByPasskey,
} from '#features/accounts/contract.ts'
import { lockAccount } from '#features/accounts/server/accounts.ts'
import { listOwnAudit } from '#features/audit/contract.ts'
import { authenticatorAt, type Tweaks } from './testing/authenticator.ts'
import { browserOf } from './testing/browser-of.ts'
import { openTestHouse, type TestHouse } from './testing/open-house.ts'

const password = 'correct horse battery'
const origin = 'https://papers.example.org'
let seogo: TestHouse

beforeAll(async () => {
  // Wrong ones by the dozen from one address are what these tests are made of.
  seogo = await openTestHouse({ SEOGO_PUBLIC_URL: origin, SEOGO_WATCH: 'off' })
  await seogo.person('Olga')
})
afterAll(() => seogo.close())

/** A person in a browser of their own, with a passkey. */
async function withPasskey(name: string) {
  const person = await seogo.person(name)
  const browser = browserOf(seogo.app, person.cookie)
  await browser.call(confirmIdentity, { body: { password } })
  const authenticator = authenticatorAt(origin)
  const made = authenticator.make(await browser.call(beginPasskey, {}))
  const passkey = await browser.call(addPasskey, { body: { label: 'laptop', made } })
  return { person, browser, authenticator, passkey }
}
type Owner = Awaited<ReturnType<typeof withPasskey>>

async function enter({ authenticator }: Pick<Owner, 'authenticator'>, tweaks: Tweaks = {}) {
  const browser = browserOf(seogo.app)
  const used = authenticator.use(await browser.call(beginPasskeySignIn, {}), tweaks)
  await browser.call(signInByPasskey, { body: { used } })
  return browser
}

test('a passkey opens the account it was made for, without address, password or code, as often as it is used', async () => {
  const ann = await withPasskey('Ann')
  expect(ann.passkey).toMatchObject({ label: 'laptop', host: 'papers.example.org', lastUsedAt: null })
  for (let times = 0; times < 2; times += 1) {
    const browser = await enter(ann)
    expect((await browser.call(getMe, {})).email).toBe(ann.person.email)
  }
  const [listed] = (await ann.browser.call(listPasskeys, {})).items
  expect(listed?.lastUsedAt).not.toBeNull()
  const acts = (await ann.browser.call(listOwnAudit, { query: {} })).items.map(({ act }) => act)
  expect(acts.filter((act) => act === 'signed_in').length).toBeGreaterThanOrEqual(3)
  expect(acts).toContain('passkey_added')
})

test('what is not quite right opens nothing, and each is refused in the same words', async () => {
  const ben = await withPasskey('Ben')
  const cho = await withPasskey('Cho')
  const elsewhere = await ben.browser.call(beginPasskeyProof, {})
  const wrong: Record<string, Tweaks> = {
    'another origin': { origin: 'https://papers.example.org.evil.example' },
    'plain http': { origin: 'http://papers.example.org' },
    'another host': { host: 'evil.example' },
    'a challenge made up': { challenge: Buffer.alloc(54, 7).toString('base64url') },
    'a short challenge': { challenge: 'aaaa' },
    'a challenge for something else': { challenge: elsewhere.challenge },
    'the making of one': { type: 'webauthn.create' },
    'nobody there': { flags: 4 },
    'a person that was not verified': { flags: 1 },
    'somebody else’s handle': { userHandle: Buffer.alloc(16, 1).toString('base64url') },
    'a signature of something else': { signature: Buffer.from('3006020101020101', 'hex') },
    'no signature': { signature: Buffer.alloc(8) },
  }
  for (const [name, tweaks] of Object.entries(wrong))
    await expect(enter(ben, tweaks), name).rejects.toThrow('401 passkey_refused {}')
  await enter(ben)
  // A passkey that is not known at all.
  await expect(enter({ authenticator: authenticatorAt(origin) })).rejects.toThrow('401 passkey_refused {}')
  await enter(cho)
})

test('an assertion opens once, a challenge no longer than five minutes, and a copy’s counter nothing', async () => {
  const { authenticator, person } = await withPasskey('Dan')
  const browser = browserOf(seogo.app)
  const options = await browser.call(beginPasskeySignIn, {})
  const used = authenticator.use(options)
  const twice = await Promise.allSettled([
    browserOf(seogo.app).call(signInByPasskey, { body: { used } }),
    browserOf(seogo.app).call(signInByPasskey, { body: { used } }),
  ])
  expect(twice.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  await expect(browser.call(signInByPasskey, { body: { used } })).rejects.toThrow('passkey_refused')

  const late = await browser.call(beginPasskeySignIn, {})
  seogo.clock.move({ seconds: 5 * 60 + 1 })
  await expect(browser.call(signInByPasskey, { body: { used: authenticator.use(late) } })).rejects.toThrow(
    'passkey_refused',
  )
  await enter({ authenticator }, { counter: 100 })
  for (const counter of [99, 100, 0])
    await expect(enter({ authenticator }, { counter }), String(counter)).rejects.toThrow('passkey_refused')
  const back = await enter({ authenticator }, { counter: 101 })
  expect((await back.call(getMe, {})).email).toBe(person.email)
})

test('where a passkey is on several devices its counter stays 0, and a replay is refused all the same', async () => {
  const person = await seogo.person('Eve')
  const browser = browserOf(seogo.app, person.cookie)
  await browser.call(confirmIdentity, { body: { password } })
  const authenticator = authenticatorAt(origin)
  const synced = { flags: 1 | 4 | 8 | 16, counter: 0 }
  const made = authenticator.make(await browser.call(beginPasskey, {}), {
    ...synced,
    flags: synced.flags | 64,
  })
  expect(await browser.call(addPasskey, { body: { label: 'phone', made } })).toMatchObject({ isSynced: true })
  await enter({ authenticator }, synced)
  const used = authenticator.use(await browser.call(beginPasskeySignIn, {}), synced)
  await browserOf(seogo.app).call(signInByPasskey, { body: { used } })
  await expect(browserOf(seogo.app).call(signInByPasskey, { body: { used } })).rejects.toThrow(
    'passkey_refused',
  )
})

test('challenges that open nothing leave nothing behind', async () => {
  const rows = async () => {
    const pool = seogo.house.database.pool('seogo_auth', { max: 1 })
    const counted = await pool.query<{ count: number }>(
      'select count(*)::int as count from auth.spent_challenges',
    )
    return counted.rows[0]?.count
  }
  const before = await rows()
  for (let times = 0; times < 20; times += 1) await browserOf(seogo.app).call(beginPasskeySignIn, {})
  expect(await rows()).toBe(before)
})

test('a passkey is taken only from the session that asked for it, as it was asked for, and without certificates', async () => {
  const fay = await seogo.person('Fay')
  const browser = browserOf(seogo.app, fay.cookie)
  await browser.call(confirmIdentity, { body: { password } })
  const other = browserOf(seogo.app)
  await other.call(signIn, { body: { email: fay.email, password } })
  const foreign = await other.call(beginPasskey, {})
  const add = async (tweaks: Tweaks) => {
    const made = authenticatorAt(origin).make(await browser.call(beginPasskey, {}), tweaks)
    return await browser.call(addPasskey, { body: { label: 'x', made } })
  }
  const certificate = new Map<string, Uint8Array | number | readonly Uint8Array[]>([
    ['alg', -7],
    ['sig', Buffer.alloc(70)],
    ['x5c', [Buffer.alloc(200)]],
  ])
  const wrong: Record<string, Tweaks> = {
    'another origin': { origin: 'https://evil.example' },
    'another host': { host: 'evil.example' },
    'another session’s challenge': { challenge: foreign.challenge },
    'the use of one': { type: 'webauthn.get' },
    'a person that was not verified': { flags: 1 | 64 },
    'certificates to look up': { format: 'packed', statement: certificate },
    'another format': { format: 'android-safetynet', statement: certificate },
  }
  for (const [name, tweaks] of Object.entries(wrong))
    await expect(add(tweaks), name).rejects.toThrow('422 passkey_not_made')
  const authenticator = authenticatorAt(origin)
  const options = await browser.call(beginPasskey, {})
  const made = authenticator.make(options)
  await browser.call(addPasskey, { body: { label: 'x', made } })
  await expect(browser.call(addPasskey, { body: { label: 'x', made } })).rejects.toThrow('passkey_not_made')
  // Nobody else takes the same one for theirs.
  const gil = browserOf(seogo.app, (await seogo.person('Gil')).cookie)
  await gil.call(confirmIdentity, { body: { password } })
  const stolen = authenticator.make(await gil.call(beginPasskey, {}))
  await expect(gil.call(addPasskey, { body: { label: 'x', made: stolen } })).rejects.toThrow(
    'passkey_not_made',
  )
  expect((await browser.call(listPasskeys, {})).items).toHaveLength(1)
})

test('making and removing one asks who it is; a passkey of one’s own proves it, in its own session only', async () => {
  const { browser, authenticator, passkey } = await withPasskey('Hana')
  const ian = await withPasskey('Ian')
  const session = await enter({ authenticator })
  seogo.clock.move({ seconds: 16 * 60 })
  await expect(browser.call(beginPasskey, {})).rejects.toThrow('403 confirmation_needed')
  await expect(browser.call(removePasskey, { params: { passkeyId: passkey.id } })).rejects.toThrow(
    '403 confirmation_needed',
  )
  const confirm = async (holder: typeof browser, by: typeof authenticator) => {
    const used = by.use(await holder.call(beginPasskeyProof, {}))
    await holder.call(confirmIdentity, { body: { passkey: used } })
  }
  await expect(confirm(browser, ian.authenticator)).rejects.toThrow('401 passkey_refused')
  const asked = await session.call(beginPasskeyProof, {})
  await expect(
    browser.call(confirmIdentity, { body: { passkey: authenticator.use(asked) } }),
  ).rejects.toThrow('401 passkey_refused')
  await confirm(browser, authenticator)
  await browser.call(makeToken, { body: { label: 'a script', scope: 'read' } })

  const { label } = await browser.call(renamePasskey, {
    params: { passkeyId: passkey.id },
    body: { label: 'the blue key' },
  })
  expect(label).toBe('the blue key')
  await expect(
    ian.browser.call(renamePasskey, { params: { passkeyId: passkey.id }, body: { label: 'mine' } }),
  ).rejects.toThrow('404 passkey_not_found')
  await browser.call(removePasskey, { params: { passkeyId: passkey.id } })
  await expect(session.call(getMe, {})).rejects.toThrow('401 not_signed_in')
  await expect(enter({ authenticator })).rejects.toThrow('passkey_refused')
  expect((await browser.call(endOtherSessions, {})).count).toBe(0)
})

test('a locked account is not opened by a passkey either', async () => {
  const jin = await withPasskey('Jin')
  const until = new Date(seogo.clock.now().getTime() + 60_000)
  await lockAccount(seogo.house, jin.person.userId, { until })
  await expect(enter(jin)).rejects.toThrow('403 account_locked')
  seogo.clock.move({ seconds: 61 })
  await enter(jin)
})

test('who wants it is asked for the passkey beside the password, without an app', async () => {
  const ivy = await withPasskey('Ivy')
  const payload = { email: ivy.person.email, password }
  const stranger = browserOf(seogo.app)
  expect((await stranger.call(signIn, { body: payload })).secondFactor).toBe('off')
  const { recoveryCodes } = await ivy.browser.call(demandPasskey, {})
  await expect(stranger.call(getMe, {})).rejects.toThrow('401 not_signed_in')
  await expect(stranger.call(signIn, { body: payload })).rejects.toThrow(
    'second_factor_needed {"by":"passkeys"}',
  )
  await expect(stranger.call(signIn, { body: { ...payload, code: '123456' } })).rejects.toThrow(
    'second_factor_wrong',
  )
  const [code = ''] = recoveryCodes
  expect((await stranger.call(signIn, { body: { ...payload, code } })).secondFactor).toBe('on')
  expect((await (await enter(ivy)).call(getMe, {})).email).toBe(ivy.person.email)
  expect(await ivy.browser.call(getSecondFactor, {})).toMatchObject({ by: 'passkeys', recoveryCodesLeft: 9 })

  await ivy.browser.call(confirmIdentity, { body: { password } })
  const one = { params: { passkeyId: ivy.passkey.id } }
  await expect(ivy.browser.call(removePasskey, one)).rejects.toThrow('409 passkey_asked_for')
  const [, last = ''] = recoveryCodes
  await ivy.browser.call(removeSecondFactor, { body: { password, code: last } })
  await ivy.browser.call(removePasskey, one)
  const jon = browserOf(seogo.app, (await seogo.person('Jon')).cookie)
  await jon.call(confirmIdentity, { body: { password } })
  await expect(jon.call(demandPasskey, {})).rejects.toThrow('404 passkey_not_found')
})
