import { expect, test } from 'vitest'
import { toCslDate } from './csl-date.ts'

test.each([
  ['2003', [[2003]]],
  ['2014-06-01', [[2014, 6, 1]]],
  ['2014/06/01', [[2014, 6, 1]]],
  ['1990/2/27', [[1990, 2, 27]]],
  ['2009///', [[2009]]],
  ['2016/12//', [[2016, 12]]],
  ['2013/02/15/received', [[2013, 2, 15]]],
  ['2023-09-14T20:09:10Z', [[2023, 9, 14]]],
  ['2009-00-00', [[2009]]],
  ['20161231', [[2016, 12, 31]]],
  [
    '2011-12/2012-02',
    [
      [2011, 12],
      [2012, 2],
    ],
  ],
  ['1997--1998', [[1997], [1998]]],
  ['1998/99', [[1998], [1999]]],
  ['June 2014', [[2014, 6]]],
  ['15 Mar. 2010', [[2010, 3, 15]]],
  ['Sept 3rd, 2011', [[2011, 9, 3]]],
  ['2003 apr~12', [[2003, 4, 12]]],
  [
    'March--April 2001',
    [
      [2001, 3],
      [2001, 4],
    ],
  ],
  [
    '4-8 July 2016',
    [
      [2016, 7, 4],
      [2016, 7, 8],
    ],
  ],
  ['2016년 4월', [[2016, 4]]],
  ['2016년 4월 3일', [[2016, 4, 3]]],
  ['2016. 4. 3', [[2016, 4, 3]]],
  ['25.12.1999', [[1999, 12, 25]]],
  ['12/25/1999', [[1999, 12, 25]]],
  ['03/04/1999', [[1999]]],
])('reads %s as a date', (text, parts) => {
  expect(toCslDate(text)).toEqual({ 'date-parts': parts })
})

test('keeps the season and the doubt of a date', () => {
  expect(toCslDate('2025-21')).toEqual({ 'date-parts': [[2025]], season: 1 })
  expect(toCslDate('Fall 2012')).toEqual({ 'date-parts': [[2012]], season: 3 })
  expect(toCslDate('2003?')).toEqual({ 'date-parts': [[2003]], circa: true })
  expect(toCslDate('c. 1999')).toEqual({ 'date-parts': [[1999]], circa: true })
})

test('keeps the words of what is no date, and nothing of nothing', () => {
  expect(toCslDate('in press')).toEqual({ literal: 'in press' })
  expect(toCslDate('Year')).toEqual({ literal: 'Year' })
  expect(toCslDate('1-4~nov')).toEqual({ literal: '1-4 nov' })
  expect(toCslDate('  ')).toBeUndefined()
})
