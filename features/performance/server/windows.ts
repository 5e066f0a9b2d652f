import type { PerformanceWindow } from '../contract.ts'

/** How finely measurements are kept, from the finest. */
export type Level = 'slices' | 'minutes' | 'hours' | 'days'

type Shape = {
  readonly seconds: number
  /** One point of a chart. */
  readonly stepSeconds: number
  /** The coarsest level a chart is read from, and the one that lists of many subjects are. */
  readonly series: Level
  readonly subjects: Level
  /** The window begins at a whole one of these. */
  readonly alignSeconds: number
}

const minute = 60
const hour = 60 * minute
const day = 24 * hour

// So that no chart has more than some two hundred points, and no list is read from more than some ten thousand rows.
const shapes: Readonly<Record<PerformanceWindow, Shape>> = {
  '5m': { seconds: 5 * minute, stepSeconds: 10, series: 'slices', subjects: 'slices', alignSeconds: 10 },
  '1h': { seconds: hour, stepSeconds: minute, series: 'minutes', subjects: 'minutes', alignSeconds: minute },
  '6h': {
    seconds: 6 * hour,
    stepSeconds: 5 * minute,
    series: 'minutes',
    subjects: 'hours',
    alignSeconds: hour,
  },
  '24h': {
    seconds: day,
    stepSeconds: 15 * minute,
    series: 'minutes',
    subjects: 'hours',
    alignSeconds: hour,
  },
  '7d': { seconds: 7 * day, stepSeconds: hour, series: 'hours', subjects: 'days', alignSeconds: day },
  '30d': { seconds: 30 * day, stepSeconds: 6 * hour, series: 'hours', subjects: 'days', alignSeconds: day },
  '90d': { seconds: 90 * day, stepSeconds: day, series: 'days', subjects: 'days', alignSeconds: day },
}

export type Stretch = Shape & { readonly from: Date; readonly to: Date }

/** The stretch of time a window means at this moment. */
export function stretchOf(window: PerformanceWindow, now: Date): Stretch {
  const shape = shapes[window]
  const alignMs = shape.alignSeconds * 1_000
  const from = new Date(Math.floor((now.getTime() - shape.seconds * 1_000) / alignMs) * alignMs)
  return { ...shape, from, to: now }
}
