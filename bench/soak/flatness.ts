/** What a figure may grow by while it is judged and still be called flat: the larger of the two. */
export type Tolerance = {
  /** Of its median. */
  readonly share: number
  readonly least: number
}
export type Point = { readonly atS: number; readonly value: number }

export type Flatness = {
  readonly points: number
  readonly median: number
  /** By the fit, per hour; falling is negative. */
  readonly perHour: number
  /** By the fit, from the first point judged to the last. */
  readonly grewBy: number
  readonly mayGrowBy: number
  readonly isFlat: boolean
}

/** Fewer than these say nothing about a slope. */
const fewestPoints = 5

function medianOf(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  const middle = sorted.length >> 1
  const [low = Number.NaN, high = Number.NaN] = [sorted[middle - 1], sorted[middle]]
  return sorted.length % 2 === 0 ? (low + high) / 2 : high
}

/**
 * The median of the slopes between every two points, per second: up to 29 % of the points may be anything (Theil 1950; Sen,
 * JASA 63, 1968).
 */
export function theilSenSlope(points: readonly Point[]): number {
  return medianOf(
    points.flatMap((first, index) =>
      points
        .slice(index + 1)
        .filter(({ atS }) => atS !== first.atS)
        .map(({ atS, value }) => (value - first.value) / (atS - first.atS)),
    ),
  )
}

/** Whether a figure stays where it is over the last two thirds; before that a process may still be warming up. */
export function judgeFlatness(all: readonly Point[], { share, least }: Tolerance): Flatness {
  const [first, last] = [all[0]?.atS ?? 0, all.at(-1)?.atS ?? 0]
  const points = all.filter(({ atS }) => atS >= first + (last - first) / 3)
  const slope = theilSenSlope(points)
  const grewBy = slope * ((points.at(-1)?.atS ?? 0) - (points[0]?.atS ?? 0))
  const median = medianOf(points.map(({ value }) => value))
  const mayGrowBy = Math.max(least, share * median)
  return {
    points: points.length,
    median,
    perHour: slope * 3_600,
    grewBy,
    mayGrowBy,
    isFlat: points.length >= fewestPoints && grewBy <= mayGrowBy,
  }
}
