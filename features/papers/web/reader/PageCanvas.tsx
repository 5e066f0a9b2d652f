import type { PDFPageProxy } from 'pdfjs-dist'
import { useEffect, useRef } from 'react'
import { darken } from './darken.ts'

type Props = {
  readonly page: PDFPageProxy
  readonly widthPx: number
  readonly heightPx: number
  /** Clockwise, of the page as it is shown. */
  readonly rotation: number
  readonly isDark: boolean
  readonly onDrawn: () => void
}

// 2 is as sharp as can be told apart while reading.
const devicePixelsAtMost = 2
// A canvas of 16 megapixels is 64 MB; greatly enlarged pages are drawn less sharp instead of with hundreds of MB.
const canvasPixelsAtMost = 16_000_000

/** The drawn page. It is drawn out of sight and then shown, so that a new size does not flicker. */
export function PageCanvas({ page, widthPx, heightPx, rotation, isDark, onDrawn }: Props) {
  const canvas = useRef<HTMLCanvasElement>(null)
  // The canvas is the outside system.
  useEffect(() => {
    const density = Math.min(
      devicePixelsAtMost,
      window.devicePixelRatio,
      Math.sqrt(canvasPixelsAtMost / (widthPx * heightPx)),
    )
    const unscaled = page.getViewport({ scale: 1, rotation })
    const viewport = page.getViewport({ scale: (widthPx * density) / unscaled.width, rotation })
    const drawn = document.createElement('canvas')
    drawn.width = Math.ceil(viewport.width)
    drawn.height = Math.ceil(viewport.height)
    // Kept from the last drawing otherwise, which may have been turned another way.
    page.imageCoordinates = null
    const task = page.render({ canvas: drawn, viewport, recordImages: isDark })
    let isGone = false
    task.promise.then(
      () => {
        if (!isGone && canvas.current !== null) {
          show(canvas.current, drawn, isDark ? task.imageCoordinates : undefined)
          onDrawn()
        }
        release(drawn)
      },
      // Cancelled, or a page that cannot be drawn: its text layer says so.
      () => release(drawn),
    )
    return () => {
      isGone = true
      task.cancel()
    }
  }, [page, widthPx, heightPx, rotation, isDark, onDrawn])
  // Memory of a canvas is given back at once when it has no size, else when the collector comes.
  useEffect(() => {
    const shown = canvas.current
    return () => {
      if (shown !== null) release(shown)
      page.cleanup()
    }
  }, [page])
  return <canvas ref={canvas} aria-hidden className="absolute inset-0 size-full" />
}

function show(
  canvas: HTMLCanvasElement,
  drawn: HTMLCanvasElement,
  pictures: ArrayLike<number> | null | undefined,
) {
  canvas.width = drawn.width
  canvas.height = drawn.height
  const context = canvas.getContext('2d', { alpha: false })
  if (context === null) return
  if (pictures === undefined) context.drawImage(drawn, 0, 0)
  else darken(context, drawn, pictures ?? [])
}

function release(canvas: HTMLCanvasElement) {
  canvas.width = 0
  canvas.height = 0
}
