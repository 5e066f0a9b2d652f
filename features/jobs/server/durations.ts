import type { PastRun, Traits } from './forecast-queries.ts'

/** Fewer runs than this say nothing: of nine drawn alike the next lies between the least and the most four times of five. */
const fewestRuns = 9
/** So many runs of the nearest size are compared with. */
const nearest = 40

/** A guess stated before there is any experience, in milliseconds: four of five jobs are thought to take between the two. */
export type Prior = { readonly fromMs: number; readonly toMs: number }

export type Durations = {
  /** Ascending, in milliseconds. */
  readonly sortedMs: readonly number[]
  readonly basis: 'history' | 'prior'
  readonly samples: number
}

/** Sizes are compared by their ratio. */
function distance(one: number | null, other: number | null): number {
  if (one === null || other === null) return one === other ? 0 : Number.POSITIVE_INFINITY
  return Math.abs(Math.log((one + 1) / (other + 1)))
}

/** Twenty-one durations whose tenth and ninetieth percentile are the two: log-uniform, as durations are. */
function spread({ fromMs, toMs }: Prior): number[] {
  const step = Math.log(toMs / fromMs) / 17.6
  return Array.from({ length: 21 }, (_, place) => fromMs * Math.exp((place - 1.2) * step))
}

/**
 * The durations of past runs most like this job: of the same provider and model where there are enough, else of the
 * provider, else of the kind; of those the ones nearest in size.
 */
export function durationsLike(traits: Traits, past: readonly PastRun[], prior: Prior): Durations {
  const ofKind = past.filter(({ kind }) => kind === traits.kind)
  const ofLane = ofKind.filter(({ lane }) => lane === traits.lane)
  const ofModel = ofLane.filter(({ variant }) => variant === traits.variant)
  const group = [ofModel, ofLane, ofKind].find(({ length }) => length >= fewestRuns)
  if (group === undefined) return { sortedMs: spread(prior), basis: 'prior', samples: ofKind.length }
  const near = group
    .map((run) => ({ run, apart: distance(run.input_size, traits.input_size) }))
    .toSorted((one, other) => one.apart - other.apart)
    .slice(0, nearest)
    .map(({ run }) => run.duration_ms)
  return { sortedMs: near.toSorted((one, other) => one - other), basis: 'history', samples: near.length }
}

/**
 * A quantile of what the next one will be: rank p(n + 1), interpolated (type 6 of Hyndman and Fan, The American
 * Statistician 50, 1996), which keeps its promise for few runs too.
 */
export function quantile(sorted: readonly number[], share: number): number {
  const rank = share * (sorted.length + 1) - 1
  const low = Math.min(Math.max(Math.floor(rank), 0), sorted.length - 1)
  const high = Math.min(low + 1, sorted.length - 1)
  const [from = 0, to = from] = [sorted[low], sorted[high]]
  return from + (to - from) * Math.min(Math.max(rank - low, 0), 1)
}

/** How long a job that has run so long already will still run: the runs that took longer tell. */
export function remaining({ sortedMs }: Durations, ranMs: number): number[] {
  const longer = sortedMs.filter((ms) => ms > ranMs).map((ms) => ms - ranMs)
  // Longer than any before it: as long again as a tenth of what it took, or as all of it.
  return longer.length > 0 ? longer : Array.from({ length: 10 }, (_, tenth) => (ranMs * (tenth + 1)) / 10)
}
