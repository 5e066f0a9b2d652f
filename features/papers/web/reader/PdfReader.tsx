import 'react-pdf/dist/Page/AnnotationLayer.css'
import 'react-pdf/dist/Page/TextLayer.css'
import { useEffect, useRef, useState } from 'react'
import { Document } from 'react-pdf'
import { useActions } from '#web/lib/actions.ts'
import { addressOf } from '#web/lib/address.ts'
import { useWords } from '#web/lib/words/useWords.ts'
import { Loading } from '#web/ui/Loading.tsx'
import { downloadFile } from '../../contract.ts'
import { paperWords } from '../words.ts'
import { pdfOptions } from './pdf-engine.ts'
import { heightPerWidth, type Mark } from './place-mark.ts'
import { ReaderPage } from './ReaderPage.tsx'
import { ReaderToolbar } from './ReaderToolbar.tsx'
import { useKeptPlace } from './useKeptPlace.ts'
import { useShownPages } from './useShownPages.ts'
import { useWidth } from './useWidth.ts'

type Props = {
  readonly fileId: string
  readonly firstPage: number
  /** What the felt pen marks, brought into view whenever `markStamp` grows. */
  readonly marks: readonly Mark[]
  readonly markStamp: number
  readonly onPage: (page: number) => void
}

const a4HeightPerWidth = Math.SQRT2
const pagePaddingPx = 24

/** The PDF: pages one under the other, only those near the window drawn. */
export function PdfReader({ fileId, firstPage, marks, markStamp, onPage }: Props) {
  const words = useWords(paperWords)
  const frame = useRef<HTMLDivElement>(null)
  const [pdf, setPdf] = useState({ pageCount: 0, heightPerWidth: a4HeightPerWidth })
  const [zoom, setZoom] = useState(1)
  const width = useWidth(frame)
  const { near, current } = useShownPages(frame, width === 0 ? 0 : pdf.pageCount)
  const widthPx = Math.round((width - pagePaddingPx) * zoom)
  const { onScroll } = useKeptPlace(frame, widthPx)
  const address = addressOf(downloadFile, { params: { fileId } })
  const goTo = (page: number) =>
    frame.current?.querySelector(`[data-page="${page}"]`)?.scrollIntoView({ block: 'start' })

  const firstMark = marks[0]?.page
  const isReady = pdf.pageCount > 0 && width > 0
  // The scroll position is the outside system: opened at a page, moved by every wish to see a mark.
  // biome-ignore lint/correctness/useExhaustiveDependencies: only a wish moves, not the page that scrolling reports back
  useEffect(() => {
    if (!isReady) return
    const wished = firstMark ?? (firstPage > 1 ? firstPage : undefined)
    if (wished !== undefined) goTo(wished)
  }, [isReady, markStamp, firstMark])
  useEffect(() => {
    if (isReady) onPage(current)
  }, [isReady, current, onPage])
  useActions([
    {
      id: 'reader.next',
      title: words.nextPage,
      group: words.reader,
      keys: 'n',
      run: () => goTo(current + 1),
    },
    {
      id: 'reader.previous',
      title: words.previousPage,
      group: words.reader,
      keys: 'p',
      run: () => goTo(current - 1),
    },
  ])

  return (
    <div className="flex h-full min-h-0 flex-col">
      <ReaderToolbar
        page={current}
        pageCount={pdf.pageCount}
        onPage={goTo}
        zoom={zoom}
        onZoom={setZoom}
        downloadAddress={address}
      />
      <section
        ref={frame}
        onScroll={onScroll}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard (WCAG 2.1.1)
        tabIndex={0}
        aria-label={words.reader}
        className="min-h-0 flex-1 overflow-auto bg-shelf pt-3 outline-offset-[-2px]"
      >
        <Document
          file={address}
          options={pdfOptions}
          suspense={false}
          externalLinkTarget="_blank"
          externalLinkRel="noopener noreferrer"
          // Pages far away are not drawn, so the reader itself goes there.
          onItemClick={({ pageNumber }) => goTo(pageNumber)}
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
              rotate,
            } = await document.getPage(1)
            setPdf({
              pageCount: document.numPages,
              heightPerWidth: heightPerWidth({
                widthPt: right - left,
                heightPt: top - bottom,
                rotation: rotate,
              }),
            })
          }}
        >
          {isReady
            ? Array.from({ length: pdf.pageCount }, (_, at) => at + 1).map((number) => (
                <ReaderPage
                  key={number}
                  number={number}
                  pageCount={pdf.pageCount}
                  widthPx={widthPx}
                  isNear={near.has(number)}
                  assumedHeightPerWidth={pdf.heightPerWidth}
                  marks={marks.filter((mark) => mark.page === number)}
                  markStamp={markStamp}
                  hasFirstMark={number === firstMark}
                />
              ))
            : null}
        </Document>
      </section>
    </div>
  )
}
