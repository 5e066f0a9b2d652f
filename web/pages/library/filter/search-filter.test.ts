import { expect, test } from 'vitest'
import { paperFilter } from '#features/papers/contract.ts'
import { activeFilters, filterSearch, toFilter, toKept, toSearch } from './search-filter.ts'

const tag = '01890000-0000-7000-8000-000000000001'

test('a filter comes back from the address as it was kept, and what the address cannot say is left out', () => {
  const search = filterSearch.parse({
    q: 2024,
    rating: 8,
    status: 'read',
    tags: [tag],
    noTags: ['nothing'],
    from: 1999,
    to: 'soon',
    pdf: false,
    within: 30,
    venue: ' ',
  })
  const kept = toKept(search)
  expect(kept).toEqual({
    q: '2024',
    ratingHalvesMin: 8,
    status: ['read'],
    tagsAll: [tag],
    yearFrom: 1999,
    hasPdf: false,
    addedWithinDays: 30,
  })
  expect(toKept(toSearch(paperFilter.parse(kept)))).toEqual(kept)
  expect(toFilter(toSearch(paperFilter.parse({}))).tagsAll).toBeUndefined()
  expect(activeFilters(toSearch(paperFilter.parse(kept)))).toBe(6)
})

test('every part of a filter has its place in the address', () => {
  expect(Object.keys(toFilter(filterSearch.parse({}))).toSorted()).toEqual(
    Object.keys(paperFilter.shape).toSorted(),
  )
})
