import { useEffect, useRef } from 'react'
import type { ReadingPlace } from '../../contract.ts'
import type { Spot } from './page-layout.ts'
import type { Mark } from './place-mark.ts'
import type { ReaderView } from './useReaderView.ts'

type Options = {
  readonly view: ReaderView
  readonly place: {
    readonly kept: { readonly place: ReadingPlace | undefined } | undefined
    readonly begin: (from: Spot, seen: ReadingPlace | undefined) => void
  }
  readonly marks: readonly Mark[]
  readonly markStamp: number
  readonly firstPage: number
}

/**
 * Where the reader begins: at the marks, else at the page of the address, else where the person read last. Later every wish
 * to see marks moves it.
 */
export function useBeginning({ view, place, marks, markStamp, firstPage }: Options): void {
  const { isReady, show, goTo, spot } = view
  const { kept, begin } = place
  const hasBegun = useRef(false)
  const canBegin = isReady && kept !== undefined
  // The scroll position is the outside system.
  // biome-ignore lint/correctness/useExhaustiveDependencies: it begins once, as soon as it can
  useEffect(() => {
    if (!canBegin || hasBegun.current) return
    hasBegun.current = true
    const last = kept.place
    // The address names the page in the middle of the frame, the place the one at its edge: they may be neighbours.
    const isSameAddress = last?.isOwn === true && Math.abs(last.page - firstPage) <= 1
    const goesOn = last !== undefined && marks.length === 0 && (firstPage === 1 || isSameAddress)
    if (goesOn) goTo(last)
    else if (marks.length === 0 && firstPage > 1) show(firstPage, [])
    begin(spot(), goesOn ? last : undefined)
  }, [canBegin])
  const firstMark = marks[0]
  // biome-ignore lint/correctness/useExhaustiveDependencies: only a wish moves, not the page that scrolling reports back
  useEffect(() => {
    if (isReady && firstMark !== undefined) show(firstMark.page, marks)
  }, [isReady, markStamp, firstMark])
}
