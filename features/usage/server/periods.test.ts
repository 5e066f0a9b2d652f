import { expect, test } from 'vitest'
import { dayIn } from '#contract/time.ts'
import { nextStart, periodsAt } from './periods.ts'

test.each([
  ['day', 'UTC', '2026-03-10T14:30:00Z', '2026-03-11T00:00:00.000Z'],
  ['day', 'Asia/Seoul', '2026-03-10T14:30:00Z', '2026-03-10T15:00:00.000Z'],
  ['day', 'Asia/Kathmandu', '2026-03-10T18:00:00Z', '2026-03-10T18:15:00.000Z'],
  ['month', 'Asia/Seoul', '2026-12-15T00:00:00Z', '2026-12-31T15:00:00.000Z'],
  // Clocks go forward on the 8th of March, and back on the 1st of November.
  ['day', 'America/New_York', '2026-03-08T04:59:00Z', '2026-03-08T05:00:00.000Z'],
  ['day', 'America/New_York', '2026-03-08T05:00:00Z', '2026-03-09T04:00:00.000Z'],
  ['day', 'America/New_York', '2026-11-01T04:00:00Z', '2026-11-02T05:00:00.000Z'],
  // A day without a midnight: at twelve the clocks go to one.
  ['day', 'America/Asuncion', '2023-09-30T20:00:00Z', '2023-10-01T04:00:00.000Z'],
  ['day', 'Pacific/Kiritimati', '2026-03-10T09:00:00Z', '2026-03-10T10:00:00.000Z'],
] as const)('the next %s in %s after %s begins at %s', (period, zone, at, starts) => {
  expect(nextStart(period, zone, new Date(at)).toISOString()).toBe(starts)
  const [before, then] = [Date.parse(starts) - 1, Date.parse(starts)].map((ms) => dayIn(zone)(ms))
  expect(then).not.toBe(before)
})

test('what happens counts for the day of its person and for that of the house', () => {
  const zones = { person: 'Pacific/Kiritimati', house: 'America/New_York' }
  expect(periodsAt(new Date('2026-12-31T12:00:00Z'), zones)).toEqual({
    day: '2027-01-01',
    month: '2027-01-01',
    houseDay: '2026-12-31',
    houseMonth: '2026-12-01',
  })
})
