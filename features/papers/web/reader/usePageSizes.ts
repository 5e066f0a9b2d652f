import { useCallback, useMemo, useState } from 'react'
import type { PageSize } from './place-mark.ts'

const a4: PageSize = { widthPt: 595, heightPt: 842, rotation: 0 }

/** Sizes of the pages as far as they are known; of the others the size of the first is assumed. */
export function usePageSizes(turnedBy: number) {
  const [learned, setLearned] = useState<ReadonlyMap<number, PageSize>>(new Map())
  const learn = useCallback(
    (page: number, size: PageSize) =>
      setLearned((before) => {
        const known = before.get(page)
        const isSame =
          known?.widthPt === size.widthPt &&
          known.heightPt === size.heightPt &&
          known.rotation === size.rotation
        return isSame ? before : new Map(before).set(page, size)
      }),
    [],
  )
  const sizeOf = useMemo(() => {
    const assumed = learned.get(1) ?? a4
    return (page: number): PageSize => {
      const size = learned.get(page) ?? assumed
      return turnedBy === 0 ? size : { ...size, rotation: (size.rotation + turnedBy) % 360 }
    }
  }, [learned, turnedBy])
  return { sizeOf, learn }
}
