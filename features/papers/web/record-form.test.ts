import { expect, test } from 'vitest'
import { changesOf, type RecordForm, wrongFields } from './record-form.ts'

const before: RecordForm = {
  type: 'article-journal',
  title: 'On Proof and Progress',
  originalTitle: '',
  authors: [{ id: 0, family: 'Thurston', given: 'William P.' }],
  editors: [],
  date: '1994-04',
  venue: 'Bulletin of the AMS',
  volume: '30',
  issue: '',
  pages: '',
  edition: '',
  publisher: '',
  doi: '',
  arxivId: '',
  pmid: '',
  pmcid: '',
  isbn: '',
  issn: '',
  url: '',
  language: '',
  abstract: '',
  release: [],
}

test('what was not touched is not sent, so that it keeps its origin', () => {
  expect(changesOf(before, { ...before, venue: ' Bulletin of the AMS ' })).toEqual({})
})

test('names are sent in their order and in their parts, one in a single piece as it is', () => {
  const authors = [
    { id: 1, family: '김', given: '민준' },
    { id: 2, family: '', given: '' },
    { id: 3, family: 'Bourbaki', given: '' },
  ]
  expect(changesOf(before, { ...before, authors })).toEqual({
    authors: [{ family: '김', given: '민준' }, 'Bourbaki'],
  })
})

test('an emptied field is null, a field handed back is named', () => {
  expect(changesOf(before, { ...before, venue: '', date: '1995', release: ['volume'] })).toEqual({
    venue: null,
    date: '1995',
    release: ['volume'],
  })
})

test('identifiers are looked at by their check digits, what stood there before is left alone', () => {
  const form = { ...before, doi: 'none', isbn: '978-0-306-40615-8', issn: '2049-3630', date: '1995-13' }
  expect(wrongFields(before, form)).toEqual(['date', 'doi', 'isbn'])
  expect(wrongFields({ ...before, isbn: 'odd' }, { ...before, isbn: 'odd' })).toEqual([])
  expect(wrongFields(before, { ...before, title: ' ' })).toEqual(['title'])
})
