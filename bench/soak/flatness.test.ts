import { expect, test } from 'vitest'
import { judgeFlatness, type Point, theilSenSlope } from './flatness.ts'

const tolerance = { share: 0.05, least: 4 }
const series = (of: (index: number) => number): Point[] =>
  Array.from({ length: 120 }, (_, index) => ({ atS: index * 10, value: of(index) }))
/** Between −1 and 1, the same in each run. */
const noise = (index: number) => Math.sin(index * 12.9898) * Math.cos(index * 78.233)

test('a slow leak under noise is not flat, and its slope is told', () => {
  const leaking = judgeFlatness(
    series((index) => 100 + index * 0.2 + 3 * noise(index)),
    tolerance,
  )
  expect(leaking.isFlat).toBe(false)
  expect(leaking.perHour).toBeCloseTo(72, -1)
})

test('noise, a sawtooth, one outlier and a warm-up are flat', () => {
  const flat = [
    series((index) => 100 + 10 * noise(index)),
    series((index) => 100 + (index % 9) * 4),
    series((index) => (index === 70 ? 5_000 : 100)),
    series((index) => (index < 40 ? 60 + index : 100)),
    series((index) => 100 - index * 0.5),
  ]
  expect(flat.map((points) => judgeFlatness(points, tolerance).isFlat)).toEqual(flat.map(() => true))
})

test('handles that grow by one a minute are not flat', () => {
  const handles = series((index) => 40 + Math.floor(index / 6))
  expect(judgeFlatness(handles, { share: 0.05, least: 4 }).isFlat).toBe(false)
})

test('too few points are not called flat', () => {
  expect(judgeFlatness(series(() => 1).slice(0, 5), tolerance).isFlat).toBe(false)
})

test('the slope is that of the line, whatever a quarter of the points say', () => {
  expect(theilSenSlope(series((index) => (index % 4 === 0 ? -1_000 : index * 5)))).toBeCloseTo(0.5, 1)
})
