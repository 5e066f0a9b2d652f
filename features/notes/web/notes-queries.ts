import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query'
import { listPapers } from '#features/papers/contract.ts'
import { call } from '#web/lib/call.ts'
import { getNote, listMentions, listNotes } from '../contract.ts'

type Place = { readonly paperId?: string; readonly libraryId?: string }

const notesPerPage = 50

/** The notes of a paper, of a library, or all one sees; in keyset pages. */
export function notesQuery(place: Place) {
  return infiniteQueryOptions({
    queryKey: ['notes', 'list', place],
    queryFn: ({ pageParam, signal }) =>
      call(
        listNotes,
        { query: { ...place, limit: notesPerPage, ...(pageParam === null ? {} : { cursor: pageParam }) } },
        { signal },
      ),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next,
  })
}

export function noteQuery(noteId: string) {
  return queryOptions({
    queryKey: ['notes', 'note', noteId],
    queryFn: ({ signal }) => call(getNote, { params: { noteId } }, { signal }),
  })
}

/** The notes that name a paper. */
export function mentionsQuery(paperId: string) {
  return queryOptions({
    queryKey: ['notes', 'mentions', paperId],
    queryFn: ({ signal }) => call(listMentions, { params: { paperId } }, { signal }),
  })
}

/** The papers of a library that a note may link to, by words; the newest for none. */
export function linkablePapersQuery(libraryId: string, words: string) {
  return queryOptions({
    queryKey: ['papers', 'linkable', libraryId, words],
    queryFn: ({ signal }) =>
      call(
        listPapers,
        { query: { libraryId, limit: 8, ...(words === '' ? {} : { q: words, sort: 'relevance' }) } },
        { signal },
      ),
    placeholderData: keepPreviousData,
  })
}
