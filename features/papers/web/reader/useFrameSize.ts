import { type RefObject, useEffect, useState } from 'react'
import type { FrameSize } from './page-layout.ts'

/** The inner size of an element in CSS pixels; 0 until it is on screen. */
export function useFrameSize(element: RefObject<HTMLElement | null>): FrameSize {
  const [size, setSize] = useState<FrameSize>({ widthPx: 0, heightPx: 0 })
  // The layout is the outside system.
  useEffect(() => {
    if (element.current === null) return
    const watch = new ResizeObserver(([entry]) => {
      const { width = 0, height = 0 } = entry?.contentRect ?? {}
      setSize({ widthPx: Math.floor(width), heightPx: Math.floor(height) })
    })
    watch.observe(element.current)
    return () => watch.disconnect()
  }, [element])
  return size
}
