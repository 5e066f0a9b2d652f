import { expect, test } from 'vitest'
import { type CslItem, displayAuthors, displayName, hasMoreAuthors, yearOf } from './csl.ts'

test('shows names in the reading order of their script', () => {
  expect(displayName({ family: 'Beethoven', given: 'Ludwig', 'non-dropping-particle': 'van' })).toBe(
    'Ludwig van Beethoven',
  )
  expect(displayName({ family: '홍', given: '길동' })).toBe('홍길동')
  expect(displayName({ family: '홍', given: 'Gil-dong' })).toBe('Gil-dong 홍')
  expect(displayName({ family: 'Hicks', given: 'Michael', suffix: 'III' })).toBe('Michael Hicks III')
  expect(displayName({ literal: '한국전자통신연구원' })).toBe('한국전자통신연구원')
})

test('leaves out "and others" from the authors and tells of it', () => {
  const item: CslItem = {
    type: 'article-journal',
    author: [{ family: 'Kim', given: 'Min' }, { literal: 'others' }],
  }
  expect(displayAuthors(item)).toEqual(['Min Kim'])
  expect(hasMoreAuthors(item)).toBe(true)
})

test('knows a book without authors by its editors', () => {
  expect(displayAuthors({ type: 'book', author: [], editor: [{ family: 'Hsu', given: 'M.' }] })).toEqual([
    'M. Hsu',
  ])
  expect(displayAuthors({ type: 'book' })).toEqual([])
})

test('finds the year in date parts and in words', () => {
  expect(yearOf({ type: 'book', issued: { 'date-parts': [[1994, 3]] } })).toBe(1994)
  expect(yearOf({ type: 'book', issued: { literal: 'to appear in 2027' } })).toBe(2027)
  expect(yearOf({ type: 'book', issued: { literal: 'in press' } })).toBeUndefined()
  expect(yearOf({ type: 'book' })).toBeUndefined()
})
