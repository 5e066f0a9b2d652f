import { sql } from 'kysely'
import { expect, inject, test } from 'vitest'
import type { UserId } from '#contract/ids.ts'
import { openLog } from '#platform/log/log.ts'
import { makeDatabase, withAdmin } from '#server/testing/test-cluster.ts'
import { socketAddress } from './address.ts'
import { openDatabase } from './database.ts'

const log = openLog({ level: 'silent', format: 'json', process: 'test' })
const nowhere = socketAddress({ host: '/nowhere', port: 1, user: 'nobody', database: 'none' })

const now = (database: ReturnType<typeof openDatabase>) =>
  database.asSystem('ask for anything', (tx) => tx.selectFrom('schedules').select('name').execute())

test('a database that cannot be reached is closed all the same, also while it is being tried', async () => {
  const database = openDatabase({ address: nowhere, log, poolMax: 2 })
  const asked = database.pool('seogo_queue').connect()
  const closed = database.close()
  await expect(asked).rejects.toMatchObject({ code: 'ENOENT' })
  await closed
}, 20_000)

test('when it is closed the server holds no connection of it any more', async () => {
  const made = await makeDatabase(inject('cluster'))
  const database = openDatabase({ address: made.address, log, poolMax: 5 })
  await Promise.all(Array.from({ length: 5 }, () => now(database)))
  await database.close()
  const { rowCount } = await withAdmin(inject('cluster'), (client) =>
    client.query('select from pg_stat_activity where datname = $1', [made.name]),
  )
  expect(rowCount).toBe(0)
  await made.drop()
}, 20_000)

test('transactions go through the pooler, what keeps something in its session goes to the server itself', async () => {
  const [server, pooler] = [await makeDatabase(inject('cluster')), await makeDatabase(inject('cluster'))]
  const database = openDatabase({ address: server.address, pooler: pooler.address, log, poolMax: 2 })
  const whereIs = sql<{ name: string }>`select current_database() as name`
  const nameIn = async (asked: Promise<{ rows: { name: string }[] }>) => (await asked).rows[0]?.name
  const person = 'a0000000-0000-4000-8000-000000000001' as UserId
  expect([
    await nameIn(database.asUser(person, (tx) => whereIs.execute(tx))),
    await nameIn(database.asSystem('where', (tx) => whereIs.execute(tx))),
    await nameIn(database.atOnce('where', (tx) => whereIs.execute(tx))),
    await nameIn(database.hastily('where', (tx) => whereIs.execute(tx))),
    await nameIn(database.pool('seogo_queue').query('select current_database() as name')),
  ]).toEqual([pooler.name, pooler.name, pooler.name, server.name, server.name])
  await database.close()
  await Promise.all([server.drop(), pooler.drop()])
})
