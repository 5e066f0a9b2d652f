import { setTimeout } from 'node:timers/promises'
import type { RunId, UserId } from '#contract/ids.ts'
import type { House } from '#platform/house.ts'
import type { AnalysisRun } from '../contract.ts'
import { requireRun } from './runs.ts'

export { readBreakers } from './breaker/list-breakers.ts'
export { printRun } from './print-run.ts'
export { type Embedded, embedTexts } from './providers/embed-texts.ts'
export { ProviderFailure } from './providers/provider-failure.ts'
export { moveRuns } from './queries.ts'
export { listOwnProviders, requestAnalysis } from './request-analysis.ts'
export { listRunsOf } from './runs.ts'

const askEveryMs = 150

/**
 * Waits until all answers of a run are settled, by looking at its rows: that works from any process and misses nothing.
 *
 * @param onChange called whenever the run looks different
 * @throws Problem analysis_not_found
 * @throws the signal's reason when aborted
 */
export async function awaitRun(
  house: House,
  userId: UserId,
  id: RunId,
  options: { readonly signal?: AbortSignal; readonly onChange?: (run: AnalysisRun) => void } = {},
): Promise<AnalysisRun> {
  let shown = ''
  for (;;) {
    const run = await house.database.asUser(userId, (tx) => requireRun(tx, id))
    const looks = run.answers.map((one) => `${one.state} ${one.stage} ${one.progressPercent}`).join()
    if (looks !== shown) options.onChange?.(run)
    shown = looks
    if (run.state !== 'running') return run
    await setTimeout(askEveryMs, undefined, options.signal ? { signal: options.signal } : {})
  }
}
