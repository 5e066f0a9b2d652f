import { useQuery } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import type { PaperSummary } from '#features/papers/contract.ts'
import { type ListChoice, placeQuery } from '#features/papers/web/paper-queries.ts'
import { type CurrentRow, setCurrent, useCurrentRow } from '../current-paper.ts'
import type { Rows } from './useRows.ts'

/** The current row as it stands in this list. */
export type Current = {
  /** -1 when there is none, or when this list does not have its paper. */
  readonly index: number
  readonly paper: PaperSummary | undefined
  readonly goTo: (index: number) => void
  /** Somebody went there by the keys of the list: the focus goes along. */
  readonly wantsFocus: { current: boolean }
}

/** Keeps the current paper current where others come and go around it, and where the order changes. */
export function useCurrent(rows: Rows, choice: ListChoice, byMeaning: boolean): Current {
  const stored = useCurrentRow()
  const wantsFocus = useRef(false)
  const isReady = !rows.first.isPending && !rows.isStale
  const near = isReady ? nearRow(rows, stored) : undefined
  // By meaning the list is short, and the server keeps no place of it.
  const mustAsk = isReady && near === undefined && stored.paperId !== undefined && !byMeaning
  const place = useQuery({ ...placeQuery(choice, stored.paperId ?? ''), enabled: mustAsk })
  const index = near ?? (mustAsk ? (place.data?.place ?? -1) : -1)
  const paper = index < 0 ? undefined : rows.paperAt(index)
  const { paperId } = stored
  const shownId = paper?.id
  // The store is the outside system: it outlives this list and learns where the paper stands in it.
  useEffect(() => {
    if (index < 0) return
    if (paperId === undefined && shownId !== undefined) setCurrent({ paperId: shownId, index })
    else if (paperId !== undefined && (shownId === paperId || shownId === undefined)) {
      setCurrent({ paperId, index })
    }
  }, [index, paperId, shownId])
  const goTo = (target: number) => {
    if (rows.total === 0) return
    wantsFocus.current = true
    const bounded = Math.min(rows.total - 1, Math.max(0, target))
    setCurrent({ paperId: rows.paperAt(bounded)?.id, index: bounded })
  }
  return {
    index,
    paper: paperId === undefined || shownId === paperId ? paper : undefined,
    goTo,
    wantsFocus,
  }
}

/** Where the row stands, as far as the loaded rows say; undefined when the server has to say. */
function nearRow(rows: Rows, { paperId, index }: CurrentRow): number | undefined {
  if (paperId === undefined) return Math.min(index, rows.total - 1)
  const there = index < 0 ? undefined : rows.paperAt(index)
  if (there?.id === paperId) return index
  const found = rows.indexOf(paperId)
  if (found !== undefined) return found
  // Scrolled away from: nothing says that it moved.
  return index >= 0 && index < rows.total && there === undefined ? index : undefined
}
