import { expect, test } from 'vitest'
import { parseCslItem } from './parse-csl-item.ts'

test('takes a clean record as it is', () => {
  const record = {
    id: 'kim2024',
    type: 'article-journal',
    title: '한국어 검색',
    author: [{ family: 'Gogh', given: 'Vincent', 'non-dropping-particle': 'van' }, { literal: '홍길동' }],
    issued: { 'date-parts': [[2024, 3, 1]] },
    DOI: '10.1000/abc',
    'a-field-of-tomorrow': 7,
  }
  expect(parseCslItem(record)).toEqual({ item: record, faults: [] })
})

test('mends strings for numbers, numbers for strings and lists of one', () => {
  const { item } = parseCslItem({
    type: 'journal-article',
    title: ['Deep <i>E. coli</i> &amp; H<sub>2</sub>O'],
    volume: 12,
    issued: { 'date-parts': [['2013', '1', 1]] },
    accessed: '2014-06-01',
    DOI: 'https://doi.org/10.1000/ABC',
    author: 'Kim, Min and Lee, Su',
    editor: [{ name: 'ACME' }, {}],
  })
  expect(item).toMatchObject({
    type: 'article-journal',
    title: 'Deep E. coli & H₂O',
    volume: '12',
    issued: { 'date-parts': [[2013, 1, 1]] },
    accessed: { 'date-parts': [[2014, 6, 1]] },
    DOI: '10.1000/abc',
    author: [{ literal: 'Kim, Min' }, { literal: 'Lee, Su' }],
    editor: [{ literal: 'ACME' }],
  })
})

test('reports what it could not take and keeps the rest', () => {
  const { item, faults } = parseCslItem({
    type: 'nonsense',
    title: 'Kept',
    DOI: '10.1145/nnnnnnn.nnnnnnn',
    custom: { a: 1 },
    issued: { 'date-parts': [[null]] },
    abstract: null,
  })
  expect(item).toEqual({ type: 'document', title: 'Kept' })
  expect(faults.map(({ code, field }) => [code, field])).toEqual([
    ['mended', 'type'],
    ['dropped', 'DOI'],
    ['dropped', 'custom'],
  ])
})

test('reads dates in every shape that is met', () => {
  const dateOf = (issued: unknown) => parseCslItem({ issued }).item?.issued
  expect(dateOf({ 'date-parts': [2013] })).toEqual({ 'date-parts': [[2013]] })
  expect(dateOf({ raw: 'March 2013' })).toEqual({ 'date-parts': [[2013, 3]] })
  expect(dateOf({ literal: 'in press' })).toEqual({ literal: 'in press' })
  expect(dateOf({ year: '2013', month: 13 })).toEqual({ 'date-parts': [[2013]] })
  expect(dateOf(2013)).toEqual({ 'date-parts': [[2013]] })
  expect(
    dateOf({
      'date-parts': [
        [2013, 4],
        [2013, 5],
      ],
    }),
  ).toEqual({
    'date-parts': [
      [2013, 4],
      [2013, 5],
    ],
  })
})

test('keeps out what a database or a page cannot hold', () => {
  const { item } = parseCslItem({
    type: 'book',
    title: 'a\u0000b\ud800c',
    abstract: '<p>One.</p><p>Two\n lines.</p>',
  })
  expect(item?.title).toBe('ab\ufffdc')
  expect(item?.abstract).toBe('One.\n\nTwo lines.')
})

test('refuses what is no record', () => {
  expect(parseCslItem('text').item).toBeUndefined()
  expect(parseCslItem([1]).item).toBeUndefined()
  const hostile: unknown = JSON.parse('{"__proto__": {"polluted": 1}, "type": "book"}')
  expect(parseCslItem(hostile).item).toEqual({ type: 'book' })
})

test('cuts what no index and no page could hold', () => {
  const { item, faults } = parseCslItem({
    type: 'book',
    title: 'T'.repeat(20_000),
    author: [{ family: 'F'.repeat(5_000) }],
    DOI: `10.1000/${'x1'.repeat(1_000)}`,
    issued: { 'date-parts': [[20_240_101]] },
  })
  expect(item?.title).toHaveLength(5_000)
  expect(item?.author?.[0]?.family).toHaveLength(500)
  expect(item?.DOI).toBeUndefined()
  expect(item?.issued).toBeUndefined()
  expect(faults.map(({ field }) => field)).toEqual(['title', 'DOI', 'issued'])
})

test('fields named as the properties of every object are fields like others', () => {
  const { item, faults } = parseCslItem({ type: 'book', toString: 'x', valueOf: { a: 1 } })
  expect(Object.entries(item ?? {})).toEqual([
    ['type', 'book'],
    ['toString', 'x'],
  ])
  expect(faults.map(({ field }) => field)).toEqual(['valueOf'])
})
