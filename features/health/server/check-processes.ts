import type { House } from '#platform/house.ts'
import { countProcesses } from './queries.ts'

// Processes show themselves every 10 s.
const silentMs = 30_000

/** An API and a worker are alive. */
export async function checkProcesses({ database, clock }: House) {
  const since = new Date(clock.now().getTime() - silentMs)
  const rows = await database.asSystem('count the processes', (tx) => countProcesses(tx, since))
  const of = (kind: string) => rows.find((row) => row.kind === kind)
  const facts = {
    apis: of('api')?.count ?? 0,
    workers: of('worker')?.count ?? 0,
    apiMemoryBytes: of('api')?.rss_bytes ?? 0,
    workerMemoryBytes: of('worker')?.rss_bytes ?? 0,
  }
  if (facts.apis > 0 && facts.workers > 0) return { state: 'ok' as const, facts }
  const missing =
    facts.apis > 0
      ? 'no worker runs: "seogo worker" starts one'
      : 'Seogo is not running: "npm start" starts it'
  return { state: 'degraded' as const, facts, message: missing }
}
