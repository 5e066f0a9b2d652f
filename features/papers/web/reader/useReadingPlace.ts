import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useCallback, useEffect, useRef, useState } from 'react'
import { call } from '#web/lib/call.ts'
import { keepReadingPlace, type ReadingPlace } from '../../contract.ts'
import type { Spot } from './page-layout.ts'
import { placeQuery } from './reader-queries.ts'

// Often enough that little is lost, seldom enough that scrolling through a book asks a few times.
const restMs = 1_500

/** Keeps where the person reads on the server, and tells when another device of theirs moved on. */
export function useReadingPlace(fileId: string, here: () => Spot) {
  const client = useQueryClient()
  const place = useQuery(placeQuery(fileId))
  const [answered, setAnswered] = useState<string | undefined>(undefined)
  const told = useRef<Spot | undefined>(undefined)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const latest = useRef(here)
  useEffect(() => {
    latest.current = here
  })
  const tell = useCallback(
    async (keepalive: boolean) => {
      clearTimeout(timer.current)
      const { page, share } = latest.current()
      const spot = { page, share: Math.min(1, Math.max(0, share)) }
      const before = told.current
      if (before === undefined || (before.page === spot.page && Math.abs(before.share - spot.share) < 0.005))
        return
      told.current = spot
      try {
        const kept = await call(keepReadingPlace, { params: { fileId }, body: spot }, { keepalive })
        client.setQueryData(placeQuery(fileId).queryKey, { place: kept })
      } catch {
        // Offline, or the paper is gone: the next move tells the place again.
        told.current = before
      }
    },
    [client, fileId],
  )
  // Leaving the page, the tab or the paper is the outside system.
  useEffect(() => {
    const leave = () => void tell(true)
    const onHidden = () => document.visibilityState === 'hidden' && leave()
    window.addEventListener('pagehide', leave)
    document.addEventListener('visibilitychange', onHidden)
    return () => {
      window.removeEventListener('pagehide', leave)
      document.removeEventListener('visibilitychange', onHidden)
      leave()
    }
  }, [tell])
  const known = place.data?.place ?? undefined
  return {
    /** Undefined until the server has answered, or could not. */
    kept: place.isFetchedAfterMount ? { place: known } : undefined,
    /** The reader stands where it begins: from here on moves are told. */
    begin: useCallback((from: Spot, seen: ReadingPlace | undefined) => {
      told.current = from
      setAnswered(seen?.readAt)
    }, []),
    noteMove: useCallback(() => {
      clearTimeout(timer.current)
      timer.current = setTimeout(() => void tell(false), restMs)
    }, [tell]),
    /** Where another device is, until one goes there or waves it off. */
    elsewhere: known !== undefined && !known.isOwn && known.readAt !== answered ? known : undefined,
    answer: () => setAnswered(known?.readAt),
  }
}
