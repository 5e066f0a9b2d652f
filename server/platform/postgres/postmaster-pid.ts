import { linkSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { errorCode } from './errors.ts'

/** What the server writes about itself into `postmaster.pid` of its data folder. */
export type PostmasterPid = { pid: number; port: number; socketFolder: string; status: string }

const fileOf = (cluster: string) => join(cluster, 'postmaster.pid')

/** Reads `postmaster.pid`; undefined when there is none or it is still being written. */
export function readPostmasterPid(cluster: string): PostmasterPid | undefined {
  return read(fileOf(cluster))
}

function read(file: string): PostmasterPid | undefined {
  let lines: string[]
  try {
    lines = readFileSync(file, 'utf8').split('\n')
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return undefined
    throw error
  }
  // Lines: pid, data folder, start time, port, first socket folder, listen address, shared memory, status.
  const pid = Number(lines[0])
  if (!(pid > 0)) return undefined
  const [port, socketFolder, , , status] = lines.slice(3)
  return { pid, port: Number(port ?? 0), socketFolder: socketFolder ?? '', status: (status ?? '').trim() }
}

/**
 * Removes a `postmaster.pid` that names `pid`, which the caller has seen not to be a server of this folder: while
 * that stranger lives under our account, PostgreSQL itself would refuse to start ("lock file already exists").
 */
export function removeStalePostmasterPid(cluster: string, pid: number): void {
  const aside = join(cluster, `postmaster.pid.stale-${process.pid}`)
  try {
    renameSync(fileOf(cluster), aside)
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return
    throw error
  }
  // Another Seogo may have started a server between our look and the rename: then its file goes back.
  if (read(aside)?.pid !== pid) linkSync(aside, fileOf(cluster))
  rmSync(aside)
}

/** Removes the socket's lock file when it names the same stale process; PostgreSQL would refuse the socket. */
export function removeStaleSocketLock(socketFolder: string, port: number, pid: number): void {
  const lock = join(socketFolder, `.s.PGSQL.${port}.lock`)
  if (read(lock)?.pid === pid) rmSync(lock, { force: true })
}
