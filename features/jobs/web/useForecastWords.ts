import { useFormat } from '#web/lib/format.ts'
import { useWords } from '#web/lib/words/useWords.ts'
import type { BackgroundJob } from '../contract.ts'
import { jobWords } from './words.ts'

/** Says when a job will probably have ended: a range, what it rests on, or why nobody can say. */
export function useForecastWords(): (job: BackgroundJob, nowMs: number) => string | undefined {
  const words = useWords(jobWords)
  const format = useFormat()
  return ({ forecast, heldBy, state }, nowMs) => {
    if (heldBy !== null) return words.heldBy[heldBy]
    if (forecast === null) return undefined
    const fromMs = Math.max(0, Date.parse(forecast.endsFrom) - nowMs)
    const toMs = Math.max(1_000, Date.parse(forecast.endsTo) - nowMs)
    const [from, to] = [format.durationMs(rough(fromMs)), format.durationMs(rough(toMs))]
    const range = from === to || fromMs < 1_000 ? words.endsWithin(to) : words.endsIn(from, to)
    const place = state !== 'active' && forecast.ahead > 0 ? words.ahead(forecast.ahead) : undefined
    const basis = forecast.basis === 'prior' ? words.guessed : undefined
    return [range, place, basis].filter((part) => part !== undefined).join(' · ')
  }
}

/** A forecast is not known to the millisecond, and is not said as if it were. */
function rough(ms: number): number {
  const stepMs = ms < 10_000 ? 1_000 : ms < 60_000 ? 5_000 : ms < 600_000 ? 30_000 : 300_000
  return Math.max(1_000, Math.round(ms / stepMs) * stepMs)
}
