import { expect, test } from 'vitest'
import { ratingAfterKey, ratingAt } from './rating.ts'

test.each([
  [0, 1],
  [0.05, 1],
  [0.11, 2],
  [0.5, 5],
  [0.51, 6],
  [1, 10],
  [1.2, 10],
])('a press at %d of the row is %d half stars', (share, halves) => {
  expect(ratingAt(share)).toBe(halves)
})

test('arrow keys step by half a star and stop at the ends', () => {
  expect(ratingAfterKey('ArrowRight', null)).toBe(1)
  expect(ratingAfterKey('ArrowUp', 10)).toBe(10)
  expect(ratingAfterKey('ArrowLeft', 7)).toBe(6)
  expect(ratingAfterKey('ArrowDown', 1)).toBeNull()
  expect(ratingAfterKey('ArrowDown', null)).toBeNull()
})

test('digits set whole stars and nought clears', () => {
  expect(ratingAfterKey('3', 1)).toBe(6)
  expect(ratingAfterKey('0', 6)).toBeNull()
})

test('other keys are left to the page', () => {
  expect(ratingAfterKey('6', 1)).toBeUndefined()
  expect(ratingAfterKey('Tab', 1)).toBeUndefined()
})
