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
  const steps = histogram.recordedValuesIterator
  steps.reset()
  while (steps.hasNext()) {
    const { valueIteratedTo, countAddedInThisIterationStep } = steps.next()
    const value = toScale(histogram.medianEquivalentValue(valueIteratedTo))
    merged.set(value, (merged.get(value) ?? 0) + countAddedInThisIterationStep)
  }
  return { values: [...merged.keys()], counts: [...merged.values()] }
}
