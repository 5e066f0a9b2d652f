import { useNavigate, useSearch } from '@tanstack/react-router'
import { useCallback, useMemo } from 'react'
import type { PaperSort } from '#features/papers/contract.ts'
import type { ListChoice } from '#features/papers/web/paper-queries.ts'
import { useMe } from '../useMe.ts'
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

/** What the address asks for, and a way to ask for something else. */
export function useLibrary() {
  const address = useSearch({ from: '/frame/' })
  const { libraries } = useMe()
  // One the person was taken out of, or never was in, is as if none were named.
  const isMine = libraries.some(({ id }) => id === address.library)
  const search = isMine ? address : { ...address, library: undefined }
  const navigate = useNavigate()
  const sort = sortOf(search)
  const { library, q, rating, tag, collection, status, direction = naturalDirection[sort] } = search
  // The same as long as it says the same: lists are known by it.
  const choice = useMemo<ListChoice>(
    () => ({
      libraryId: library,
      q,
      ratingHalvesMin: rating,
      tagsAny: tag === undefined ? undefined : [tag],
      collectionId: collection,
      status,
      sort,
      direction,
    }),
    [library, q, rating, tag, collection, status, sort, direction],
  )
  /** One step back undoes it, unless it only `replace`s. */
  const narrow = useCallback(
    (change: Partial<LibrarySearch>, { replace = false } = {}) =>
      void navigate({ to: '/', search: (before) => ({ ...before, ...change }), replace }),
    [navigate],
  )
  return { search, choice, narrow }
}

/** How many filters narrow the list, words not counted. */
export function activeFilters(search: LibrarySearch): number {
  return [search.rating, search.tag, search.status].filter((value) => value !== undefined).length
}
