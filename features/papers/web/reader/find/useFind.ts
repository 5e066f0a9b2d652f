import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query'
import { useDeferredValue, useEffect, useMemo, useState } from 'react'
import { rectanglesOf } from '#contract/text-rectangles.ts'
import type { PaperFile } from '../../../contract.ts'
import type { Mark } from '../place-mark.ts'
import { pageTextQuery, pageTextsQuery } from '../reader-queries.ts'
import { type FindOptions, findInText, type Span } from './find-in-text.ts'

export type Hit = Span & { readonly page: number }

type Options = {
  readonly file: PaperFile
  /** The page that is read: the first hit shown is the first from there on. */
  readonly page: number
  readonly show: (page: number, marks: readonly Mark[]) => void
}

// More nobody goes through; the count then says "more than".
const mostHits = 5_000

/** The search in the open document: its words, its hits on every page, and which of them is shown. */
export function useFind({ file, page, show }: Options) {
  const client = useQueryClient()
  const [isOpen, setIsOpen] = useState(false)
  const [words, setWords] = useState('')
  const [options, setOptions] = useState<FindOptions>({ keepsCase: false, wholeWords: false })
  const [shown, setShown] = useState<Hit | undefined>(undefined)
  const texts = useInfiniteQuery({ ...pageTextsQuery(file), enabled: isOpen })
  const { hasNextPage, isFetching, fetchNextPage } = texts
  // The rest of a book comes by itself, piece after piece.
  useEffect(() => {
    if (isOpen && hasNextPage && !isFetching) void fetchNextPage()
  }, [isOpen, hasNextPage, isFetching, fetchNextPage])

  const wished = useDeferredValue(words)
  const pages = texts.data?.pages
  const hits = useMemo(() => {
    const found: Hit[] = []
    for (const { number, folded } of isOpen ? (pages ?? []).flatMap((each) => each.pages) : []) {
      for (const span of findInText(wished, folded, options, mostHits - found.length))
        found.push({ page: number, ...span })
      if (found.length >= mostHits) break
    }
    return found
  }, [isOpen, pages, wished, options])
  const byPage = useMemo(() => Map.groupBy(hits, (hit) => hit.page), [hits])
  const at = shown === undefined ? -1 : hits.findIndex((hit) => isSame(hit, shown))

  const goTo = async (hit: Hit | undefined) => {
    setShown(hit)
    if (hit === undefined) return
    const read = await client.fetchQuery(pageTextQuery(file, hit.page)).catch(() => undefined)
    const marks = rectanglesOf(read ?? { boxes: [] }, hit.start, hit.end, read?.text)
    show(
      hit.page,
      marks.map((mark) => ({ page: hit.page, ...mark })),
    )
  }
  const step = (by: 1 | -1) => {
    if (hits.length === 0) return
    // Nothing shown yet: from the page that is read.
    const from = hits.findIndex((hit) => hit.page >= page)
    const first = by === 1 ? Math.max(0, from) : (from === -1 ? hits.length : from) - 1
    const next = at === -1 ? first : at + by
    void goTo(hits.at(next >= hits.length ? 0 : next))
  }
  return {
    isOpen,
    open: () => setIsOpen(true),
    close: () => {
      setIsOpen(false)
      setShown(undefined)
    },
    words,
    setWords: (next: string) => {
      setWords(next)
      setShown(undefined)
    },
    options,
    setOptions: (next: FindOptions) => {
      setOptions(next)
      setShown(undefined)
    },
    hits,
    byPage,
    shown: hits[at],
    /** From 0; -1 when none is shown. */
    at,
    isLimited: hits.length >= mostHits,
    isLooking: texts.isPending || hasNextPage || wished !== words,
    error: texts.error,
    retry: () => void texts.refetch(),
    step,
  }
}

export type Find = ReturnType<typeof useFind>

/** By where it begins: who was faster than the search asked with fewer letters, of which the hits have more by now. */
function isSame(one: Hit, other: Hit): boolean {
  return one.page === other.page && one.start === other.start
}
