import { expect, test } from 'vitest'
import { defaultRhythm } from '../contract.ts'
import { whenDue } from './when-due.ts'

const night = { from: '22:00', until: '07:30' }
type Wanted = Partial<Parameters<typeof whenDue>[0]['rhythm']>
const due = (now: string, rhythm: Wanted, more: { channel?: 'webhook'; priority?: 'urgent' } = {}) =>
  whenDue({
    channel: 'email',
    priority: 'normal',
    ...more,
    rhythm: { ...defaultRhythm, timeZone: 'UTC', ...rhythm },
    now: new Date(now),
  }).toISOString()

test.each([
  // Seoul is nine hours ahead, all year.
  ['in the evening', '2026-11-26T13:30:00Z', 'Asia/Seoul', '2026-11-26T22:30:00.000Z'],
  ['before the morning', '2026-11-26T22:29:59Z', 'Asia/Seoul', '2026-11-26T22:30:00.000Z'],
  ['on the minute it ends', '2026-11-26T22:30:00Z', 'Asia/Seoul', '2026-11-26T22:30:00.000Z'],
  ['at noon', '2026-11-26T03:00:00Z', 'Asia/Seoul', '2026-11-26T03:00:00.000Z'],
  // Berlin went to summer time on 2026-03-29 at 01:00 UTC: the night has an hour less.
  ['before the clock goes forward', '2026-03-28T22:00:00Z', 'Europe/Berlin', '2026-03-29T05:30:00.000Z'],
  // And back on 2026-10-25 at 01:00 UTC: an hour more.
  ['before the clock goes back', '2026-10-24T21:00:00Z', 'Europe/Berlin', '2026-10-25T06:30:00.000Z'],
])('what comes %s waits for the end of the quiet hours where the person is', (_, now, timeZone, end) => {
  expect(due(now, { quiet: night, timeZone })).toBe(end)
})

test('quiet hours that end in the hour which spring leaves out end when the clock goes on', () => {
  const quiet = { from: '23:00', until: '02:30' }
  const end = due('2026-03-28T23:30:00Z', { quiet, timeZone: 'Europe/Berlin' })
  expect(Date.parse(end)).toBeGreaterThanOrEqual(Date.parse('2026-03-29T01:00:00Z'))
  expect(Date.parse(end)).toBeLessThanOrEqual(Date.parse('2026-03-29T01:30:00Z'))
})

test('the hour that comes twice in autumn is quiet both times', () => {
  const quiet = { from: '02:00', until: '03:00' }
  for (const now of ['2026-10-25T00:30:00Z', '2026-10-25T01:30:00Z'])
    expect(Date.parse(due(now, { quiet, timeZone: 'Europe/Berlin' }))).toBeGreaterThan(Date.parse(now))
  expect(due('2026-10-25T02:00:00Z', { quiet, timeZone: 'Europe/Berlin' })).toBe('2026-10-25T02:00:00.000Z')
})

test.each([
  ['hourly', '2026-11-26T13:30:00Z', '2026-11-26T14:00:00.000Z'],
  // Eight in the morning in Kathmandu, which is 5:45 ahead.
  ['daily', '2026-11-26T13:30:00Z', '2026-11-27T02:15:00.000Z'],
] as const)('a digest goes out %s by the clock of the person', (digest, now, at) => {
  const timeZone = digest === 'daily' ? 'Asia/Kathmandu' : 'UTC'
  expect(due(now, { digest, timeZone })).toBe(at)
})

test('a daily digest keeps its hour across the change of the clock', () => {
  const berlin = { digest: 'daily', digestHour: 8, timeZone: 'Europe/Berlin' } as const
  expect(due('2026-03-28T12:00:00Z', berlin)).toBe('2026-03-29T06:00:00.000Z')
  expect(due('2026-10-24T12:00:00Z', berlin)).toBe('2026-10-25T07:00:00.000Z')
})

test('what is urgent waits for nothing, and a webhook never sleeps', () => {
  const now = '2026-11-26T23:00:00.000Z'
  const all = { digest: 'daily', quiet: night } as const
  expect(due(now, all, { priority: 'urgent' })).toBe(now)
  expect(due(now, all, { channel: 'webhook' })).toBe(now)
  expect(due(now, all)).not.toBe(now)
})
