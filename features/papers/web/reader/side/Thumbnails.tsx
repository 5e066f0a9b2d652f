import type { PDFDocumentProxy } from 'pdfjs-dist'
import { useEffect, useMemo, useRef } from 'react'
import { useWords } from '#web/lib/words/useWords.ts'
import { paperWords } from '../../words.ts'
import { layOutPages } from '../page-layout.ts'
import type { PageSize } from '../place-mark.ts'
import { useFrameSize } from '../useFrameSize.ts'
import { useScrolledPages } from '../useScrolledPages.ts'
import { Thumbnail } from './Thumbnail.tsx'

type Props = {
  readonly pdf: PDFDocumentProxy
  readonly pageCount: number
  readonly page: number
  readonly sizeOf: (page: number) => PageSize
  readonly turnedBy: number
  readonly isDark: boolean
  readonly onGo: (page: number) => void
}

/** Small pictures of all pages; only those in sight are drawn. */
export function Thumbnails({ pdf, pageCount, page, sizeOf, turnedBy, isDark, onGo }: Props) {
  const words = useWords(paperWords)
  const frame = useRef<HTMLDivElement>(null)
  const size = useFrameSize(frame)
  const count = size.widthPx === 0 ? 0 : pageCount
  const layout = useMemo(
    () => layOutPages(count, sizeOf, { zoom: 'width', frame: size }),
    [count, sizeOf, size],
  )
  const { shown, onScroll, goTo } = useScrolledPages(frame, layout)
  // The scroll position is the outside system: the page that is read stays in sight.
  useEffect(() => {
    // A panel that has just been opened may have no height to scroll before its first frame.
    const next = requestAnimationFrame(() => {
      const element = frame.current
      const top = layout.tops[page]
      if (element === null || count === 0 || top === undefined) return
      const isInSight =
        top >= element.scrollTop &&
        top + (layout.heights[page] ?? 0) <= element.scrollTop + element.clientHeight
      if (!isInSight) goTo({ page, share: 0 }, element.clientHeight / 3)
    })
    return () => cancelAnimationFrame(next)
  }, [page, layout, count, goTo])
  const numbers = Array.from({ length: shown.last - shown.first + 1 }, (_, at) => shown.first + at)
  return (
    <div ref={frame} onScroll={onScroll} className="h-full overflow-y-auto [scrollbar-gutter:stable]">
      <ol className="relative" style={{ height: layout.totalPx }}>
        {count === 0
          ? null
          : numbers.map((number) => (
              <li
                key={number}
                className="absolute inset-x-0 mx-auto"
                style={{
                  top: layout.tops[number],
                  width: layout.widths[number],
                  height: layout.heights[number],
                }}
              >
                <Thumbnail
                  pdf={pdf}
                  number={number}
                  label={words.pageOf(number, pageCount)}
                  widthPx={layout.widths[number] ?? 1}
                  turnedBy={turnedBy}
                  isCurrent={number === page}
                  isDark={isDark}
                  onGo={onGo}
                />
              </li>
            ))}
      </ol>
    </div>
  )
}
