import { expect, test } from 'vitest'
import { readCslJson } from './read-csl-json.ts'

const one = { id: 'kim2024', type: 'article-journal', title: 'One', keyword: 'a, b' }
const two = {
  id: 'http://zotero.org/users/1/items/X',
  type: 'book',
  title: 'Two',
  note: 'Citation Key: two2\nseen',
}

test.each([
  ['a list', JSON.stringify([one, two])],
  ['a list inside of an object', JSON.stringify({ kind: 'export', items: [one, two] })],
  ['records one after the other', `${JSON.stringify(one)}\n${JSON.stringify(two)}\n`],
])('reads %s', (_shape, text) => {
  const { entries, problems } = readCslJson(text)
  expect(problems).toEqual([])
  expect(entries.map(({ citationKey, csl }) => [citationKey, csl.title])).toEqual([
    ['kim2024', 'One'],
    ['two2', 'Two'],
  ])
  expect(entries[0]).toMatchObject({ keywords: ['a', 'b'], verbatim: JSON.stringify(one) })
  expect(entries[0]?.csl.keyword).toBeUndefined()
  expect(entries[1]?.csl.note).toBe('seen')
})

test('tells the lines of records', () => {
  expect(readCslJson(JSON.stringify([one, two], null, 1)).entries.map(({ line }) => line)).toEqual([2, 8])
})

test.each([
  ['a lost quotation mark', '[{"id":"a","title":"A},\n{"id":"b","type":"book","title":"B"}]'],
  [
    'a lost brace',
    '[{"id":"a","title":"A","author":[{"family":"F"]},\n{"id":"b","type":"book","title":"B"}]',
  ],
  ['a lost value', '[{"id":"a","title":},\n{"id":"b","type":"book","title":"B"}]'],
])('%s costs one record', (_damage, text) => {
  const { entries, problems } = readCslJson(text)
  expect(entries.map(({ csl }) => csl.title)).toEqual(['B'])
  expect(problems.map(({ code, line }) => [code, line])).toEqual([['entry_unreadable', 1]])
})

test('an incomplete download keeps what is whole', () => {
  const { entries, problems } = readCslJson(`[${JSON.stringify(one)},\n{"id":"b","title":"B`)
  expect(entries).toHaveLength(1)
  expect(problems).toHaveLength(1)
})

test('tells fields that could not be taken', () => {
  const { entries, problems } = readCslJson(
    '[{"id":"a","type":"book","title":"A","DOI":"none","author":{"x":1}}]',
  )
  expect(entries[0]?.csl).toEqual({ id: 'a', type: 'book', title: 'A' })
  expect(problems.map(({ code, field }) => [code, field])).toEqual([
    ['field_dropped', 'DOI'],
    ['field_dropped', 'author'],
  ])
})
