import { type Durations, durationsLike, type Prior, quantile, remaining } from './durations.ts'
import type { LineRow, PastRun } from './forecast-queries.ts'

/** Futures that are drawn; the tenth and the ninetieth of a hundred bound the range. */
const draws = 120

/** Bounds within which four of five futures lie, in milliseconds from now. */
export type Outlook = {
  readonly startsFromMs: number
  readonly startsToMs: number
  readonly endsFromMs: number
  readonly endsToMs: number
  readonly basis: 'history' | 'prior'
  readonly samples: number
  readonly ahead: number
}

type Standing = LineRow & { readonly durations: Durations; readonly drawnFromMs: readonly number[] }

export type Line = {
  readonly rows: readonly LineRow[]
  readonly past: readonly PastRun[]
  /** Jobs that run at once. */
  readonly places: number
  readonly priorOf: (kind: string) => Prior
}

function draw(from: readonly number[], random: () => number): number {
  return from[Math.floor(random() * from.length)] ?? 0
}

/** Puts a number into an ascending list. */
function insertSorted(list: number[], value: number): void {
  let place = list.length
  while (place > 0 && (list[place - 1] ?? 0) > value) place -= 1
  list.splice(place, 0, value)
}

type Future = { readonly starts: number[]; readonly ends: number[] }

/** One future: what runs ends, and each job of the line takes the first place that is free once it may start. */
function playOnce(rows: readonly Standing[], places: number, random: () => number): Future {
  const starts: number[] = []
  const ends: number[] = []
  const free: number[] = []
  for (const row of rows) {
    const isRunning = row.state === 'active'
    const placeAt = free.length < places || isRunning ? 0 : (free.shift() ?? 0)
    // A job that is not due yet leaves its place to those behind it; that it takes it later is close enough.
    const startsAt = isRunning ? 0 : Math.max(placeAt, row.due_ms)
    const endsAt = startsAt + draw(row.drawnFromMs, random)
    starts.push(startsAt)
    ends.push(endsAt)
    insertSorted(free, row.due_ms > placeAt && !isRunning ? placeAt : endsAt)
  }
  return { starts, ends }
}

/**
 * Forecasts every job of a line by playing it through many times with durations drawn from past runs like each of them.
 * Queueing with many places and mixed durations has no closed form that is honest about its spread; this has one knob.
 */
export function forecastLine(
  { rows, past, places, priorOf }: Line,
  random: () => number = Math.random,
): Map<string, Outlook> {
  const standing = rows.map((row): Standing => {
    const durations = durationsLike(row, past, priorOf(row.kind))
    const drawnFromMs = row.state === 'active' ? remaining(durations, row.ran_ms) : durations.sortedMs
    return { ...row, durations, drawnFromMs }
  })
  const futures = Array.from({ length: draws }, () => playOnce(standing, places, random))
  const running = rows.filter(({ state }) => state === 'active').length
  return new Map(
    standing.map(({ id, state, durations }, place) => {
      const starts = futures.map((future) => future.starts[place] ?? 0).toSorted((a, b) => a - b)
      const ends = futures.map((future) => future.ends[place] ?? 0).toSorted((a, b) => a - b)
      return [
        id,
        {
          startsFromMs: quantile(starts, 0.1),
          startsToMs: quantile(starts, 0.9),
          endsFromMs: quantile(ends, 0.1),
          endsToMs: quantile(ends, 0.9),
          basis: durations.basis,
          samples: durations.samples,
          ahead: state === 'active' ? 0 : place - running,
        },
      ]
    }),
  )
}
