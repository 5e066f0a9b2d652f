/** The middle one, or the mean of the two in the middle; 0 of none. */
export function median(values: readonly number[]): number {
  if (values.length === 0) return 0
  const sorted = Float64Array.from(values).sort()
  const middle = sorted.length >> 1
  const upper = sorted[middle] ?? 0
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[middle - 1] ?? 0)) / 2
}

// Of normally distributed values, the standard deviation is so many median absolute deviations (Rousseeuw and Croux,
// "Alternatives to the Median Absolute Deviation", 1993).
const consistency = 1.4826

export type Usual = {
  /** What is usual: the median. */
  readonly usual: number
  /** How far values usually are from it: the median absolute deviation, scaled to be a standard deviation of normal values. */
  readonly spread: number
}

/**
 * What is usual of some values, and how far they are from it: half of them may be anything without moving it far
 * (breakdown point 50 %), so that what was unusual once does not teach that it is usual.
 * @param least spreads below it are taken for it: of values that are all the same, the next one is not infinitely unusual
 */
export function usualOf(values: readonly number[], least: (usual: number) => number): Usual {
  const usual = median(values)
  const deviation = consistency * median(values.map((value) => Math.abs(value - usual)))
  return { usual, spread: Math.max(deviation, least(usual)) }
}

/** By how many spreads a value is above what is usual. */
export function spreadsAbove(value: number, { usual, spread }: Usual): number {
  return (value - usual) / spread
}

/** Counts scatter by their root even where nothing changes (Poisson). */
export const scatterOfCounts = (usual: number) => Math.sqrt(Math.max(usual, 1))
