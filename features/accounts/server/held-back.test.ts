import { Secret, TOTP } from 'otpauth'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { browserOf } from '#server/testing/browser-of.ts'
import { openTestHouse, type TestHouse } from '#server/testing/open-house.ts'
import { beginSecondFactor, confirmSecondFactor, getSecondFactor } from '../contract/second-factor.ts'
import { getMe, listPeople, makeToken } from '../contract.ts'

let seogo: TestHouse
beforeAll(async () => {
  seogo = await openTestHouse({ SEOGO_ADMINS_NEED_SECOND_FACTOR: 'true' })
})
afterAll(() => seogo.close())

test('where administrators need a second factor, they administer nothing before they have one', async () => {
  const owner = browserOf(seogo.app, (await seogo.person('Olga')).cookie)
  expect(await owner.call(getMe, {})).toMatchObject({ role: 'member', secondFactor: 'demanded' })
  expect(await owner.call(getSecondFactor, {})).toMatchObject({ since: null, isDemanded: true })
  await expect(owner.call(listPeople, {})).rejects.toThrow('403 not_permitted')
  await expect(
    owner.call(makeToken, { body: { label: 'a script', scope: 'admin', days: 1 } }),
  ).rejects.toThrow('403 not_permitted')
  const { secret } = await owner.call(beginSecondFactor, {})
  const code = new TOTP({ secret: Secret.fromBase32(secret) }).generate({
    timestamp: seogo.clock.now().getTime(),
  })
  await owner.call(confirmSecondFactor, { body: { code } })
  expect(await owner.call(getMe, {})).toMatchObject({ role: 'owner', secondFactor: 'on' })
  expect((await owner.call(listPeople, {})).items).toHaveLength(1)
  const member = await seogo.person('Mia')
  expect(await member.call(getMe, {})).toMatchObject({ role: 'member', secondFactor: 'off' })
})
