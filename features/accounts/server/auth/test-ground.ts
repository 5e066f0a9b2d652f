import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { Secret } from '#platform/crypto/secret.ts'
import { socketAddress } from '#platform/database/address.ts'
import { openDatabase } from '#platform/database/database.ts'
import { migrate } from '#platform/database/migrate.ts'
import { ensureRoles } from '#platform/database/roles.ts'
import { openLog } from '#platform/log/log.ts'
import { openEmbeddedPostgres } from '#platform/postgres/embedded.ts'
import { openAuthentication } from './authentication.ts'
import { argon2id, type Client, type PasswordHashing } from './mechanism.ts'

export const client: Client = { address: '127.0.0.1', userAgent: 'a browser' }
export const secret = Secret.of('a secret for tests, long enough to sign with')

/** A real, migrated PostgreSQL with the sign-in tables, a clock that moves on demand, and counted key derivations. */
export async function openGround(publicUrl = new URL('http://localhost:7350')) {
  const folder = await mkdtemp(join(tmpdir(), 'seogo-accounts-'))
  // The server runs as another account when the tests run as root.
  await chmod(folder, 0o711)
  const server = await openEmbeddedPostgres({
    folder: join(folder, 'postgres'),
    log: () => undefined,
    settings: { fsync: 'off' },
    syncInitdb: false,
  })
  const address = socketAddress(server.connection)
  const first = new pg.Client(address.admin)
  await first.connect()
  await ensureRoles(first, undefined)
  await first.query('grant create on database seogo to seogo_queue')
  await first.end()
  await migrate(address)
  const log = openLog({ level: 'error', format: 'json', process: 'test' })
  const database = openDatabase({ address, log, poolMax: 4 })
  const pool = database.pool('seogo_auth', { searchPath: 'auth', max: 4 })
  const admin = new pg.Client(address.admin)
  await admin.connect()

  let moment: Date | undefined
  const clock = { now: () => moment ?? new Date() }
  let derivations = 0
  const passwords: PasswordHashing = {
    hash: (password) => {
      derivations += 1
      return argon2id.hash(password)
    },
    verify: (phc, password) => {
      derivations += 1
      return argon2id.verify(phc, password)
    },
  }
  const settings = { pool, secret, publicUrl, secureCookies: publicUrl.protocol === 'https:', clock, log }
  return {
    database,
    pool,
    /** As superuser, to look behind every wall. */
    admin,
    settings,
    authentication: openAuthentication({ ...settings, passwords }),
    /** Moves the clock; undefined sets it back to the real time. */
    setNow(at: Date | undefined) {
      moment = at
    },
    derivations: () => derivations,
    async close() {
      await admin.end()
      await database.close()
      await server.stop()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

export type Ground = Awaited<ReturnType<typeof openGround>>

/** What a browser would send back after these `Set-Cookie` values. */
export function toCookie(setCookies: readonly string[]): string {
  return setCookies.map((header) => header.split(';', 1)[0]).join('; ')
}
