import type { PDFDocumentProxy, RenderTask } from 'pdfjs-dist'
import { useEffect, useRef } from 'react'

type Props = {
  readonly pdf: PDFDocumentProxy
  readonly number: number
  readonly label: string
  readonly widthPx: number
  readonly turnedBy: number
  readonly isCurrent: boolean
  readonly isDark: boolean
  readonly onGo: (page: number) => void
}

// Pages that fly by are not drawn.
const restMs = 120

/** A small picture of a page that leads there. */
export function Thumbnail({ pdf, number, label, widthPx, turnedBy, isCurrent, isDark, onGo }: Props) {
  const canvas = useRef<HTMLCanvasElement>(null)
  // The canvas is the outside system.
  useEffect(() => {
    const target = canvas.current
    let task: RenderTask | undefined
    let isGone = false
    const draw = async () => {
      const page = await pdf.getPage(number)
      if (isGone || target === null) return
      const rotation = (page.rotate + turnedBy) % 360
      const { width } = page.getViewport({ scale: 1, rotation })
      const density = Math.min(2, window.devicePixelRatio)
      const viewport = page.getViewport({ scale: (widthPx * density) / width, rotation })
      target.width = Math.ceil(viewport.width)
      target.height = Math.ceil(viewport.height)
      task = page.render({ canvas: target, viewport })
      await task.promise
    }
    // Cancelled, or a page that cannot be drawn: the number on it still leads there.
    const timer = setTimeout(() => void draw().catch(() => undefined), restMs)
    return () => {
      isGone = true
      clearTimeout(timer)
      task?.cancel()
      if (target !== null) target.width = target.height = 0
    }
  }, [pdf, number, widthPx, turnedBy])
  return (
    <button
      type="button"
      aria-label={label}
      aria-current={isCurrent ? 'page' : undefined}
      onClick={() => onGo(number)}
      className="relative block size-full overflow-hidden rounded-sm bg-[white] outline-1 outline-hairline hover:outline-edge aria-[current]:outline-2 aria-[current]:outline-accent"
    >
      <canvas
        ref={canvas}
        aria-hidden
        className="size-full data-dark:invert-[0.92] data-dark:hue-rotate-180"
        data-dark={isDark || undefined}
      />
      <span
        aria-hidden
        className="absolute right-1 bottom-1 rounded-sm bg-ink px-1 text-2xs text-paper leading-4"
      >
        {number}
      </span>
    </button>
  )
}
