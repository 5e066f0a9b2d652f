import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import {
  cursorInstant,
  cursorReal,
  cursorSmallint,
  cursorText,
  fromCursor,
  pageQuery,
  toCursor,
} from './pages.ts'

const id = '01890000-0000-7000-8000-00000000000a'

test('what a cursor carries comes out as it went in', () => {
  const parts = z.tuple([cursorText, z.uuid()])
  expect(fromCursor(toCursor(['서고 + /?', id]), parts)).toEqual(['서고 + /?', id])
})

test.each([
  ['nothing', ''],
  ['no base64', '%%%'],
  ['no JSON', 'AAAA'],
  ['a part too few', toCursor(['a'])],
  ['a part too many', toCursor(['a', id, 'b'])],
  ['another type', toCursor([1, id])],
  ['no id', toCursor(['a', '-'.repeat(36)])],
  ['a sign that no text of PostgreSQL has', toCursor(['a\0b', id])],
])('%s is no cursor', (_, cursor) => {
  expect(fromCursor(cursor, z.tuple([cursorText, z.uuid()]))).toBeUndefined()
})

describe('a part is taken when PostgreSQL reads it without a fault', () => {
  test.each([
    [cursorInstant, ['2026-11-23 23:06:44.123456+00', '2026-11-23 23:06:44+05:30', '2026-11-23T23:06:44.1Z']],
    [cursorSmallint, ['0', '2026', '-32767']],
    [cursorReal, ['0', '0.607927', '1e-20']],
  ])('%#', (part, texts) => {
    expect(texts.filter((text) => !part.safeParse(text).success)).toEqual([])
  })
})

describe('and refused when it would not', () => {
  test.each([
    [
      cursorInstant,
      ['2026-02-30 00:00:00+00', '0000-01-01 00:00:00+00', '2026-01-01 00:00:00+16', 'now', '1'],
    ],
    [cursorSmallint, ['', '32768', '1.5', '1e3', ' 1']],
    [cursorReal, ['NaN', '1e300', '1e-45', '-1', '1e-99']],
  ])('%#', (part, texts) => {
    expect(texts.filter((text) => part.safeParse(text).success)).toEqual([])
  })
})

test('the cursor behind the longest title that is sorted by is taken back', () => {
  const cursor = toCursor(['𠀋'.repeat(200), id])
  expect(pageQuery.parse({ cursor }).cursor).toBe(cursor)
})
