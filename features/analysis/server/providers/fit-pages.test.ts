import { expect, test } from 'vitest'
import { fitPages } from './fit-pages.ts'

const pages = [
  { number: 1, text: 'one two three' },
  { number: 2, text: 'four five six' },
  { number: 3, text: 'seven' },
]

test('a paper within the budget is taken whole', () => {
  expect(fitPages(pages, 31)).toEqual({ pages, coverage: { pageCount: 3, truncatedAtPage: null } })
})

test('the first page that does not fit ends the reading, even if a later one would fit', () => {
  expect(fitPages(pages, 30)).toEqual({
    pages: pages.slice(0, 2),
    coverage: { pageCount: 3, truncatedAtPage: 3 },
  })
  expect(fitPages(pages, 20).pages).toEqual(pages.slice(0, 1))
})

test('a first page longer than the budget is cut between words', () => {
  expect(fitPages(pages, 9)).toEqual({
    pages: [{ number: 1, text: 'one two' }],
    coverage: { pageCount: 3, truncatedAtPage: 1 },
  })
})

test('no cut leaves half a character', () => {
  expect(fitPages([{ number: 1, text: '𝑥𝑦𝑧' }], 3).pages[0]?.text.isWellFormed()).toBe(true)
})
