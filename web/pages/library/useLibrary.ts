import { useMemo } from 'react'
import type { PaperSort } from '#features/papers/contract.ts'
import type { ListChoice } from '#features/papers/web/paper-queries.ts'
import { filterSearch, toFilter } from './filter/search-filter.ts'
import { useFilter } from './filter/useFilter.ts'
import type { LibrarySearch } from './library-search.ts'

/** The way an order runs until somebody turns it round. */
export const naturalDirection: Readonly<Record<PaperSort, 'asc' | 'desc'>> = {
  relevance: 'desc',
  added: 'desc',
  updated: 'desc',
  year: 'desc',
  rating: 'desc',
  title: 'asc',
  authors: 'asc',
  venue: 'asc',
}

/** The order shown: as chosen, else by relevance for words and by addition without. */
export function sortOf(search: LibrarySearch) {
  if (search.sort === undefined || (search.sort === 'relevance' && search.q === undefined)) {
    return search.q === undefined ? 'added' : 'relevance'
  }
  return search.sort
}

/** The list that an address asks for. */
export function listChoiceOf(search: LibrarySearch): ListChoice {
  const sort = sortOf(search)
  const { direction = naturalDirection[sort] } = search
  return { ...toFilter(filterSearch.parse(search)), sort, direction }
}

/** What the address asks for, and a way to ask for something else. */
export function useLibrary() {
  const { search, smart, isChanged, narrow, clear } = useFilter()
  const said = JSON.stringify(listChoiceOf(search))
  // The same as long as it says the same: lists are known by it.
  const choice = useMemo<ListChoice>(() => JSON.parse(said), [said])
  // What was changed of a smart collection's filter can be kept in its place.
  return { search, choice, narrow, clear, changed: isChanged ? smart : undefined }
}
