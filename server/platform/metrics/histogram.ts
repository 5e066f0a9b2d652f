import { Int32Histogram } from 'hdr-histogram-js'

/**
 * Counts of values by size. HDR histograms of the project that invented them: Node's own (perf_hooks) are quicker by some
 * nanoseconds, but give their counts to nobody, so that what two processes or two minutes counted could never be merged.
 */
export type Histogram = Int32Histogram

/** As they are stored: `counts[i]` values of about `values[i]`. Sets of the same scale merge by adding counts. */
export type Buckets = { readonly values: readonly number[]; readonly counts: readonly number[] }

// Two significant digits: a value is known to within 0.4 % of itself (http://hdrhistogram.org).
const significantDigits = 2
// What is stored is kept to within 1 % more: with 35 buckets an octave in place of 128, and well inside 2 % all the same.
const growth = 1.02

export function openHistogram(): Histogram {
  const histogram = new Int32Histogram(1, 2, significantDigits)
  histogram.autoResize = true
  return histogram
}

/** Where a value stands on the scale that everything is stored in. */
export function toScale(value: number): number {
  if (value < 1) return 0
  return Math.round(growth ** Math.round(Math.log(value) / Math.log(growth)))
}

export function bucketsOf(histogram: Histogram): Buckets {
  const merged = new Map<number, number>()
  // Slot by slot, most of them empty: the package's own iterator takes ten times as long (bench/harvest.ts).
  const last = histogram.totalCount === 0 ? -1 : histogram.countsArrayIndex(histogram.maxValue)
  for (let slot = 0; slot <= last; slot += 1) {
    const count = histogram.getCountAtIndex(slot)
    if (count === 0) continue
    const value = toScale(histogram.medianEquivalentValue(histogram.valueFromIndex(slot)))
    merged.set(value, (merged.get(value) ?? 0) + count)
  }
  return { values: [...merged.keys()], counts: [...merged.values()] }
}
