export type EmbeddedPostgresFault =
  | 'unsupported_platform'
  | 'binaries_missing'
  | 'binaries_incomplete'
  | 'no_account'
  | 'not_reachable'
  | 'folder_unusable'
  | 'initdb_failed'
  | 'start_failed'
  | 'stop_failed'
  | 'folder_in_use'
  | 'locale_without_korean'

/** A refusal of the embedded database. The message is an English sentence that says what to do about it. */
export class EmbeddedPostgresError extends Error {
  override readonly name = 'EmbeddedPostgresError'
  readonly code: EmbeddedPostgresFault

  constructor(code: EmbeddedPostgresFault, message: string, options?: ErrorOptions) {
    super(message, options)
    this.code = code
  }
}

/** The `code` of an operating-system or PostgreSQL error ('ENOENT', '42P04'), or undefined. */
export function errorCode(error: unknown): string | undefined {
  if (!(error instanceof Error) || !('code' in error)) return undefined
  return typeof error.code === 'string' ? error.code : undefined
}
