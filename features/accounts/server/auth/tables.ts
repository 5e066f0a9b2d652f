import type { Kysely } from 'kysely'
import type { DB } from '#platform/database/tables.types.ts'

export type AuthTables = Pick<
  DB,
  | 'auth.users'
  | 'auth.credentials'
  | 'auth.sessions'
  | 'auth.links'
  | 'auth.sign_in_attempts'
  | 'auth.api_tokens'
  | 'auth.second_factors'
  | 'auth.recovery_codes'
  | 'auth.passkeys'
  | 'auth.spent_challenges'
>

/** The sign-in tables as the role seogo_auth sees them, in a transaction or outside of one. */
export type AuthDb = Kysely<AuthTables>
