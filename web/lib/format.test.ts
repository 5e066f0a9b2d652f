import { expect, test } from 'vitest'
import { formatterFor } from './format.ts'

const en = formatterFor('en')
const ko = formatterFor('ko')
const nowMs = Date.parse('2026-11-24T12:00:00.000Z')

test.each([
  [0, '0 bytes'],
  [1, '1 byte'],
  [999, '999 bytes'],
  [1_000, '1 kB'],
  [999_499, '999 kB'],
  [999_500, '1 MB'],
  [2_340_000, '2.3 MB'],
  [48_000_000_000, '48 GB'],
])('%d bytes read "%s"', (bytes, expected) => {
  expect(en.sizeBytes(bytes)).toBe(expected)
})

test.each([
  [12, '12 ms'],
  [1_240, '1.2 sec'],
  [9_990, '10 sec'],
  [59_600, '1 min'],
  [80_000, '1 min 20 sec'],
  [3_600_000, '1 hr'],
  [5_430_000, '1 hr 31 min'],
])('%d milliseconds read "%s"', (ms, expected) => {
  expect(en.durationMs(ms)).toBe(expected)
})

test('durations in Korean use Korean units', () => {
  expect(ko.durationMs(80_000)).toBe('1분 20초')
})

test.each([
  ['2026-11-24T11:59:40.000Z', 'now', '지금'],
  ['2026-11-24T11:57:00.000Z', '3 minutes ago', '3분 전'],
  ['2026-11-23T12:00:00.000Z', 'yesterday', '어제'],
  ['2026-11-24T14:00:00.000Z', 'in 2 hours', '2시간 후'],
])('%s is %s', (instant, english, korean) => {
  expect(en.relative(instant, nowMs)).toBe(english)
  expect(ko.relative(instant, nowMs)).toBe(korean)
})

test.each([
  [0, '$0.00'],
  [1_230_000, '$1.23'],
  [340, '$0.00034'],
  [9_999, '$0.01'],
])('%d micro-dollars read "%s"', (microUsd, expected) => {
  expect(en.costMicroUsd(microUsd)).toBe(expected)
})
