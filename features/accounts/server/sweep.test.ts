import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { askDue } from '#platform/queue/schedules.ts'
import { openTestHouse, type TestHouse } from '#server/testing/open-house.ts'
import { accounts } from '../feature.ts'
import { makeInvitation } from './accounts.ts'

let seogo: TestHouse
let admin: pg.Client
beforeAll(async () => {
  seogo = await openTestHouse()
  admin = new pg.Client(seogo.house.database.address.admin)
  await admin.connect()
})
afterAll(async () => {
  await admin.end()
  await seogo.close()
})

async function sweepIfDue() {
  await askDue(seogo.house, accounts.schedules ?? [])
  await seogo.workUntilQuiet()
}

async function counts() {
  const { rows } = await admin.query(`select
    (select count(*)::int from auth.sessions) as sessions,
    (select count(*)::int from auth.links) as links,
    (select count(*)::int from auth.sign_in_attempts) as attempts`)
  return rows[0]
}

test('what can never be used again is swept away by the clock, and nothing before', async () => {
  await seogo.person('Olga')
  await makeInvitation(seogo.house, { email: 'late@example.org', role: 'member' })
  await seogo.app.inject({
    method: 'POST',
    url: '/api/session',
    payload: { email: 'olga@example.org', password: 'wrong' },
  })
  await sweepIfDue()
  expect(await counts()).toEqual({ sessions: 1, links: 2, attempts: 1 })
  seogo.clock.move({ hours: 2 })
  await sweepIfDue()
  expect(await counts()).toEqual({ sessions: 1, links: 2, attempts: 0 })
  seogo.clock.move({ days: 15 })
  await sweepIfDue()
  expect(await counts()).toEqual({ sessions: 0, links: 2, attempts: 0 })
  seogo.clock.move({ days: 30 })
  await sweepIfDue()
  expect(await counts()).toEqual({ sessions: 0, links: 0, attempts: 0 })
})
