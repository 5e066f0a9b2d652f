import { describe, expect, test } from 'vitest'
import { displayName } from '#contract/csl.ts'
import { toCslName, withRecognised } from './recognised-record.ts'

const page = { confidence: 0.9, origin: 'page' as const }
const recognised = {
  title: { value: 'The page’s title', ...page },
  authors: { value: ['Ada Lovelace'], ...page },
  year: { value: 1843, ...page },
  doi: { value: '10.1000/182', ...page },
  arxiv: { value: { id: 'math/0501170', version: 3 }, ...page },
}

describe('what a PDF says of itself', () => {
  test('replaces the file name and adds what is missing, with its origin', () => {
    const found = withRecognised(
      { type: 'article', title: 'scan 17' },
      { title: { source: 'file name', confidence: 0.1 } },
      recognised,
    )
    expect(found.csl).toEqual({
      type: 'article',
      title: 'The page’s title',
      author: [{ family: 'Lovelace', given: 'Ada' }],
      issued: { 'date-parts': [[1843]] },
      DOI: '10.1000/182',
      archive: 'arXiv',
      archive_location: 'math/0501170',
    })
    expect(found.changed).toEqual(['title', 'authors', 'year', 'doi', 'arxivId'])
    for (const field of found.changed)
      expect(found.origins[field]).toEqual({ source: 'page', confidence: 0.9 })
  })

  test.each(['person', 'bibliography', 'crossref'])(
    'leaves what a %s said, also when it is nothing',
    (source) => {
      const origins = { title: { source, confidence: 1 }, year: { source, confidence: 1 } }
      const { title, year } = recognised
      expect(withRecognised({ type: 'article', title: 'Theirs' }, origins, { title, year })).toEqual({
        csl: { type: 'article', title: 'Theirs' },
        origins,
        changed: [],
      })
    },
  )
})

test.each([
  ['Ada Lovelace', { family: 'Lovelace', given: 'Ada' }],
  ['C.A.R. Hoare', { family: 'Hoare', given: 'C.A.R.' }],
  ['Jan van der Berg', { family: 'Berg', given: 'Jan', 'non-dropping-particle': 'van der' }],
  ['Guy L. Steele Jr.', { family: 'Steele', given: 'Guy L.', suffix: 'Jr.' }],
  ['Martín Farach-Colton', { family: 'Farach-Colton', given: 'Martín' }],
  ['김철수', { family: '김', given: '철수' }],
  ['남궁민수', { family: '남궁', given: '민수' }],
  ['Plato', { literal: 'Plato' }],
])('the name %s has its parts and reads as printed', (printed, parts) => {
  expect(toCslName(printed)).toEqual(parts)
  expect(displayName(toCslName(printed))).toBe(printed)
})
