import { expect, test } from 'vitest'
import { changesOf, type RecordForm } from './record-form.ts'

const before: RecordForm = {
  title: 'On Proof and Progress',
  authors: 'William P. Thurston',
  year: '1994',
  venue: 'Bulletin of the AMS',
  doi: '',
  abstract: '',
}

test('what was not touched is not sent, so that it keeps its origin', () => {
  expect(changesOf(before, { ...before, venue: ' Bulletin of the AMS ' })).toEqual({})
})

test('authors are the lines that are not empty', () => {
  expect(changesOf(before, { ...before, authors: '김민준\n\n  이서연 \n' })).toEqual({
    authors: ['김민준', '이서연'],
  })
})

test('an emptied field is null, a year is a number', () => {
  expect(changesOf(before, { ...before, venue: '', year: '1995' })).toEqual({ venue: null, year: 1995 })
  expect(changesOf(before, { ...before, year: '' })).toEqual({ year: null })
})
