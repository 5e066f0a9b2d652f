import { useRouter } from '@tanstack/react-router'
import { useEffect, useRef } from 'react'
import { setCurrent, useCurrentRow } from '../current-paper.ts'

// Written after a rest: a key that is held down passes many papers.
const restMs = 250

/** Keeps the current paper in the address, so that a link, a reload and a step back come to it again. */
export function useShownPaper(asked: string | undefined): void {
  const { paperId } = useCurrentRow()
  const router = useRouter()
  const written = useRef(paperId)
  // The address is the outside system, in both directions.
  useEffect(() => {
    if (asked === undefined || asked === written.current) return
    written.current = asked
    setCurrent({ paperId: asked, index: -1 })
  }, [asked])
  useEffect(() => {
    if (paperId === asked || paperId === undefined) return
    const timer = setTimeout(() => {
      // Whoever is on the way to another page, however slow it comes, is not called back to the list.
      if (router.latestLocation.pathname !== '/') return
      written.current = paperId
      void router.navigate({ to: '/', search: (before) => ({ ...before, paper: paperId }), replace: true })
    }, restMs)
    return () => clearTimeout(timer)
  }, [paperId, asked, router])
}
