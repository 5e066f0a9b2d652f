import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { call } from '#web/lib/call.ts'
import { getPage, getReadingPlace, listPageSizes, listPageTexts, type PaperFile } from '../../contract.ts'
import { type FoldedText, foldText } from './find/fold-text.ts'

export function pageSizesQuery(fileId: string) {
  return queryOptions({
    queryKey: ['reader', 'sizes', fileId],
    queryFn: ({ signal }) => call(listPageSizes, { params: { fileId } }, { signal }),
    staleTime: Number.POSITIVE_INFINITY,
  })
}

/** Where the person reads this file; the live socket says when another device of theirs moved on. */
export function placeQuery(fileId: string) {
  return queryOptions({
    queryKey: ['place', fileId],
    queryFn: ({ signal }) => call(getReadingPlace, { params: { fileId } }, { signal }),
    refetchOnMount: 'always',
  })
}

/** A file's text changes when it is read again, by OCR as well. */
const textKey = ({ id, state, ocr }: PaperFile) => [id, state, ocr?.state] as const

export type SearchedPage = { readonly number: number; readonly folded: FoldedText }

/** The text of all pages, folded for searching, some hundred pages at once. */
export function pageTextsQuery(file: PaperFile) {
  return infiniteQueryOptions({
    queryKey: ['reader', 'texts', ...textKey(file)],
    queryFn: async ({ pageParam, signal }) => {
      const { items, next } = await call(
        listPageTexts,
        { params: { fileId: file.id }, query: { from: pageParam } },
        { signal },
      )
      const pages: SearchedPage[] = []
      for (const { number, text } of items) {
        pages.push({ number, folded: foldText(text) })
        // Folding a book takes a while; the reader goes on meanwhile.
        if (pages.length % 25 === 0) await new Promise((resolve) => setTimeout(resolve))
      }
      return { pages, next }
    },
    initialPageParam: 1,
    getNextPageParam: ({ next }) => next,
    staleTime: Number.POSITIVE_INFINITY,
  })
}

/** One page's text with the place of every run. */
export function pageTextQuery(file: PaperFile, number: number) {
  return queryOptions({
    queryKey: ['reader', 'page', ...textKey(file), number],
    queryFn: ({ signal }) => call(getPage, { params: { fileId: file.id, number } }, { signal }),
    staleTime: Number.POSITIVE_INFINITY,
  })
}
