import { spawnSync } from 'node:child_process'
import { readdirSync, readFileSync, readlinkSync, realpathSync } from 'node:fs'
import { join } from 'node:path'
import { errorCode } from './errors.ts'

/** True while a process with this id runs; a zombie (ended, not yet collected by its parent) does not count. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
  } catch (error) {
    if (errorCode(error) !== 'EPERM') return false
  }
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    return stat.slice(stat.lastIndexOf(')') + 2, stat.lastIndexOf(')') + 3) !== 'Z'
  } catch {
    return true // No /proc (macOS), or a process hidden from us: the signal's answer stands.
  }
}

/**
 * True when the process is a PostgreSQL server process of this very data folder. Its id alone proves nothing: after
 * a crash the id in postmaster.pid may belong to anybody, in containers often to the same account.
 */
export function isServerProcess(pid: number, cluster: string): boolean {
  if (!isAlive(pid)) return false
  if (process.platform !== 'linux') {
    const { stdout } = spawnSync('ps', ['-o', 'command=', '-p', String(pid)], { encoding: 'utf8' })
    return stdout.includes('postgres') && stdout.includes(cluster)
  }
  try {
    // Every PostgreSQL process stands in its data folder from its first moments to its last.
    if (readlinkSync(`/proc/${pid}/cwd`) === realpathSync(cluster)) return isPostgres(pid)
    return false
  } catch (error) {
    // Another account's process, which we may not look into: better to wait for it than to write beside it.
    return errorCode(error) === 'EACCES' && isPostgres(pid)
  }
}

/** All server processes of the data folder (Linux; elsewhere none is found). */
export function listServerProcesses(cluster: string): number[] {
  if (process.platform !== 'linux') return []
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name))
  return pids.map(Number).filter((pid) => isServerProcess(pid, cluster))
}

function isPostgres(pid: number): boolean {
  try {
    return readFileSync(join('/proc', String(pid), 'comm'), 'utf8').trim() === 'postgres'
  } catch {
    return false
  }
}
