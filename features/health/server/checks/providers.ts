import { readBreakers } from '#features/analysis/server/analysis.ts'
import { readLanes } from '#features/jobs/server/jobs.ts'
import { readRecentCalls } from '#features/usage/server/usage.ts'
import type { HealthLook } from '#platform/feature.ts'
import type { House } from '#platform/house.ts'

const lookedBackMs = 3_600_000
// Fewer say nothing of a provider.
const leastCalls = 4

/** The AI providers people asked lately answered, and none is being left alone. */
export async function checkProviders(house: House): Promise<HealthLook> {
  const since = new Date(house.clock.now().getTime() - lookedBackMs)
  const [calls, lanes, breakers] = await Promise.all([
    readRecentCalls(house, since),
    readLanes(house),
    readBreakers(house),
  ])
  const open = breakers.filter(({ state }) => state !== 'closed')
  const resting = [
    ...open.map(({ provider, model }) => `${provider} ${model}`),
    ...lanes.map(({ lane }) => lane),
  ]
  // An hour of failures is over with the first answer after it.
  const hasAnsweredSince = ({ provider, model }: (typeof calls)[number]) =>
    breakers.some(
      (each) =>
        each.provider === provider &&
        each.model === model &&
        each.lastAnsweredAt !== null &&
        each.lastAnsweredAt > (each.lastFailedAt ?? ''),
    )
  const failing = calls.filter(
    (call) => call.failed >= leastCalls && call.failed > call.answered && !hasAnsweredSince(call),
  )
  const names = (list: readonly string[]) => [...new Set(list)].join(', ')
  const facts = {
    asked: names(calls.map(({ provider }) => provider)),
    answered: calls.reduce((sum, { answered }) => sum + answered, 0),
    failed: calls.reduce((sum, { failed }) => sum + failed, 0),
    resting: resting.length,
  }
  if (failing.length > 0) {
    const told = names(failing.map(({ provider, model }) => `${provider} ${model ?? ''}`.trim()))
    return { state: 'degraded', finding: 'providers_fail', facts: { ...facts, names: told } }
  }
  if (resting.length > 0)
    return { state: 'degraded', finding: 'providers_rest', facts: { ...facts, names: names(resting) } }
  return { state: 'ok', facts }
}
