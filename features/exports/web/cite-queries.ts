import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { call } from '#web/lib/call.ts'
import { citePaper, getKeyFormula, listLinks, listStyles } from '../contract.ts'

/** A paper in a style. While another style is asked for, the one before stays. */
export function citationQuery(paperId: string, style: string) {
  return queryOptions({
    queryKey: ['paper', paperId, 'citation', style],
    queryFn: ({ signal }) => call(citePaper, { params: { paperId }, query: { style } }, { signal }),
    placeholderData: keepPreviousData,
  })
}

export function stylesQuery(words: string) {
  return queryOptions({
    queryKey: ['styles', 'found', words],
    queryFn: ({ signal }) => call(listStyles, { query: words === '' ? {} : { q: words } }, { signal }),
    placeholderData: keepPreviousData,
    staleTime: Number.POSITIVE_INFINITY,
  })
}

export const ownStylesQuery = queryOptions({
  queryKey: ['styles', 'own'],
  queryFn: ({ signal }) => call(listStyles, { query: { own: '1' } }, { signal }),
})

export const linksQuery = queryOptions({
  queryKey: ['export-links'],
  queryFn: ({ signal }) => call(listLinks, {}, { signal }),
})

export function formulaQuery(libraryId: string) {
  return queryOptions({
    queryKey: ['key-formula', libraryId],
    queryFn: ({ signal }) => call(getKeyFormula, { params: { libraryId } }, { signal }),
  })
}
