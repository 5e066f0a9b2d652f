import { Secret, TOTP } from 'otpauth'
import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  beginSecondFactor,
  changePerson,
  confirmIdentity,
  confirmSecondFactor,
  getMe,
  getSecondFactor,
  listPeople,
  listSessions,
  removeSecondFactor,
  renewRecoveryCodes,
  signIn,
  useLink,
} from '#features/accounts/contract.ts'
import { makeSignInLink } from '#features/accounts/server/accounts.ts'
import { listOwnAudit } from '#features/audit/contract.ts'
import { listNotifications } from '#features/notifications/contract.ts'
import { browserOf } from './testing/browser-of.ts'
import { openTestHouse, type TestHouse } from './testing/open-house.ts'
import type { Person } from './testing/person.ts'

const password = 'correct horse battery'
let seogo: TestHouse
let owner: Person

beforeAll(async () => {
  // Tries by the dozen from one address are what these tests are made of.
  seogo = await openTestHouse({ SEOGO_WATCH: 'off' })
  owner = await seogo.person('Olga')
})
afterAll(() => seogo.close())

/** What an authenticator app shows at the house's time, `late` steps ago. */
const codeOf = (secret: string, late = 0) =>
  new TOTP({ secret: Secret.fromBase32(secret) }).generate({
    timestamp: seogo.clock.now().getTime() - late * 30_000,
  })
/** To the beginning of the next step, so that none ends while a test looks at it. */
const nextStep = () => seogo.clock.move({ seconds: 30 - ((seogo.clock.now().getTime() / 1000) % 30) })

/** A person in a browser of their own whose second factor is on. */
async function withFactor(name: string) {
  const person = await seogo.person(name)
  const browser = browserOf(seogo.app, person.cookie)
  await browser.call(confirmIdentity, { body: { password } })
  const { secret } = await browser.call(beginSecondFactor, {})
  const { recoveryCodes } = await browser.call(confirmSecondFactor, { body: { code: codeOf(secret) } })
  nextStep()
  return { person, browser, secret, recoveryCodes }
}

const enter = async (email: string, code?: string, typed = password) => {
  const browser = browserOf(seogo.app)
  await browser.call(signIn, { body: { email, password: typed, ...(code === undefined ? {} : { code }) } })
  return browser
}

test('a second factor asks for nothing until a code of it was typed, and then ends every other session', async () => {
  const ann = await seogo.person('Ann')
  const [laptop, phone] = [browserOf(seogo.app, ann.cookie), await enter(ann.email)]
  const { secret, uri } = await laptop.call(beginSecondFactor, {})
  expect(uri).toBe(
    `otpauth://totp/Seogo:${encodeURIComponent(ann.email)}?issuer=Seogo&secret=${secret}&algorithm=SHA1&digits=6&period=30`,
  )
  expect((await phone.call(getSecondFactor, {})).since).toBeNull()
  await expect(laptop.call(confirmSecondFactor, { body: { code: '000000' } })).rejects.toThrow(
    'second_factor_wrong',
  )
  await expect(laptop.call(confirmSecondFactor, { body: { code: '烿䟼䰣䰣xx' } })).rejects.toThrow(
    'second_factor_wrong',
  )
  await enter(ann.email)
  const before = laptop.cookie()
  const { recoveryCodes } = await laptop.call(confirmSecondFactor, { body: { code: codeOf(secret) } })
  expect(new Set(recoveryCodes).size).toBe(10)
  await expect(phone.call(getMe, {})).rejects.toThrow('401 not_signed_in')
  await expect(browserOf(seogo.app, before).call(getMe, {})).rejects.toThrow('401 not_signed_in')
  expect((await laptop.call(listSessions, {})).items).toHaveLength(1)
  expect(await laptop.call(getSecondFactor, {})).toMatchObject({ recoveryCodesLeft: 10, isDemanded: false })
  expect((await laptop.call(getMe, {})).secondFactor).toBe('on')
  await expect(laptop.call(beginSecondFactor, {})).rejects.toThrow('409 second_factor_on')
})

test('with it the password alone opens nothing, and says nothing to who does not know it', async () => {
  const { person, secret } = await withFactor('Ben')
  await expect(enter(person.email)).rejects.toThrow('401 second_factor_needed')
  await expect(enter(person.email, codeOf(secret), 'not the password')).rejects.toThrow(
    '401 wrong_credentials',
  )
  await expect(enter(person.email, '123456')).rejects.toThrow('401 second_factor_wrong')
  const browser = await enter(person.email, codeOf(secret))
  expect((await browser.call(getMe, {})).email).toBe(person.email)
})

test('a code works once, and one step early or late but no more', async () => {
  const { person, secret } = await withFactor('Cho')
  await expect(enter(person.email, codeOf(secret, 2))).rejects.toThrow('second_factor_wrong')
  await expect(enter(person.email, codeOf(secret, -2))).rejects.toThrow('second_factor_wrong')
  const late = codeOf(secret, 1)
  nextStep()
  await expect(enter(person.email, late)).rejects.toThrow('second_factor_wrong')
  const code = codeOf(secret, 1)
  await enter(person.email, code)
  await expect(enter(person.email, code)).rejects.toThrow('second_factor_wrong')
  const ahead = codeOf(secret, -1)
  const twice = await Promise.allSettled([enter(person.email, ahead), enter(person.email, ahead)])
  expect(twice.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
})

test('each recovery code opens once, however it is typed, and new ones end the old', async () => {
  const { person, browser, recoveryCodes } = await withFactor('Dan')
  const [one = '', two = '', three = ''] = recoveryCodes
  await enter(person.email, ` ${one.toUpperCase().replaceAll('-', ' ')}`)
  await expect(enter(person.email, one)).rejects.toThrow('second_factor_wrong')
  const raced = await Promise.allSettled([enter(person.email, two), enter(person.email, two)])
  expect(raced.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  expect((await browser.call(getSecondFactor, {})).recoveryCodesLeft).toBe(8)
  const renewed = await browser.call(renewRecoveryCodes, {})
  await expect(enter(person.email, three)).rejects.toThrow('second_factor_wrong')
  await enter(person.email, renewed.recoveryCodes[0])
  const acts = (await browser.call(listOwnAudit, { query: {} })).items.map(({ act }) => act)
  expect(acts).toEqual(
    expect.arrayContaining(['second_factor_added', 'recovery_code_used', 'recovery_codes_made']),
  )
})

test('five wrong codes make the right one wait, from anywhere, and a recovery code still opens', async () => {
  const { person, secret, recoveryCodes } = await withFactor('Eve')
  for (let wrong = 0; wrong < 5; wrong += 1)
    await expect(enter(person.email, '000000')).rejects.toThrow('second_factor_wrong')
  await expect(enter(person.email, codeOf(secret))).rejects.toThrow('429 too_many_requests')
  await enter(person.email, recoveryCodes[0])
  seogo.clock.move({ seconds: 15 * 60 + 1 })
  await enter(person.email, codeOf(secret))
})

test('neither the secret nor a recovery code stands in the database', async () => {
  const { secret, recoveryCodes } = await withFactor('Fay')
  const { rows } = await seogo.house.database
    .pool('seogo_auth', { max: 1 })
    .query<{ row: string }>(
      'select f::text as row from auth.second_factors f union all select r::text from auth.recovery_codes r',
    )
  const stored = rows.map(({ row }) => row).join('\n')
  const bytes = Buffer.from(Secret.fromBase32(secret).bytes).toString('hex')
  for (const planted of [
    secret,
    bytes,
    ...recoveryCodes,
    ...recoveryCodes.map((code) => code.replaceAll('-', '')),
  ])
    expect(stored).not.toContain(planted)
})

test('it is turned off by the password and a code, and a code alone confirms who asks', async () => {
  const { person, browser, secret } = await withFactor('Gil')
  seogo.clock.move({ seconds: 16 * 60 })
  await expect(browser.call(renewRecoveryCodes, {})).rejects.toThrow('403 confirmation_needed')
  await browser.call(confirmIdentity, { body: { code: codeOf(secret) } })
  await browser.call(renewRecoveryCodes, {})
  nextStep()
  const off = (typed: string, code: string) =>
    browser.call(removeSecondFactor, { body: { password: typed, code } })
  await expect(off('not the password', codeOf(secret))).rejects.toThrow('wrong_credentials')
  await expect(off(password, '000000')).rejects.toThrow('second_factor_wrong')
  await off(password, codeOf(secret))
  await enter(person.email)
  expect((await browser.call(getMe, {})).secondFactor).toBe('off')
})

test('a one-time link asks for the code too, and is not used up by a wrong one', async () => {
  const { person, secret } = await withFactor('Hana')
  const token = (await makeSignInLink(seogo.house, person.email)).split('/').at(-1) ?? ''
  const browser = browserOf(seogo.app)
  await expect(browser.call(useLink, { body: { token } })).rejects.toThrow('second_factor_needed')
  await expect(browser.call(useLink, { body: { token, code: '000000' } })).rejects.toThrow(
    'second_factor_wrong',
  )
  await browser.call(useLink, { body: { token, code: codeOf(secret) } })
  expect((await browser.call(getMe, {})).email).toBe(person.email)
})

test('an administrator takes a lost one away: it is traced, the person is told, and the owner’s is safe', async () => {
  const { person, browser } = await withFactor('Ina')
  const admin = await enter((await seogo.person('Adam', 'admin')).email)
  await admin.call(confirmIdentity, { body: { password } })
  const reset = (userId: Person['userId']) =>
    admin.call(changePerson, { params: { userId }, body: { resetSecondFactor: true } })
  expect(
    (await admin.call(listPeople, { query: {} })).items.find(({ id }) => id === person.userId)
      ?.hasSecondFactor,
  ).toBe(true)
  await reset(person.userId)
  await expect(browser.call(getMe, {})).rejects.toThrow('401 not_signed_in')
  await expect(reset(owner.userId)).rejects.toThrow('409 person_protected')
  await seogo.workUntilQuiet()
  const back = await enter(person.email)
  expect((await back.call(listNotifications, { query: {} })).items.map(({ type }) => type)).toContain(
    'second_factor_reset',
  )
  const traces = (await back.call(listOwnAudit, { query: { act: 'second_factor_removed' } })).items
  expect(traces[0]).toMatchObject({ by: { name: 'Adam' }, person: { name: 'Ina' } })
})
