import { expect, test } from 'vitest'
import { durationsLike, quantile } from './durations.ts'
import { forecastLine } from './forecast-line.ts'
import type { LineRow, PastRun } from './forecast-queries.ts'

/** Mulberry32: the same numbers in every run of the test. */
function seeded(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

const prior = { fromMs: 1_000, toMs: 60_000 }
const asking = { kind: 'ask', lane: 'one', variant: 'small', medianMs: 4_000 }
const models = [
  asking,
  { kind: 'ask', lane: 'one', variant: 'large', medianMs: 30_000 },
  { kind: 'read', lane: null, variant: null, medianMs: 1_000 },
]

/** A world whose durations are log-normal around a median of the model and, for reading, of the size. */
function world(random: () => number) {
  const normal = () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random())
  return () => {
    const { medianMs, ...traits } = models[Math.floor(random() * models.length)] ?? asking
    const input_size = traits.kind === 'read' ? Math.round(10 ** (4 + 3 * random())) : null
    const scale = input_size === null ? 1 : input_size / 100_000
    return { ...traits, input_size, duration_ms: medianMs * scale * Math.exp(0.6 * normal()) }
  }
}

/** What really happens to a line: each job takes the first free place. */
function play(durationsMs: readonly number[], places: number): number[] {
  const free = Array.from({ length: places }, () => 0)
  return durationsMs.map((ms) => {
    const startsAt = Math.min(...free)
    const endsAt = startsAt + ms
    free[free.indexOf(startsAt)] = endsAt
    return endsAt
  })
}

test('seven to nine of ten jobs end within the range that was said when they were asked for', () => {
  let inside = 0
  let all = 0
  for (let seed = 1; seed <= 25; seed += 1) {
    const random = seeded(seed)
    const draw = world(random)
    const past: PastRun[] = Array.from({ length: 400 }, draw)
    const jobs = Array.from({ length: 30 }, draw)
    const rows: LineRow[] = jobs.map((each, at) => ({
      id: `${at}`,
      state: 'waiting',
      kind: each.kind,
      lane: each.lane,
      variant: each.variant,
      input_size: each.input_size,
      ran_ms: 0,
      due_ms: 0,
      lane_paused: false,
    }))
    const outlooks = forecastLine({ rows, past, places: 4, priorOf: () => prior }, random)
    const ends = play(
      jobs.map(({ duration_ms }) => duration_ms),
      4,
    )
    for (const [at, endsMs] of ends.entries()) {
      const outlook = outlooks.get(`${at}`)
      all += 1
      if (outlook && endsMs >= outlook.endsFromMs && endsMs <= outlook.endsToMs) inside += 1
    }
  }
  expect(inside / all).toBeGreaterThanOrEqual(0.7)
  expect(inside / all).toBeLessThanOrEqual(0.9)
})

test('the range of a running job narrows to what is still possible, and ends after now', () => {
  const past: PastRun[] = Array.from({ length: 100 }, (_, at) => ({
    kind: 'ask',
    lane: null,
    variant: null,
    input_size: null,
    duration_ms: (at + 1) * 100,
  }))
  const rangeAfter = (ran_ms: number) => {
    const row = {
      id: 'a',
      state: 'active',
      kind: 'ask',
      lane: null,
      variant: null,
      input_size: null,
    } as const
    const rows = [{ ...row, ran_ms, due_ms: 0, lane_paused: false }]
    const outlook = forecastLine({ rows, past, places: 1, priorOf: () => prior }, seeded(1)).get('a')
    return outlook ?? expect.fail('no outlook')
  }
  const widths = [0, 2_000, 3_800].map((ran) => rangeAfter(ran).endsToMs - rangeAfter(ran).endsFromMs)
  expect(widths[0]).toBeGreaterThan(widths[1] ?? 0)
  expect(widths[1]).toBeGreaterThan(widths[2] ?? 0)
  expect(rangeAfter(60_000).endsToMs).toBeGreaterThan(0)
})

test('without experience the stated guess is said, and said to be one; few runs of another model are better than none', () => {
  const asked = { kind: 'ask', lane: 'one', variant: 'new', input_size: null }
  const guess = durationsLike(asked, [], prior)
  expect(guess.basis).toBe('prior')
  expect(quantile(guess.sortedMs, 0.1)).toBeCloseTo(prior.fromMs, -2)
  const others = Array.from({ length: 9 }, () => ({ ...asked, variant: 'old', duration_ms: 700 }))
  expect(durationsLike(asked, others, prior)).toMatchObject({ basis: 'history', samples: 9 })
})
