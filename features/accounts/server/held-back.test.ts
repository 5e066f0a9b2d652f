import { Secret, TOTP } from 'otpauth'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { authenticatorAt } from '#server/testing/authenticator.ts'
import { browserOf } from '#server/testing/browser-of.ts'
import { openTestHouse, type TestHouse } from '#server/testing/open-house.ts'
import { beginSecondFactor, confirmSecondFactor, getSecondFactor } from '../contract/second-factor.ts'
import {
  addPasskey,
  beginPasskey,
  beginPasskeySignIn,
  getMe,
  listPeople,
  makeToken,
  signInByPasskey,
} from '../contract.ts'

const origin = 'https://papers.example.org'
let seogo: TestHouse
beforeAll(async () => {
  seogo = await openTestHouse({ SEOGO_ADMINS_NEED_SECOND_FACTOR: 'true', SEOGO_PUBLIC_URL: origin })
})
afterAll(() => seogo.close())

test('where administrators need a second factor, they administer nothing before they have one', async () => {
  const owner = browserOf(seogo.app, (await seogo.person('Olga')).cookie)
  expect(await owner.call(getMe, {})).toMatchObject({ role: 'member', secondFactor: 'demanded' })
  expect(await owner.call(getSecondFactor, {})).toMatchObject({ since: null, isDemanded: true })
  await expect(owner.call(listPeople, { query: {} })).rejects.toThrow('403 not_permitted')
  await expect(
    owner.call(makeToken, { body: { label: 'a script', scope: 'admin', days: 1 } }),
  ).rejects.toThrow('403 not_permitted')
  const { secret } = await owner.call(beginSecondFactor, {})
  const code = new TOTP({ secret: Secret.fromBase32(secret) }).generate({
    timestamp: seogo.clock.now().getTime(),
  })
  await owner.call(confirmSecondFactor, { body: { code } })
  expect(await owner.call(getMe, {})).toMatchObject({ role: 'owner', secondFactor: 'on' })
  expect((await owner.call(listPeople, { query: {} })).items).toHaveLength(1)
  const member = await seogo.person('Mia')
  expect(await member.call(getMe, {})).toMatchObject({ role: 'member', secondFactor: 'off' })
})

test('a passkey is two factors: who came in by one administers, and their other sessions do not', async () => {
  const admin = browserOf(seogo.app, (await seogo.person('Adam', 'admin')).cookie)
  const authenticator = authenticatorAt(origin)
  const made = authenticator.make(await admin.call(beginPasskey, {}))
  await admin.call(addPasskey, { body: { label: 'laptop', made } })
  expect(await admin.call(getMe, {})).toMatchObject({ role: 'member', secondFactor: 'demanded' })
  const entered = browserOf(seogo.app)
  const used = authenticator.use(await entered.call(beginPasskeySignIn, {}))
  expect(await entered.call(signInByPasskey, { body: { used } })).toMatchObject({ role: 'admin' })
  expect(await entered.call(getMe, {})).toMatchObject({ role: 'admin', secondFactor: 'off' })
  expect(await entered.call(getSecondFactor, {})).toMatchObject({ isDemanded: false })
  expect((await entered.call(listPeople, { query: {} })).items.length).toBeGreaterThan(1)
  await expect(admin.call(listPeople, { query: {} })).rejects.toThrow('403 not_permitted')
})
