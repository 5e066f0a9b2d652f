import { useRef, useState } from 'react'
import { Page } from 'react-pdf'
import { useWords } from '#web/lib/words/useWords.ts'
import { paperWords } from '../words.ts'
import { heightPerWidth, type Mark, type PageSize } from './place-mark.ts'
import { ReaderMarks } from './ReaderMarks.tsx'

type Props = {
  readonly number: number
  readonly pageCount: number
  readonly widthPx: number
  /** Near the window: drawn. Others only keep their place. */
  readonly isNear: boolean
  /** Of pages that were not drawn yet, the shape of the first is assumed. */
  readonly assumedHeightPerWidth: number
  readonly marks: readonly Mark[]
  readonly markStamp: number
  readonly hasFirstMark: boolean
}

// A4 at 96 dpi and 3 device pixels is 27 megapixels of canvas a page; 2 is as sharp as can be told apart while reading.
const devicePixelsAtMost = 2

/** One page: canvas, selectable text, marks. */
export function ReaderPage(props: Props) {
  const { number, widthPx, isNear, marks } = props
  const words = useWords(paperWords)
  const page = useRef<HTMLElement>(null)
  const [size, setSize] = useState<PageSize | undefined>(undefined)
  const ratio = size === undefined ? props.assumedHeightPerWidth : heightPerWidth(size)
  return (
    <section
      ref={page}
      data-page={number}
      aria-label={words.pageOf(number, props.pageCount)}
      className="relative mx-auto mb-3 bg-[white] brightness-(--page-light) shadow-[0_0_0_1px_var(--color-hairline)] [&_.react-pdf\_\_Page]:bg-transparent!"
      style={{ width: widthPx, height: Math.round(widthPx * ratio) }}
    >
      {isNear ? (
        <Page
          pageNumber={number}
          width={widthPx}
          devicePixelRatio={Math.min(devicePixelsAtMost, window.devicePixelRatio)}
          loading={null}
          error={<p className="p-8 text-bad">{words.readerFailed}</p>}
          onRenderAnnotationLayerSuccess={() => nameLinks(page.current, words.linkInPaper)}
          onLoadSuccess={({ view: [left = 0, bottom = 0, right = 0, top = 0], userUnit, rotate }) =>
            setSize({
              widthPt: (right - left) * userUnit,
              heightPt: (top - bottom) * userUnit,
              rotation: rotate,
            })
          }
        />
      ) : null}
      {size !== undefined && marks.length > 0 ? (
        <ReaderMarks
          marks={marks}
          size={size}
          label={words.markedPassage}
          stamp={props.markStamp}
          isFirst={props.hasFirstMark}
        />
      ) : null}
    </section>
  )
}

/** Links drawn over a page have no text of their own: an outer one is called by its address, an inner one by what it is. */
function nameLinks(page: HTMLElement | null, inPaper: string): void {
  for (const link of page?.querySelectorAll<HTMLAnchorElement>('.annotationLayer a:not([aria-label])') ??
    []) {
    const leadsOut = link.protocol === 'mailto:' || link.host !== location.host
    link.setAttribute('aria-label', leadsOut ? link.href.replace(/^mailto:/, '') : inPaper)
  }
}
