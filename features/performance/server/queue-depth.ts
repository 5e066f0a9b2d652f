import { setTimeout as sleep } from 'node:timers/promises'
import type { House } from '#platform/house.ts'
import { readJobsWaiting } from './use-queries.ts'

/** A scraper waits ten seconds at most; the rest is worth having without this. */
const mostMs = 2_000

/** The jobs that could run now, as Prometheus reads it; nothing where the database does not tell in time. */
export async function exposeQueueDepth({ database, log }: House): Promise<string> {
  const enough = new AbortController()
  const late = sleep(mostMs, undefined, { signal: enough.signal }).catch(() => undefined)
  const asked = database
    .asSystem('tell how many jobs wait', readJobsWaiting)
    .catch((error: unknown) => void log.debug({ err: error }, 'the depth of the queue is not told'))
  const waiting = await Promise.race([asked, late]).finally(() => enough.abort())
  if (waiting === undefined) return ''
  return [
    '# HELP seogo_jobs_waiting Jobs that could run now, of all processes.',
    '# TYPE seogo_jobs_waiting gauge',
    `seogo_jobs_waiting ${waiting}`,
    '',
  ].join('\n')
}
