import type { Generated, Kysely } from 'kysely'
import type { Role } from '#contract/permissions.ts'
import type { Language, LinkInfo, Theme } from '../../contract.ts'

// What migrations/0002_accounts.sql says, for the role seogo_auth. The mechanism's own columns are not repeated here.

type Users = {
  id: Generated<string>
  name: string
  email: string
  role: Role
  claimed_at: Date | null
  language: Language | null
  theme: Generated<Theme>
  locked_until: Date | null
  created_at: Generated<Date>
}

type Credentials = {
  id: Generated<string>
  user_id: string
  provider_id: string
  account_id: string
  password: string | null
}

type Sessions = { id: string; user_id: string; expires_at: Date }

type Links = {
  id: Generated<string>
  purpose: LinkInfo['purpose']
  token_hash: Buffer
  user_id: string | null
  email: string | null
  role: Role
  created_by: string | null
  created_at: Generated<Date>
  expires_at: Date
  used_at: Date | null
}

type SignInAttempts = { id: Generated<number>; account_hash: Buffer; address: string; at: Date }

export type AuthTables = {
  'auth.users': Users
  'auth.credentials': Credentials
  'auth.sessions': Sessions
  'auth.links': Links
  'auth.sign_in_attempts': SignInAttempts
}

/** The sign-in tables as the role seogo_auth sees them, in a transaction or outside of one. */
export type AuthDb = Kysely<AuthTables>
