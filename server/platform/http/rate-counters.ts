import type { House } from '#platform/house.ts'
import { addCounts, type Counted, deleteCounts } from './rate-queries.ts'

export const windowMs = 60_000
/** How often processes tell each other what they counted; what comes in between is what they can be wrong by. */
const tellEveryMs = 1_000
/** Beyond so many subjects at once counting begins anew: whoever asks from everywhere is not stopped by counting. */
const mostSubjects = 100_000

type Counter = {
  readonly subject: string
  readonly windowStartMs: number
  /** By all processes, as far as it is known here. */
  known: number
  /** Here, and not told yet. */
  untold: number
}

/**
 * Counts of this minute, kept in this process and shared with the others once a second in one statement: a request costs a
 * look into a map, and never waits for the database.
 */
export function openRateCounters(house: House) {
  const counters = new Map<string, Counter>()
  let sweptMs = 0
  let telling: Promise<void> | undefined

  function counterOf(subject: string, nowMs: number): Counter {
    const windowStartMs = nowMs - (nowMs % windowMs)
    const standing = counters.get(subject)
    if (standing?.windowStartMs === windowStartMs) return standing
    if (counters.size >= mostSubjects) counters.clear()
    const counter = { subject, windowStartMs, known: 0, untold: 0 }
    counters.set(subject, counter)
    return counter
  }

  async function exchange(told: readonly Counter[], nowMs: number): Promise<void> {
    const counts = told.map(({ subject, windowStartMs, untold }): Counted => {
      return { subject, windowStart: new Date(windowStartMs), count: untold }
    })
    const sent = new Map(told.map((counter) => [counter.subject, counter.untold]))
    const before = new Date(nowMs - 2 * windowMs)
    const isDue = nowMs - sweptMs >= windowMs
    const together = await house.database.asSystem('how often somebody asks', async (tx) => {
      if (isDue) await deleteCounts(tx, before)
      return await addCounts(tx, counts)
    })
    if (isDue) sweptMs = nowMs
    const totals = new Map(together.map(({ subject, count }) => [subject, count]))
    for (const counter of told) {
      counter.untold -= sent.get(counter.subject) ?? 0
      counter.known = totals.get(counter.subject) ?? counter.known
    }
  }

  async function tell(): Promise<void> {
    const nowMs = house.clock.now().getTime()
    for (const [subject, { windowStartMs }] of counters)
      if (windowStartMs + windowMs <= nowMs) counters.delete(subject)
    const told = [...counters.values()].filter(({ untold }) => untold > 0)
    if (told.length === 0) return
    try {
      await exchange(told, nowMs)
    } catch (error) {
      // Each process goes on with what it counted itself.
      house.log.warn({ err: error }, 'what was counted could not be shared')
    }
  }

  const timer = setInterval(() => {
    telling ??= tell().finally(() => {
      telling = undefined
    })
  }, tellEveryMs)
  timer.unref()

  return {
    /** Counts one request. @returns how many there were within this minute, this one too */
    add(subject: string, nowMs: number): number {
      const counter = counterOf(subject, nowMs)
      counter.untold += 1
      return counter.known + counter.untold
    },
    /** Ends the sharing; what was counted last stays untold. */
    async close(): Promise<void> {
      clearInterval(timer)
      await telling
    },
  }
}
