import type { HealthLook } from '#platform/feature.ts'
import type { House } from '#platform/house.ts'

/** Measuring works: what was measured could be written, and nothing was lost. */
export async function checkMeasuring({ metrics }: House): Promise<HealthLook> {
  const { failures, lost } = metrics.faults
  const facts = { measuring: metrics.on, failures, lost }
  if (failures + lost === 0) return { state: 'ok', facts }
  return { state: 'degraded', finding: 'measurements_lost', facts }
}
