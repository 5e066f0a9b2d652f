import { afterAll, beforeAll, expect, test } from 'vitest'
import { getMe, signOut } from '#features/accounts/contract.ts'
import { createSharedLibrary } from '#features/accounts/server/accounts.ts'
import { buildApi } from './api.ts'
import { openHouse } from './boot.ts'
import { openTestHouse, type TestHouse } from './testing/open-house.ts'
import { clientOf } from './testing/person.ts'

let seogo: TestHouse
beforeAll(async () => {
  seogo = await openTestHouse()
})
afterAll(async () => {
  await seogo.close()
})

/** A second API process on the same database, as after a restart or beside the first one. */
async function openSecondApi() {
  const { config, log, clock, database } = seogo.house
  const opened = await openHouse({ config, log, clock, migrating: false, address: database.address })
  const app = await buildApi(opened.house)
  await app.ready()
  return {
    as: (cookie: string) => clientOf({ app, cookie }),
    async close() {
      await app.close()
      await opened.close()
    },
  }
}

test('a session outlives the API that opened it', async () => {
  const ann = await seogo.person('Ann')
  const second = await openSecondApi()
  try {
    expect(await second.as(ann.cookie).call(getMe, {})).toEqual(await ann.call(getMe, {}))
  } finally {
    await second.close()
  }
})

test('who signs out at one API is signed out at the others, though they had just looked', async () => {
  const ben = await seogo.person('Ben')
  const second = await openSecondApi()
  try {
    const beside = second.as(ben.cookie)
    expect((await beside.call(getMe, {})).email).toBe(ben.email)
    await ben.call(signOut, {})
    await expect(ben.call(getMe, {})).rejects.toMatchObject({ problem: { code: 'not_signed_in' } })
    // Less than the seconds for which a session is believed: the word of the first API arrived.
    await expect
      .poll(async () => (await beside.request('GET', '/api/me')).statusCode, { timeout: 3_000, interval: 50 })
      .toBe(401)
  } finally {
    await second.close()
  }
})

test('a library somebody was just given is in their next answer', async () => {
  const cem = await seogo.person('Cem')
  await createSharedLibrary(seogo.house, { name: 'The lab', ownerId: cem.userId })
  expect((await cem.call(getMe, {})).libraries).toMatchObject([{ kind: 'personal' }, { name: 'The lab' }])
})
