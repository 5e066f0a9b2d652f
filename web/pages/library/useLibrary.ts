import { useInfiniteQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { papersQuery } from '#features/papers/web/paper-queries.ts'
import type { LibrarySearch } from './library-search.ts'

const naturalDirection = {
  relevance: 'desc',
  added: 'desc',
  updated: 'desc',
  year: 'desc',
  rating: 'desc',
  title: 'asc',
  authors: 'asc',
  venue: 'asc',
} as const

/** The order shown: as chosen, else by relevance for words and by addition without. */
export function sortOf(search: LibrarySearch) {
  if (search.sort === undefined || (search.sort === 'relevance' && search.q === undefined)) {
    return search.q === undefined ? 'added' : 'relevance'
  }
  return search.sort
}

/** What the address asks for, its rows, and a way to ask for something else. */
export function useLibrary() {
  const search = useSearch({ from: '/frame/' })
  const navigate = useNavigate()
  const sort = sortOf(search)
  const filter = {
    q: search.q,
    ratingHalvesMin: search.rating,
    tagsAny: search.tag === undefined ? undefined : [search.tag],
    collectionId: search.collection,
    status: search.status,
    sort,
    direction: search.direction ?? naturalDirection[sort],
  }
  const rows = useInfiniteQuery(papersQuery(filter))
  const narrow = (change: Partial<LibrarySearch>) =>
    void navigate({ to: '/', search: (before) => ({ ...before, ...change }), replace: true })
  return {
    search,
    sort,
    filter,
    rows,
    papers: rows.data?.pages.flatMap(({ items }) => items) ?? [],
    first: rows.data?.pages[0],
    narrow,
  }
}

/** How many filters narrow the list, words not counted. */
export function activeFilters(search: LibrarySearch): number {
  return [search.rating, search.tag, search.status].filter((value) => value !== undefined).length
}
