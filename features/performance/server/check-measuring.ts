import type { House } from '#platform/house.ts'

/** Measuring works: what was measured could be written, and nothing was lost. */
export async function checkMeasuring({ metrics }: House) {
  const { failures, lost } = metrics.faults
  const facts = { measuring: metrics.on, failures, lost }
  if (failures + lost === 0) return { state: 'ok' as const, facts }
  return {
    state: 'degraded' as const,
    facts,
    message: `since this process began ${failures} measurements could not be written and ${lost} requests were not kept`,
  }
}
