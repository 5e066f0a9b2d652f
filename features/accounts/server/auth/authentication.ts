import { Kysely, PostgresDialect } from 'kysely'
import type { Clock } from '#platform/clock/clock.ts'
import {
  argon2id,
  type Mechanism,
  type MechanismSettings,
  openMechanism,
  type PasswordHashing,
} from './mechanism.ts'
import type { AuthDb, AuthTables } from './tables.ts'

/** What sign-in, sessions and links work with; opened once per process. */
export type Authentication = {
  readonly mechanism: Mechanism
  readonly db: AuthDb
  readonly clock: Clock
  readonly passwords: PasswordHashing
}

/** A session that has just begun. */
export type OpenedSession = {
  readonly userId: string
  /** Values of `Set-Cookie` headers to pass on. */
  readonly setCookies: readonly string[]
}

type Settings = Omit<MechanismSettings, 'passwords'> & { readonly passwords?: PasswordHashing }

/** Connects nothing yet: the first question does. The pool stays the caller's to end. */
export function openAuthentication(settings: Settings): Authentication {
  const passwords = settings.passwords ?? argon2id
  return {
    mechanism: openMechanism({ ...settings, passwords }),
    db: new Kysely<AuthTables>({ dialect: new PostgresDialect({ pool: settings.pool }) }),
    clock: settings.clock,
    passwords,
  }
}
