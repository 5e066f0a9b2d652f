import { keepPreviousData, queryOptions, useQueries, useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useMemo, useRef, useState } from 'react'
import type { PaperSummary } from '#features/papers/contract.ts'
import {
  countQuery,
  fetchRows,
  type ListChoice,
  letGoFarWindows,
  rowsInWindow,
  rowsQuery,
} from '#features/papers/web/paper-queries.ts'
import { type MeantRank, searchByMeaning } from '#features/search/contract.ts'
import type { Understood } from '#features/search/web/QuestionNotes.tsx'
import { call } from '#web/lib/call.ts'

/** The rows of the list around what is on screen; any other row is undefined until it is scrolled to. */
export type Rows = {
  readonly total: number
  readonly totalIsExact: boolean
  readonly paperAt: (index: number) => PaperSummary | undefined
  /** The row of a paper, if that is among the loaded ones. */
  readonly indexOf: (paperId: string) => number | undefined
  /** Tells which rows are on screen. */
  readonly show: (first: number, last: number) => void
  /** Of the first rows: whether there are any yet, and why not. */
  readonly first: { readonly isPending: boolean; readonly error: Error | null; readonly retry: () => void }
  /** The error of rows further down. */
  readonly farError: Error | null
  readonly retryFar: () => void
  /** What the server made of the question. */
  readonly understood: Understood | undefined
  /** Where a paper stands by words and by meaning, when it was looked for by both. */
  readonly rankOf: (paperId: string) => MeantRank | undefined
  /** Other rows than asked for now: those of the filter before. */
  readonly isStale: boolean
}

type Windows = { readonly first: number; readonly last: number }

// A bar that is dragged passes hundreds of windows; only where it rests is asked for.
const restMs = 70
const noWindows: Windows = { first: 0, last: 0 }

type Window = {
  readonly items: readonly PaperSummary[]
  readonly total: number
  readonly totalIsExact: boolean
  readonly ranks?: readonly MeantRank[]
} & Understood

/** The rows of one window, by words alone or by what they mean as well. */
function windowQuery(choice: ListChoice, byMeaning: boolean, window: number) {
  const { sort: _sort, direction: _direction, ...filter } = choice
  const rows = rowsQuery(choice, window)
  return queryOptions<Window>({
    queryKey: byMeaning ? ['papers', 'list', { ...choice, byMeaning }, window] : rows.queryKey,
    queryFn: ({ signal }) =>
      byMeaning
        ? call(
            searchByMeaning,
            { query: { ...filter, offset: window * rowsInWindow, limit: rowsInWindow } },
            { signal },
          )
        : fetchRows(choice, window, signal),
    refetchOnWindowFocus: false,
  })
}

/** Fetches the list in windows, wherever it is looked at. */
export function useRows(choice: ListChoice, byMeaning: boolean): Rows {
  const client = useQueryClient()
  const { windows, show } = useWindows()
  const start = useQuery({ ...windowQuery(choice, byMeaning, 0), placeholderData: keepPreviousData })
  const numbers = useMemo(() => numbersOf(windows), [windows])
  const others = useQueries({
    queries: numbers.map((window) => windowQuery(choice, byMeaning, window)),
    combine: (results) => ({
      items: results.map(({ data }) => data?.items),
      ranks: results.flatMap(({ data }) => data?.ranks ?? []),
      error: results.find(({ error }) => error !== null)?.error ?? null,
      retry: () => {
        for (const { error, refetch } of results) if (error !== null) void refetch()
      },
    }),
  })
  const isEstimate = start.data?.totalIsExact === false && !start.isPlaceholderData
  const count = useQuery({ ...countQuery(choice), enabled: isEstimate })
  const { first, last } = windows
  // The cache is the outside system: it would keep every window one has passed.
  useEffect(() => letGoFarWindows(client, choice, { first, last }), [client, choice, first, last])

  const counted = isEstimate ? (count.data ?? start.data) : start.data
  const startItems = start.data?.items
  const { items } = others
  const loaded = useMemo(() => {
    const byWindow = new Map<number, readonly PaperSummary[]>()
    if (startItems !== undefined) byWindow.set(0, startItems)
    for (const [at, window] of numbers.entries()) {
      const rows = items[at]
      if (rows !== undefined) byWindow.set(window, rows)
    }
    return byWindow
  }, [startItems, items, numbers])

  return {
    total: counted?.total ?? 0,
    totalIsExact: counted?.totalIsExact ?? true,
    paperAt: (index) => loaded.get(Math.floor(index / rowsInWindow))?.[index % rowsInWindow],
    indexOf: (paperId) => {
      for (const [window, rows] of loaded) {
        const at = rows.findIndex(({ id }) => id === paperId)
        if (at >= 0) return window * rowsInWindow + at
      }
      return undefined
    },
    show,
    first: {
      isPending: start.isPending,
      error: start.data === undefined ? start.error : null,
      retry: () => void start.refetch(),
    },
    farError: others.error,
    retryFar: others.retry,
    understood: start.data,
    rankOf: (paperId) =>
      [...(start.data?.ranks ?? []), ...others.ranks].find((rank) => rank.paperId === paperId),
    isStale: start.isPlaceholderData,
  }
}

function numbersOf({ first, last }: Windows): number[] {
  return Array.from({ length: last - first + 1 }, (_, at) => first + at).filter((window) => window !== 0)
}

/** The windows to fetch: at once for a step, after a rest for a leap. */
function useWindows() {
  const [windows, setWindows] = useState(noWindows)
  const latest = useRef(windows)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  useEffect(() => () => clearTimeout(timer.current), [])
  const [show] = useState(() => (firstRow: number, lastRow: number) => {
    const next = { first: Math.floor(firstRow / rowsInWindow), last: Math.floor(lastRow / rowsInWindow) }
    const before = latest.current
    if (next.first === before.first && next.last === before.last) {
      clearTimeout(timer.current)
      return
    }
    const set = () => {
      latest.current = next
      setWindows(next)
    }
    clearTimeout(timer.current)
    const isStep = next.first <= before.last + 1 && next.last >= before.first - 1
    if (isStep) set()
    else timer.current = setTimeout(set, restMs)
  })
  return { windows, show }
}
