import { expect, test } from 'vitest'
import { columns, readLayout, widthOf, withColumn, withPlace, withWidth } from './columns.ts'
import { everything, isSelected, nothing, sizeOf, stretch, toggled, withAll } from './selection.ts'

test('a paper is chosen and let go, and a stretch comes on top of what was chosen', () => {
  const one = toggled(new Set(), 'a')
  expect([isSelected(one, 'a'), isSelected(one, 'b'), sizeOf(one, 9)]).toEqual([true, false, 1])
  expect(toggled(new Set(['a']), 'a')).toEqual(nothing)
  const base = new Set(['z'])
  expect(sizeOf(withAll(base, ['a', 'b']), 9)).toBe(3)
  // Drawn back, the stretch is shorter and what was chosen before it stays.
  expect(withAll(base, ['a'])).toEqual({ kind: 'some', ids: new Set(['z', 'a']) })
  expect(stretch(7, 3)).toEqual({ first: 3, count: 5 })
  expect([isSelected(everything, 'anything'), sizeOf(everything, 12_345)]).toEqual([true, 12_345])
})

test('what is remembered of the columns is read with care', () => {
  const begin = readLayout(null)
  for (const stored of [
    '',
    '[]',
    '{"shown":["nonsense"]}',
    '{"shown":["year","year","title"],"widths":{"year":1}}',
  ])
    expect([stored, readLayout(stored)]).toEqual([stored, begin])
  expect(readLayout('{"view":"table","shown":["year","title"],"widths":{"year":90}}')).toEqual({
    view: 'table',
    shown: ['year', 'title'],
    widths: { year: 90 },
  })
})

test('columns come, go, move and grow, and the title always stays', () => {
  const begin = readLayout('{"shown":["title","year","venue"]}')
  expect(withColumn(begin, 'title', false).shown).toContain('title')
  expect(withColumn(begin, 'year', false).shown).toEqual(['title', 'venue'])
  expect(withColumn(begin, 'tags', true).shown).toEqual(['title', 'year', 'venue', 'tags'])
  expect(withPlace(begin, 'venue', 0).shown).toEqual(['venue', 'title', 'year'])
  expect(withPlace(begin, 'title', 99).shown).toEqual(['year', 'venue', 'title'])
  expect(widthOf(withWidth(begin, 'year', 3), 'year')).toBe(56)
  expect(widthOf(begin, 'venue')).toBe(columns.venue.widthPx)
})
