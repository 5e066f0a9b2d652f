import type { KeyObject } from 'node:crypto'
import { Kysely, PostgresDialect } from 'kysely'
import type { Clock } from '#platform/clock/clock.ts'
import { deriveKey } from '#platform/crypto/derive-key.ts'
import { Secret } from '#platform/crypto/secret.ts'
import type { House } from '#platform/house.ts'
import type { Mechanism } from './mechanism.ts'
import { hashPassword, verifyPassword } from './passwords.ts'
import { publicUrlOf, usesSecureCookies } from './public-url.ts'
import type { PasswordHashing, Settings } from './settings.ts'
import type { AuthDb, AuthTables } from './tables.ts'

/** What sign-in, sessions and links work with. */
export type Authentication = {
  readonly db: AuthDb
  readonly clock: Clock
  readonly passwords: PasswordHashing
  readonly factorKey: KeyObject
  readonly challengeKey: KeyObject
  readonly linkKey: KeyObject
  readonly stateKey: KeyObject
  /** Loaded with its first use: it is heavy, and worker and command line seldom need it. */
  mechanism(): Promise<Mechanism>
}

/** Connects nothing yet: the first question does. */
export function openAuthentication(settings: Settings): Authentication {
  let mechanism: Promise<Mechanism> | undefined
  return {
    db: new Kysely<AuthTables>({ dialect: new PostgresDialect({ pool: settings.pool }) }),
    clock: settings.clock,
    passwords: settings.passwords,
    factorKey: settings.factorKey,
    challengeKey: settings.challengeKey,
    linkKey: settings.linkKey,
    stateKey: settings.stateKey,
    mechanism() {
      mechanism ??= import('./mechanism.ts').then(({ openMechanism }) => openMechanism(settings))
      return mechanism
    },
  }
}

// A request asks for one connection at most, and a password is hashed without one.
const poolMax = 4

const hourMs = 3_600_000

const opened = new WeakMap<House, Authentication>()

/** @returns sign-in, sessions and links of this house; the same each time. */
export function authenticationOf(house: House): Authentication {
  const standing = opened.get(house)
  if (standing) return standing
  const { config, clock, log, database } = house
  const authentication = openAuthentication({
    pool: database.pool('seogo_auth', { max: poolMax, searchPath: 'auth' }),
    secret: Secret.of(deriveKey(house.secretKey, 'session cookies').export().toString('base64url')),
    factorKey: deriveKey(house.secretKey, 'second factors'),
    challengeKey: deriveKey(house.secretKey, 'challenges of passkeys'),
    linkKey: deriveKey(house.secretKey, 'mailed links'),
    stateKey: deriveKey(house.secretKey, 'signing in elsewhere'),
    adminsNeedSecondFactor: config.SEOGO_ADMINS_NEED_SECOND_FACTOR,
    publicUrl: publicUrlOf(config),
    secureCookies: usesSecureCookies(config),
    passwords: { hash: hashPassword, verify: verifyPassword },
    sessionIdleMs: config.SEOGO_SESSION_IDLE_HOURS * hourMs,
    sessionMaxMs: config.SEOGO_SESSION_MAX_DAYS * 24 * hourMs,
    clock,
    log,
  })
  opened.set(house, authentication)
  return authentication
}
