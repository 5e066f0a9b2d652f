import type { KeyObject } from 'node:crypto'
import type { Pool } from 'pg'
import type { Clock } from '#platform/clock/clock.ts'
import type { Secret } from '#platform/crypto/secret.ts'
import type { Log } from '#platform/log/log.ts'

export type PasswordHashing = {
  hash(password: string): Promise<string>
  verify(phc: string, password: string): Promise<boolean>
}

export type Settings = {
  /** Connections of the role seogo_auth with `search_path=auth`; the caller's to end. */
  readonly pool: Pool
  /** Signs session cookies. */
  readonly secret: Secret
  /** Seals the secrets of authenticator apps. */
  readonly factorKey: KeyObject
  /** Signs the challenges of passkeys. */
  readonly challengeKey: KeyObject
  /** Makes the tokens of mailed links. */
  readonly linkKey: KeyObject
  /** Seals what a browser carries while it signs in elsewhere. */
  readonly stateKey: KeyObject
  /** Whether who administers this installation may do so only with a second factor. */
  readonly adminsNeedSecondFactor: boolean
  /** The address people type. */
  readonly publicUrl: URL
  /** Whether cookies travel over TLS only. */
  readonly secureCookies: boolean
  readonly passwords: PasswordHashing
  /** A session that is not used for so long ends. */
  readonly sessionIdleMs: number
  /** However much it is used, a session ends after so long. */
  readonly sessionMaxMs: number
  readonly clock: Clock
  readonly log: Log
}
