import type { HealthLook } from '#platform/feature.ts'
import type { House } from '#platform/house.ts'
import { countProcesses } from '../check-queries.ts'

// Processes show themselves every 10 s.
const silentMs = 30_000

/** An API and a worker are alive. */
export async function checkWorkers({ database, clock }: House): Promise<HealthLook> {
  const since = new Date(clock.now().getTime() - silentMs)
  const rows = await database.asSystem('count the processes', (tx) => countProcesses(tx, since))
  const of = (kind: string) => rows.find((row) => row.kind === kind)
  const facts = {
    apis: of('api')?.count ?? 0,
    workers: of('worker')?.count ?? 0,
    apiMemoryBytes: of('api')?.rss_bytes ?? 0,
    workerMemoryBytes: of('worker')?.rss_bytes ?? 0,
  }
  if (facts.apis === 0) return { state: 'degraded', finding: 'not_running', facts }
  if (facts.workers === 0) return { state: 'degraded', finding: 'no_worker', facts }
  return { state: 'ok', facts }
}
