import { useQuery } from '@tanstack/react-query'
import { useCallback, useMemo, useState } from 'react'
import type { PageSize } from './place-mark.ts'
import { pageSizesQuery } from './reader-queries.ts'

const a4: PageSize = { widthPt: 595, heightPt: 842, rotation: 0 }

/** Sizes of the pages: as the server read them, or as each is drawn; of the others the size of the first is assumed. */
export function usePageSizes(fileId: string, turnedBy: number) {
  const [learned, setLearned] = useState<ReadonlyMap<number, PageSize>>(new Map())
  const { data } = useQuery(pageSizesQuery(fileId))
  const read = useMemo(() => {
    const sizes = new Map<number, PageSize>()
    for (const { from, count, ...size } of data?.runs ?? []) {
      for (let page = from; page < from + count; page += 1) sizes.set(page, size)
    }
    return sizes
  }, [data])
  const learn = useCallback(
    (page: number, size: PageSize) =>
      setLearned((before) =>
        isAlike(before.get(page) ?? read.get(page), size) ? before : new Map(before).set(page, size),
      ),
    [read],
  )
  const sizeOf = useMemo(() => {
    const assumed = learned.get(1) ?? read.get(1) ?? a4
    return (page: number): PageSize => {
      const size = learned.get(page) ?? read.get(page) ?? assumed
      return turnedBy === 0 ? size : { ...size, rotation: (size.rotation + turnedBy) % 360 }
    }
  }, [learned, read, turnedBy])
  return { sizeOf, learn }
}

// The server keeps sizes as single-precision numbers.
function isAlike(known: PageSize | undefined, size: PageSize): boolean {
  return (
    known !== undefined &&
    known.rotation === size.rotation &&
    Math.abs(known.widthPt - size.widthPt) < 0.01 &&
    Math.abs(known.heightPt - size.heightPt) < 0.01
  )
}
