import { expect, test } from 'vitest'
import { lineCounter } from './line-counter.ts'

test('tells lines of places in rising order, the same place again, and beyond the end', () => {
  const lineAt = lineCounter('a\nb\n\nc')
  expect([0, 1, 2, 2, 4, 5, 6, 99].map(lineAt)).toEqual([1, 1, 2, 2, 3, 4, 4, 4])
})

test('a text of one long line is searched once, however often it is asked', () => {
  let searches = 0
  const text = 'x'.repeat(10)
  const watched = Object.assign(Object.create(String.prototype), {
    indexOf(sought: string, from?: number) {
      searches += 1
      return text.indexOf(sought, from)
    },
  })
  const lineAt = lineCounter(watched)
  for (let place = 0; place < 10; place += 1) lineAt(place)
  expect(searches).toBe(1)
})
