import 'react-pdf/dist/Page/AnnotationLayer.css'
import 'react-pdf/dist/Page/TextLayer.css'
import type { PDFDocumentProxy } from 'pdfjs-dist'
import { type ReactNode, type Ref, useEffect, useImperativeHandle, useMemo, useRef, useState } from 'react'
import { Document } from 'react-pdf'
import { addressOf } from '#web/lib/address.ts'
import { useWords } from '#web/lib/words/useWords.ts'
import { Loading } from '#web/ui/Loading.tsx'
import { downloadFile } from '../../contract.ts'
import { paperWords } from '../words.ts'
import { findDestination, spotOfHeight } from './destination.ts'
import { layOutPages, paddingPx, type Spot, zoomInFigures } from './page-layout.ts'
import { pdfOptions } from './pdf-engine.ts'
import { type Mark, placeMark } from './place-mark.ts'
import { ReaderPage } from './ReaderPage.tsx'
import { ReaderToolbar } from './ReaderToolbar.tsx'
import type { PagePress, ReaderHandle, ReaderSelection, ShownPage } from './reader-contract.ts'
import { useFrameSize } from './useFrameSize.ts'
import { useJumps } from './useJumps.ts'
import { usePageSizes } from './usePageSizes.ts'
import { useReaderActions } from './useReaderActions.ts'
import { useScrolledPages } from './useScrolledPages.ts'
import { useSelection } from './useSelection.ts'
import { useZoom } from './useZoom.ts'

type Props = {
  readonly fileId: string
  readonly firstPage: number
  /** What the felt pen marks, brought into view whenever `markStamp` grows. */
  readonly marks: readonly Mark[]
  readonly markStamp: number
  readonly onPage: (page: number) => void
  /** Drawn over a page's drawing and text; takes no presses itself unless its parts say `pointer-events-auto`. */
  readonly overlay?: (page: ShownPage) => ReactNode
  /** Told, once it rests, what is selected of the pages; undefined when nothing is any more. */
  readonly onSelection?: (selection: ReaderSelection | undefined) => void
  readonly onPress?: (press: PagePress) => void
  readonly ref?: Ref<ReaderHandle>
}

/** The PDF: pages one under the other, only those near the window drawn. */
export function PdfReader(props: Props) {
  const { fileId, firstPage, marks, markStamp, onPage } = props
  const words = useWords(paperWords)
  const frame = useRef<HTMLDivElement>(null)
  const [pdf, setPdf] = useState<PDFDocumentProxy | undefined>(undefined)
  const [turnedBy, setTurnedBy] = useState(0)
  const size = useFrameSize(frame)
  const { sizeOf, learn } = usePageSizes(turnedBy)
  const shownZoom = useRef<() => number>(() => 1)
  const holdPoint = useRef<(rightPx: number, belowPx: number) => void>(() => undefined)
  const { zoom, zoomBy, fitTo } = useZoom({
    frame,
    figure: () => shownZoom.current(),
    hold: (rightPx, belowPx) => holdPoint.current(rightPx, belowPx),
  })
  const isReady = pdf !== undefined && size.widthPx > 0
  const pageCount = isReady ? pdf.numPages : 0
  const layout = useMemo(
    () => layOutPages(pageCount, sizeOf, { zoom, frame: size }),
    [pageCount, sizeOf, zoom, size],
  )
  const { shown, onScroll, goTo, hold, spot } = useScrolledPages(frame, layout)
  const figure = zoomInFigures(sizeOf(shown.current), zoom, size)
  useEffect(() => {
    shownZoom.current = () => figure
    holdPoint.current = hold
  })
  const jumps = useJumps(spot, goTo)
  const jumpTo = (to: Spot) => {
    jumps.leave()
    goTo(to)
  }
  const show = (page: number, wished: readonly Mark[]) => {
    const first = wished.find((mark) => mark.page === page)
    if (first === undefined) goTo({ page, share: 0 })
    else goTo({ page, share: placeMark(first, sizeOf(page)).top }, size.heightPx / 3)
  }
  // react-pdf keeps the first function it is given.
  const followLink = useRef<(item: { dest?: unknown; pageNumber: number }) => void>(() => undefined)
  useEffect(() => {
    followLink.current = ({ dest, pageNumber }) => {
      const go = async () => {
        const found = pdf && (await findDestination(pdf, dest))
        jumpTo(spotOfHeight(pageNumber, found?.topPt, sizeOf(pageNumber)))
      }
      void go()
    }
  })
  useImperativeHandle(props.ref, () => ({
    show: ({ page, marks: wished = [] }) => {
      jumps.leave()
      show(page, wished)
    },
  }))
  const held = useSelection({ frame, sizeOf, onSelection: props.onSelection })

  const firstMark = marks[0]?.page
  // The scroll position is the outside system: opened at a page, moved by every wish to see a mark.
  // biome-ignore lint/correctness/useExhaustiveDependencies: only a wish moves, not the page that scrolling reports back
  useEffect(() => {
    if (!isReady) return
    const wished = firstMark ?? (firstPage > 1 ? firstPage : undefined)
    if (wished !== undefined) show(wished, marks)
  }, [isReady, markStamp, firstMark])
  useEffect(() => {
    if (isReady) onPage(shown.current)
  }, [isReady, shown.current, onPage])
  useReaderActions({
    page: shown.current,
    goTo,
    jumps,
    zoomBy,
    fitTo,
    turn: () => setTurnedBy((by) => (by + 90) % 360),
  })

  const pages = new Set(isReady ? numbersBetween(shown.first, shown.last) : [])
  if (isReady && held !== undefined) for (const page of numbersBetween(held.first, held.last)) pages.add(page)
  const address = addressOf(downloadFile, { params: { fileId } })
  return (
    <div className="flex h-full min-h-0 flex-col">
      <ReaderToolbar
        page={shown.current}
        pageCount={pageCount}
        onPage={(page) => goTo({ page, share: 0 }, paddingPx)}
        zoom={zoom}
        zoomFigure={figure}
        onZoomBy={zoomBy}
        onFit={fitTo}
        jumps={jumps}
        downloadAddress={address}
      />
      <section
        ref={frame}
        onScroll={onScroll}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard (WCAG 2.1.1)
        tabIndex={0}
        aria-label={words.reader}
        className="relative min-h-0 flex-1 touch-pan-x touch-pan-y overflow-auto bg-shelf outline-offset-[-2px] [overflow-anchor:none]"
      >
        <Document
          file={address}
          options={pdfOptions}
          suspense={false}
          externalLinkTarget="_blank"
          externalLinkRel="noopener noreferrer"
          // Pages far away are not drawn, so the reader itself goes there.
          onItemClick={(item) => followLink.current(item)}
          loading={<Loading rows={8} />}
          error={
            <div role="alert" className="mx-auto my-12 max-w-md border-l-2 border-bad pl-4">
              <p className="font-semibold text-base">{words.readerFailed}</p>
              <p className="text-ink-soft">{words.readerFailedHelp}</p>
            </div>
          }
          onLoadSuccess={async (document) => {
            const {
              view: [left = 0, bottom = 0, right = 0, top = 0],
              userUnit,
              rotate,
            } = await document.getPage(1)
            learn(1, {
              widthPt: (right - left) * userUnit,
              heightPt: (top - bottom) * userUnit,
              rotation: rotate,
            })
            setPdf(document)
          }}
        >
          <div
            className="relative"
            style={{ height: layout.totalPx, minWidth: layout.widestPx + 2 * paddingPx }}
          >
            {[...pages].map((number) => {
              const page: ShownPage = {
                number,
                widthPx: layout.widths[number] ?? 0,
                heightPx: layout.heights[number] ?? 0,
                size: sizeOf(number),
              }
              return (
                <ReaderPage
                  key={number}
                  page={page}
                  pageCount={pageCount}
                  topPx={layout.tops[number] ?? 0}
                  turnedBy={turnedBy}
                  isDark={false}
                  marks={marks.filter((mark) => mark.page === number)}
                  onSize={learn}
                  onPress={props.onPress}
                >
                  {props.overlay?.(page)}
                </ReaderPage>
              )
            })}
          </div>
        </Document>
      </section>
    </div>
  )
}

function numbersBetween(first: number, last: number): number[] {
  return Array.from({ length: last - first + 1 }, (_, at) => first + at)
}
