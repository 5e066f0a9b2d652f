import { expect, test } from 'vitest'
import { systemClock } from '#platform/clock/clock.ts'
import { openMetrics } from './metrics.ts'

test('all of a kind together are what each of it was, before a harvest and after', () => {
  const metrics = openMetrics({ on: true, clock: systemClock, sample: 1, mostRequests: 10 })
  const values = Array.from({ length: 1_000 }, (_none, place) => 50 + ((place * 7_919) % 40_000))
  const together = () => metrics.whole().find(({ kind, subject }) => kind === 'request' && subject === '*')
  const recorders = Array.from({ length: 7 }, (_none, place) =>
    metrics.recorderOf('request', `GET /${place}`),
  )
  for (const [place, value] of values.entries()) {
    recorders[place % 7]?.({ value, failed: place % 10 === 0, amount: 3 })
    if (place === 600) metrics.harvest()
  }
  const before = together()
  expect(before).toMatchObject({ count: 1_000, failures: 100, amount: 3_000, most: Math.max(...values) })
  expect(before?.counts.reduce((sum, count) => sum + count, 0)).toBe(1_000)
  const { meters } = metrics.harvest()
  expect(meters.find(({ subject }) => subject === '*')).toMatchObject({ count: 399 })
  expect(together()).toEqual(before)
  expect(metrics.harvest().meters).toEqual([])
})

test('what nothing was counted of is not told, and what measures nothing counts nothing', () => {
  const metrics = openMetrics({ on: true, clock: systemClock, sample: 1, mostRequests: 10 })
  metrics.recorderOf('request', 'GET /never')
  expect(metrics.whole()).toEqual([])
  const off = openMetrics({ on: false, clock: systemClock, sample: 1, mostRequests: 10 })
  off.recorderOf('request', 'GET /')({ value: 1 })
  off.record('job', 'any', { value: 1 })
  expect(off.harvest().meters).toEqual([])
})
