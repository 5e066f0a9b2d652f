import { readWatchedFigures } from '#features/performance/server/performance.ts'
import type { House } from '#platform/house.ts'
import type { AlertMetric } from '../../contract.ts'
import type { PartLook } from '../look.ts'

export type Readings = Readonly<Record<AlertMetric, number | null>>

// One fault among three requests is no rate.
const leastRequests = 20

/** What the looks and the measurements say of each metric; null when nobody could say. */
export async function readMetrics(house: House, looks: readonly PartLook[]): Promise<Readings> {
  const fact = (part: PartLook['part'], name: string) => {
    const value = looks.find((look) => look.part === part)?.facts[name]
    return typeof value === 'number' ? value : null
  }
  return {
    memory_percent: fact('memory', 'usedPercent'),
    cpu_percent: fact('cpu', 'usedPercent'),
    disk_percent: fact('disk', 'usedPercent'),
    event_loop_ms: fact('event_loop', 'p99Ms'),
    queue_age_seconds: fact('queue', 'oldestWaitingSeconds'),
    error_percent: await readErrorPercent(house),
    providers_resting: fact('providers', 'resting'),
    backup_age_hours: fact('backup', 'ageHours'),
  }
}

async function readErrorPercent(house: House): Promise<number | null> {
  if (!house.metrics.on) return null
  const { requests, errorShare } = await readWatchedFigures(house)
  return requests < leastRequests ? 0 : Math.round(errorShare * 1_000) / 10
}
