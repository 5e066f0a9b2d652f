import { type RefObject, useEffect, useRef, useState } from 'react'
import { fitChoice } from './fit-choice.ts'
import type { Zoom } from './page-layout.ts'

export const leastZoom = 0.2
export const mostZoom = 6
export const zoomStep = 1.2

type Options = {
  readonly frame: RefObject<HTMLElement | null>
  /** The zoom as it is shown, in figures. */
  readonly figure: (zoom: Zoom) => number
  /** Told before the zoom changes: the point of the frame that is to stay where it is. */
  readonly hold: (rightPx: number, belowPx: number) => void
}

export function useZoom({ frame, figure, hold }: Options) {
  const [zoom, setZoom] = useState<Zoom>(fitChoice.get)
  const zoomBy = (factor: number, at?: { readonly rightPx: number; readonly belowPx: number }) => {
    hold(at?.rightPx ?? (frame.current?.clientWidth ?? 0) / 2, at?.belowPx ?? 0)
    setZoom((before) => Math.min(mostZoom, Math.max(leastZoom, figure(before) * factor)))
  }
  const fitTo = (way: 'width' | 'page') => {
    fitChoice.set(way)
    hold(0, 0)
    setZoom(way)
  }
  usePinch(frame, zoomBy)
  return { zoom, zoomBy, fitTo }
}

type ZoomBy = (factor: number, at: { readonly rightPx: number; readonly belowPx: number }) => void

// A notch of a wheel is 100 to 120 units; a pinch on a touchpad comes as many small ones.
const wheelUnitsOfDouble = 280

/** Ctrl with the wheel, a pinch on a touchpad (which browsers report as that), two fingers on a screen. */
function usePinch(frame: RefObject<HTMLElement | null>, zoomBy: ZoomBy) {
  const latest = useRef(zoomBy)
  useEffect(() => {
    latest.current = zoomBy
  })
  // The pointer is the outside system; React's own listeners may not prevent the browser's zoom.
  useEffect(() => {
    const element = frame.current
    if (element === null) return
    const at = (clientX: number, clientY: number) => {
      const box = element.getBoundingClientRect()
      return { rightPx: clientX - box.left, belowPx: clientY - box.top }
    }
    const onWheel = (event: WheelEvent) => {
      if (!event.ctrlKey && !event.metaKey) return
      event.preventDefault()
      latest.current(2 ** (-event.deltaY / wheelUnitsOfDouble), at(event.clientX, event.clientY))
    }
    let apartPx: number | undefined
    const onTouch = (event: TouchEvent) => {
      const [one, other] = event.touches
      if (one === undefined || other === undefined) {
        apartPx = undefined
        return
      }
      event.preventDefault()
      const nowPx = Math.hypot(one.clientX - other.clientX, one.clientY - other.clientY)
      if (apartPx !== undefined)
        latest.current(
          nowPx / apartPx,
          at((one.clientX + other.clientX) / 2, (one.clientY + other.clientY) / 2),
        )
      apartPx = nowPx
    }
    const events = ['touchstart', 'touchmove', 'touchend', 'touchcancel'] as const
    element.addEventListener('wheel', onWheel, { passive: false })
    for (const event of events) element.addEventListener(event, onTouch, { passive: false })
    return () => {
      element.removeEventListener('wheel', onWheel)
      for (const event of events) element.removeEventListener(event, onTouch)
    }
  }, [frame])
}
