import { expect, inject, test } from 'vitest'
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
