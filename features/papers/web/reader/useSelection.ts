import { type RefObject, useEffect, useRef, useState } from 'react'
import type { PageSize } from './place-mark.ts'
import { readSelection, selectedPages } from './read-selection.ts'
import type { ReaderSelection } from './reader-contract.ts'

type Options = {
  readonly frame: RefObject<HTMLElement | null>
  readonly sizeOf: (page: number) => PageSize | undefined
  readonly onSelection: ((selection: ReaderSelection | undefined) => void) | undefined
}

// As long as a hand rests between two moves of one drag.
const settleMs = 150
// Across more pages nobody selects on purpose, and all of them would have to stay drawn.
const mostPages = 12

/** Tells what is selected, once it rests; gives the pages that must stay drawn for it. */
export function useSelection({
  frame,
  sizeOf,
  onSelection,
}: Options): { first: number; last: number } | undefined {
  const [held, setHeld] = useState<{ first: number; last: number } | undefined>(undefined)
  const latest = useRef({ sizeOf, onSelection })
  useEffect(() => {
    latest.current = { sizeOf, onSelection }
  })
  // The document's selection is the outside system.
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    let hadSelection = false
    const tell = () => {
      if (frame.current === null) return
      const selection = readSelection(frame.current, latest.current.sizeOf)
      if (selection === undefined && !hadSelection) return
      hadSelection = selection !== undefined
      latest.current.onSelection?.(selection)
    }
    const onChange = () => {
      clearTimeout(timer)
      timer = setTimeout(tell, settleMs)
      const pages = frame.current === null ? undefined : selectedPages(frame.current)
      const next = pages !== undefined && pages.last - pages.first < mostPages ? pages : undefined
      setHeld((before) => (before?.first === next?.first && before?.last === next?.last ? before : next))
    }
    document.addEventListener('selectionchange', onChange)
    return () => {
      clearTimeout(timer)
      document.removeEventListener('selectionchange', onChange)
    }
  }, [frame])
  return held
}
