import { statfsSync } from 'node:fs'
import { totalmem } from 'node:os'

const mib = 1024 * 1024
const gib = 1024 * mib

/** Server settings by name; values as in postgresql.conf. */
export type Settings = Record<string, string>

/**
 * The embedded server's settings on this machine, for a database that shares it with the API and the worker.
 * @param own overrides, e.g. `{ fsync: 'off' }` in tests
 */
export function serverSettings(socketFolder: string, own: Settings = {}): Settings {
  const memoryBytes = availableMemoryBytes()
  const buffersBytes = sharedBuffersBytes(memoryBytes)
  return {
    listen_addresses: '',
    port: '5432',
    unix_socket_directories: `"${socketFolder.replaceAll('"', '""')}"`,
    unix_socket_permissions: '0700',
    // Supervisor, API, worker and a command or two, each with a pool for its requests and one for the queue.
    max_connections: '200',
    // pg_prewarm notes every five minutes what is in the buffers, and reads it again after a start.
    shared_preload_libraries: 'pg_stat_statements,pg_prewarm',
    shared_buffers: `${Math.round(buffersBytes / mib)}MB`,
    // What is not in the buffers mostly is in the kernel's cache, where a process fetches it with 30 % less processor time than
    // another does for it (docs/decisions/0006-search-in-postgresql.md).
    io_method: 'sync',
    effective_cache_size: `${Math.round(memoryBytes / 2 / mib)}MB`,
    work_mem: '8MB',
    maintenance_work_mem: '128MB',
    max_wal_size: '2GB',
    random_page_cost: '1.1',
    // Compiling plans pays off for minutes-long reports only and delays the short queries of a library.
    jit: 'off',
    synchronous_commit: 'on',
    full_page_writes: 'on',
    dynamic_shared_memory_type: hasRoomyShm() ? 'posix' : 'mmap',
    timezone: 'UTC',
    log_timezone: 'UTC',
    log_line_prefix: '%m [%p] %a %d ',
    // Statements and key values are the users' papers and addresses; they do not belong into a log.
    log_min_error_statement: 'panic',
    log_error_verbosity: 'terse',
    ...own,
  }
}

/**
 * Of the memory beyond two GiB, which the API, the worker and the system need, a quarter: 64 MiB on a machine of 2 GiB, 512 MiB
 * of 4, 1.5 GiB of 8, never more than 8. Search reads pages all over its tables: of a million papers 3.7 GB.
 */
export function sharedBuffersBytes(memoryBytes: number): number {
  return between(64 * mib, (memoryBytes - 2 * gib) / 4, 8 * gib)
}

/** Settings as arguments of the `postgres` program. */
export function settingArguments(settings: Settings): string[] {
  return Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])
}

function availableMemoryBytes(): number {
  const limit = process.constrainedMemory()
  return limit > 0 && limit < totalmem() ? limit : totalmem()
}

/** Docker gives containers 64 MB of /dev/shm, in which a parallel query dies with "could not resize". */
function hasRoomyShm(): boolean {
  if (process.platform !== 'linux') return true
  try {
    const shm = statfsSync('/dev/shm')
    return shm.blocks * shm.bsize >= 256 * mib
  } catch {
    return false
  }
}

function between(least: number, value: number, most: number): number {
  return Math.min(Math.max(value, least), most)
}
