/**
 * SQLSTATE classes of a server that is restarting or gone (57P0x, 08), has no connection left (53300), is just being
 * put in the place of another by a restore (3D000), or gave way to another transaction (40001, 40P01); and what the operating system says of a broken connection.
 */
const awayCodes = /^(57P0.|3D000|08...|53300|40001|40P01|ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT)$/

/** What `pg` says, without a code, of a connection that broke under a transaction, or of a pool that has none to give. */
const awayMessages =
  /^(Connection terminated|Client has encountered a connection error|Client was closed|timeout exceeded when trying to connect)/

/** Whether the database did not do what was asked because it was away or busy: the same may simply be asked again. */
export function isDatabaseAway(error: Error): boolean {
  const code = 'code' in error && typeof error.code === 'string' ? error.code : undefined
  if (code === undefined) return awayMessages.test(error.message)
  // The embedded server's socket is gone; a file that is missing has the same code.
  if (code === 'ENOENT') return 'syscall' in error && error.syscall === 'connect'
  return awayCodes.test(code)
}
