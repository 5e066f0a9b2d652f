import { setTimeout as sleep } from 'node:timers/promises'
import { EmbeddedPostgresError, errorCode } from './errors.ts'
import { isServerProcess } from './process-facts.ts'
import type { Site } from './site.ts'

// Fast shutdown writes a checkpoint; immediate shutdown and killing leave recovery to the next start.
const steps = [
  { signal: 'SIGINT', waitMs: 30_000 },
  { signal: 'SIGQUIT', waitMs: 10_000 },
  { signal: 'SIGKILL', waitMs: 5_000 },
] as const

/**
 * Stops the server `pid` of this folder and waits for its end, at most 45 s.
 * @throws EmbeddedPostgresError stop_failed
 */
export async function stopServer(site: Site, pid: number): Promise<void> {
  for (const { signal, waitMs } of steps) {
    const deadline = Date.now() + waitMs
    if (!sendSignal(site, pid, signal)) return
    while (Date.now() < deadline) {
      if (!isServerProcess(pid, site.cluster)) return
      await sleep(10)
    }
    site.log({ pid, signal, waitMs }, 'the database server did not stop in time')
  }
  throw new EmbeddedPostgresError(
    'stop_failed',
    `PostgreSQL (process ${pid}) cannot be stopped; end it by hand.`,
  )
}

/** Signals the server `pid` of this folder; false when there is no such server (any more). */
export function sendSignal(site: Site, pid: number, signal: NodeJS.Signals): boolean {
  if (!isServerProcess(pid, site.cluster)) return false
  try {
    process.kill(pid, signal)
    return true
  } catch (error) {
    if (errorCode(error) === 'ESRCH') return false
    throw error
  }
}
