import { getMigrations } from 'better-auth/db/migration'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { userId } from '#contract/ids.ts'
import type { Tx } from '#platform/database/transactions.ts'
import { openBetterAuth } from './better-auth.ts'
import { makeLink, redeemLink } from './links.ts'
import { createOwnerIfNone } from './owner.ts'
import { client, type Ground, openGround } from './test-ground.ts'

let ground: Ground
beforeAll(async () => {
  ground = await openGround()
}, 60_000)
afterAll(async () => {
  await ground.close()
})

async function join(email: string) {
  const link = await makeLink(ground.authentication, {
    purpose: 'invitation',
    email,
    role: 'member',
    createdBy: null,
  })
  const account = { name: email, email, password: 'correct horse battery' }
  const { userId: id } = await redeemLink(ground.authentication, { token: link.token, account, client })
  return userId.parse(id)
}

test('the mechanism finds every table, column and index it wants in our migration', async () => {
  const wanted = await getMigrations(openBetterAuth(ground.settings).options)
  expect(wanted).toMatchObject({
    toBeCreated: [],
    toBeAdded: [],
    toBeAddedIndexes: [],
    unsafeChanges: [],
    schemaProblems: [],
  })
})

test('the application sees the asking person and nobody else', async () => {
  const ann = await join('ann@example.org')
  await join('bob@example.org')
  const seen = await ground.database.asUser(ann, async (tx) => {
    const { rows } = await sql<{ email: string }>`select email from auth.users`.execute(tx)
    return rows
  })
  expect(seen).toEqual([{ email: 'ann@example.org' }])
})

test.each([
  'select locked_until from auth.users',
  "update auth.users set role = 'owner'",
  'delete from auth.users',
  'select 1 from auth.sessions',
  'select 1 from auth.credentials',
  'select 1 from auth.verifications',
  'select 1 from auth.links',
  'select 1 from auth.sign_in_attempts',
])('neither the application nor the house itself may "%s"', async (statement) => {
  const { userId: owner } = await createOwnerIfNone(ground.authentication)
  const attempt = async (tx: Tx) => await sql.raw(statement).execute(tx)
  await expect(ground.database.asUser(userId.parse(owner), attempt)).rejects.toThrow(/permission denied/)
  await expect(ground.database.asSystem('test', attempt)).rejects.toThrow(/permission denied/)
})

test('the house itself sees who is here, for greetings and the audit, and no more of them', async () => {
  await createOwnerIfNone(ground.authentication)
  const rows = await ground.database.asSystem('test', async (tx) => {
    const result = await sql<{
      role: string
    }>`select id, name, email, role, language from auth.users`.execute(tx)
    return result.rows
  })
  expect(rows.map((row) => row.role)).toContain('owner')
})
