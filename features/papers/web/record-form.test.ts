import { expect, test } from 'vitest'
import { changeOf, faultOf, isSameValue, writtenValue } from './record-form.ts'

const paper = {
  arxivId: '1706.03762',
  csl: {
    type: 'article-journal' as const,
    title: 'On Proof and Progress',
    author: [{ family: 'Thurston', given: 'William P.' }, { literal: 'Bourbaki' }],
    issued: { 'date-parts': [[1994, 4]] },
  },
}

test('a field is written as it reads: a date, names in their parts, an id without its archive', () => {
  expect(writtenValue(paper, 'year')).toBe('1994-04')
  expect(writtenValue(paper, 'arxivId')).toBe('1706.03762')
  expect(writtenValue(paper, 'venue')).toBe('')
  expect(writtenValue(paper, 'authors')).toEqual([
    { id: 0, family: 'Thurston', given: 'William P.' },
    { id: 1, family: 'Bourbaki', given: '' },
  ])
})

test('names are sent in their order and in their parts, one in a single piece as it is; an emptied text is null', () => {
  const authors = [
    { id: 1, family: '김', given: '민준' },
    { id: 2, family: '', given: '' },
    { id: 3, family: 'Bourbaki', given: '' },
  ]
  expect(changeOf('authors', authors)).toEqual({ authors: [{ family: '김', given: '민준' }, 'Bourbaki'] })
  expect([changeOf('venue', ' '), changeOf('year', '1995'), changeOf('type', 'book')]).toEqual([
    { venue: null },
    { date: '1995' },
    { type: 'book' },
  ])
})

test('blanks and empty rows change nothing', () => {
  expect(isSameValue(' Nature ', 'Nature')).toBe(true)
  const names = writtenValue(paper, 'authors')
  if (typeof names === 'string') throw new Error('authors are rows')
  expect(isSameValue(names, [...names, { id: 9, family: ' ', given: '' }])).toBe(true)
  expect(isSameValue(names, names.toReversed())).toBe(false)
})

test.each([
  ['title', ' ', 'title'],
  ['year', '1995-13', 'date'],
  ['year', '1995-12', undefined],
  ['doi', 'none', 'identifier'],
  ['isbn', '978-0-306-40615-8', 'identifier'],
  ['isbn', '978-0-306-40615-7', undefined],
  ['url', 'ftp://x', 'url'],
  ['venue', '', undefined],
] as const)('%s %j has the fault %s', (field, value, fault) => {
  expect(faultOf(field, value, 'before')).toBe(fault)
})

test('what stood there before is nobody’s fault', () => {
  expect(faultOf('isbn', 'odd', 'odd')).toBeUndefined()
})
