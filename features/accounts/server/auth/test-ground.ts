import pg from 'pg'
import { inject } from 'vitest'
import { deriveKey } from '#platform/crypto/derive-key.ts'
import { Secret } from '#platform/crypto/secret.ts'
import { openDatabase } from '#platform/database/database.ts'
import { openLog } from '#platform/log/log.ts'
import { makeDatabase } from '#server/testing/test-cluster.ts'
import { openAuthentication } from './authentication.ts'
import type { Client } from './mechanism.ts'
import { hashPassword, verifyPassword } from './passwords.ts'
import type { PasswordHashing } from './settings.ts'

export const client: Client = { address: '127.0.0.1', userAgent: 'a browser' }

/** The sign-in tables of a real PostgreSQL, a clock that moves on demand, and counted key derivations. */
export async function openGround() {
  const made = await makeDatabase(inject('cluster'))
  const log = openLog({ level: 'silent', format: 'json', process: 'test' })
  const database = openDatabase({ address: made.address, log, poolMax: 4 })
  const admin = new pg.Client(made.address.admin)
  await admin.connect()

  let moment: Date | undefined
  let derivations = 0
  const passwords: PasswordHashing = {
    hash: (password) => {
      derivations += 1
      return hashPassword(password)
    },
    verify: (phc, password) => {
      derivations += 1
      return verifyPassword(phc, password)
    },
  }
  const secret = Secret.of('a secret for tests, long enough to sign with')
  const settings = {
    pool: database.pool('seogo_auth', { searchPath: 'auth', max: 4 }),
    secret,
    factorKey: deriveKey(secret, 'second factors'),
    challengeKey: deriveKey(secret, 'challenges of passkeys'),
    linkKey: deriveKey(secret, 'mailed links'),
    stateKey: deriveKey(secret, 'signing in elsewhere'),
    adminsNeedSecondFactor: false,
    publicUrl: new URL('http://localhost:7350'),
    secureCookies: false,
    passwords,
    sessionIdleMs: 14 * 86_400_000,
    sessionMaxMs: 90 * 86_400_000,
    clock: { now: () => moment ?? new Date() },
    log,
  }
  return {
    database,
    /** As superuser, to look behind every wall. */
    admin,
    settings,
    authentication: openAuthentication(settings),
    /** Moves the clock; undefined sets it back to the real time. */
    setNow(at: Date | undefined) {
      moment = at
    },
    derivations: () => derivations,
    async close() {
      await admin.end()
      await database.close()
      await made.drop()
    },
  }
}

export type Ground = Awaited<ReturnType<typeof openGround>>

/** What a browser would send back after these `Set-Cookie` values. */
export function toCookie(setCookies: readonly string[]): string {
  return setCookies.map((header) => header.split(';', 1)[0]).join('; ')
}
