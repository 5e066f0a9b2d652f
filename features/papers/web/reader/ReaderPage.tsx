import type { PDFPageProxy } from 'pdfjs-dist'
import { type MouseEvent, type ReactNode, useCallback, useRef, useState } from 'react'
import { Page } from 'react-pdf'
import { useWords } from '#web/lib/words/useWords.ts'
import { paperWords } from '../words.ts'
import { PageCanvas } from './PageCanvas.tsx'
import type { Mark, PageSize } from './place-mark.ts'
import { ReaderMarks } from './ReaderMarks.tsx'
import type { PagePress, ShownPage } from './reader-contract.ts'
import { useSettled, useStays } from './useSettled.ts'

type Props = {
  readonly page: ShownPage
  readonly pageCount: number
  readonly topPx: number
  /** Clockwise, beside what the file says. */
  readonly turnedBy: number
  readonly isDark: boolean
  /** The address of a picture of it, seen until it is drawn. */
  readonly picture: string | undefined
  readonly marks: readonly Mark[]
  readonly onSize: (page: number, size: PageSize) => void
  readonly onPress: ((press: PagePress) => void) | undefined
  readonly children?: ReactNode
}

// Pages that fly by are not drawn, and a zoom in motion stretches what is drawn already.
const restMs = 60

/** One page: its drawing, selectable text, marks, and what others lay over it. */
export function ReaderPage(props: Props) {
  const { page, topPx, turnedBy, marks, onSize, onPress } = props
  const { number, widthPx, heightPx } = page
  const words = useWords(paperWords)
  const element = useRef<HTMLElement>(null)
  const [proxy, setProxy] = useState<PDFPageProxy | undefined>(undefined)
  const [isDrawn, setIsDrawn] = useState(false)
  const drawnWidthPx = useSettled(widthPx, restMs)
  const isAtRest = useStays(restMs)
  const noteDrawn = useCallback(() => setIsDrawn(true), [])
  const press = (event: MouseEvent<HTMLElement>) => {
    if (onPress === undefined || document.getSelection()?.isCollapsed === false) return
    const box = event.currentTarget.getBoundingClientRect()
    const { clientX, clientY } = event
    const left = (clientX - box.left) / box.width
    onPress({ page: number, left, top: (clientY - box.top) / box.height, clientX, clientY })
  }
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: what a press finds has a keyboard way of its own in its list
    <section
      ref={element}
      data-page={number}
      aria-label={words.pageOf(number, props.pageCount)}
      onClick={press}
      className="absolute inset-x-0 mx-auto bg-[white] brightness-(--page-light) shadow-[0_0_0_1px_var(--color-hairline)] data-dark:bg-[#141414] data-dark:brightness-100 data-dark:shadow-[0_0_0_1px_#2c2c2e] [&_.react-pdf\_\_Page]:bg-transparent!"
      data-dark={props.isDark || undefined}
      style={{ top: topPx, width: widthPx, height: heightPx }}
    >
      {props.picture === undefined || isDrawn || props.isDark || turnedBy > 0 ? null : (
        <img src={props.picture} alt="" className="absolute inset-0 size-full" />
      )}
      {proxy === undefined ? null : (
        <PageCanvas
          page={proxy}
          widthPx={drawnWidthPx}
          heightPx={heightPx * (drawnWidthPx / widthPx)}
          rotation={page.size.rotation}
          isDark={props.isDark}
          onDrawn={noteDrawn}
        />
      )}
      {isAtRest ? (
        <div
          className="absolute top-0 left-0 origin-top-left"
          style={{ width: drawnWidthPx, transform: `scale(${widthPx / drawnWidthPx})` }}
        >
          <Page
            pageNumber={number}
            width={drawnWidthPx}
            rotate={proxy === undefined ? null : (proxy.rotate + turnedBy) % 360}
            renderMode="none"
            loading={null}
            error={<p className="p-8 text-bad">{words.readerFailed}</p>}
            onRenderAnnotationLayerSuccess={() => nameLinks(element.current, words.linkInPaper)}
            onLoadSuccess={(loaded) => {
              const {
                view: [left = 0, bottom = 0, right = 0, top = 0],
                userUnit,
                rotate,
              } = loaded
              setProxy(loaded)
              onSize(number, {
                widthPt: (right - left) * userUnit,
                heightPt: (top - bottom) * userUnit,
                rotation: rotate,
              })
            }}
          />
        </div>
      ) : null}
      {marks.length > 0 ? <ReaderMarks marks={marks} size={page.size} label={words.markedPassage} /> : null}
      <div className="pointer-events-none absolute inset-0">{props.children}</div>
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
