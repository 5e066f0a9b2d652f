/**
 * What says that nothing can be written just now: SQLSTATE of a disk that is full (53100) and of a database that is read
 * only (25006: a replica, or somebody set it so), and what the operating system says of a disk.
 */
const readOnlyCodes: ReadonlySet<unknown> = new Set(['53100', '25006', 'ENOSPC', 'EDQUOT', 'EROFS'])

/** Whether something was not written because nothing can be written now: reading works, and the same may be asked again. */
export function isReadOnly(error: unknown): boolean {
  return error instanceof Error && 'code' in error && readOnlyCodes.has(error.code)
}
