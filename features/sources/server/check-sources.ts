import type { HealthCheck } from '#platform/feature.ts'
import { readSourceStates } from './source-states.ts'

/** Sources that fail make records poorer and nothing else: the house is degraded at worst, never down. */
export const checkSources: HealthCheck['check'] = async (house) => {
  const states = await readSourceStates(house)
  const named = (state: string) => states.filter((each) => each.state === state).map(({ source }) => source)
  const failing = named('failing')
  const paused = named('paused')
  const facts = {
    asked: states.filter(({ state }) => state === 'ok' || state === 'never_asked').length,
    paused: paused.join(', '),
    failing: failing.join(', '),
    off: states.filter(({ state }) => state === 'off').length,
  }
  const ill = [...failing, ...paused]
  if (ill.length === 0) return { state: 'ok', facts }
  return { state: 'degraded', finding: 'sources_rest', facts: { ...facts, names: ill.join(', ') } }
}
