import { expect, test } from 'vitest'
import { readBibliographyHere } from './read-text.ts'

const crossref = { 'content-domain': {}, type: 'journal-article', DOI: '10.1234/a', title: ['A {note} "x"'] }
const openAlex = { id: 'https://openalex.org/W1', title: 'A {note} "x"', authorships: [], type: 'article' }
const datacite = {
  id: '10.1234/a',
  type: 'dois',
  attributes: { doi: '10.1234/a', titles: [{ title: 'A {note} "x"' }], schemaVersion: 'kernel-4' },
}

test.each([
  ['crossref-json', 'a work', crossref, 1],
  ['crossref-json', 'a list', [crossref, crossref], 2],
  ['crossref-json', 'the answer for one', { status: 'ok', 'message-type': 'work', message: crossref }, 1],
  [
    'crossref-json',
    'the answer for many',
    {
      status: 'ok',
      'message-type': 'work-list',
      message: { facets: {}, 'total-results': 2, items: [crossref, crossref], query: { 'start-index': 0 } },
    },
    2,
  ],
  ['openalex-json', 'a work', openAlex, 1],
  [
    'openalex-json',
    'an answer',
    { meta: { count: 2 }, results: [openAlex, openAlex], group_by: [{ key: 1 }] },
    2,
  ],
  ['datacite-json', 'a record', datacite.attributes, 1],
  ['datacite-json', 'the answer for one', { data: datacite }, 1],
  ['datacite-json', 'the answer for many', { data: [datacite, datacite], meta: { total: 2 }, links: {} }, 2],
])('%s: %s is read', (format, _shape, value, count) => {
  const text = JSON.stringify(value, null, 2)
  const reading = readBibliographyHere(Buffer.from(text), 'answer.json', () => undefined)
  expect(reading).toMatchObject({ format, problems: [] })
  const entries = 'entries' in reading ? reading.entries : []
  expect(entries.map(({ csl }) => csl.title)).toEqual(Array.from({ length: count }, () => 'A {note} "x"'))
  const [first] = entries
  expect(text.split('\n')[(first?.line ?? 0) - 1]?.trim()).toMatch(/\{$/)
  expect(text).toContain(first?.verbatim)
})

test('a broken work in an answer costs no other', () => {
  const text = `{"status":"ok","message-type":"work-list","message":{"items":[${JSON.stringify(crossref)},{"indexed": }},{"indexed":{},"type":"book","DOI":"10.1234/b","title":["B"]}]}}`
  const reading = readBibliographyHere(Buffer.from(text), 'answer.json', () => undefined)
  expect('entries' in reading && reading.entries.map(({ csl }) => csl.DOI)).toEqual([
    '10.1234/a',
    '10.1234/b',
  ])
  expect('problems' in reading && reading.problems.map(({ code }) => code)).toEqual(['entry_unreadable'])
})
