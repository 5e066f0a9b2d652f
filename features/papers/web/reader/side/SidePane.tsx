import type { PDFDocumentProxy } from 'pdfjs-dist'
import { useRef } from 'react'
import { useWords } from '#web/lib/words/useWords.ts'
import { Tabs } from '#web/ui/Tabs.tsx'
import { spotOfHeight } from '../destination.ts'
import type { Spot } from '../page-layout.ts'
import type { ReaderView } from '../useReaderView.ts'
import { readerWords } from '../words.ts'
import { OutlineList } from './OutlineList.tsx'
import type { SideTab } from './side-choice.ts'
import { Thumbnails } from './Thumbnails.tsx'

type Props = {
  readonly pdf: PDFDocumentProxy
  readonly fileId: string
  readonly view: ReaderView
  readonly isDark: boolean
  readonly tab: SideTab
  readonly onTab: (tab: SideTab) => void
  readonly onClose: () => void
}

/** Beside the pages: their small pictures, and the table of contents. */
export function SidePane({ pdf, fileId, view, isDark, tab, onTab, onClose }: Props) {
  const words = useWords(readerWords)
  const { shown, sizeOf } = view
  const pane = useRef<HTMLElement>(null)
  const jumpTo = (spot: Spot) => {
    view.jumpTo(spot)
    // Where there is no room beside the pages, the pane covers them.
    if (pane.current !== null && getComputedStyle(pane.current).position === 'absolute') onClose()
  }
  return (
    <nav
      ref={pane}
      aria-label={words.sidePane}
      className="absolute inset-y-0 left-0 z-10 flex w-52 shrink-0 flex-col border-r bg-paper shadow-pop @min-[40rem]:static @min-[40rem]:shadow-none"
    >
      <Tabs
        label={words.sidePane}
        value={tab}
        onValue={(next) => onTab(next === 'outline' ? 'outline' : 'pages')}
        className="h-full"
        tabs={[
          {
            value: 'pages',
            label: words.pages,
            content: (
              <Thumbnails
                pdf={pdf}
                pageCount={view.pageCount}
                page={shown.current}
                sizeOf={sizeOf}
                turnedBy={view.turnedBy}
                isDark={isDark}
                onGo={(page) => {
                  jumpTo({ page, share: 0 })
                }}
              />
            ),
          },
          {
            value: 'outline',
            label: words.outline,
            content: (
              <OutlineList
                pdf={pdf}
                fileId={fileId}
                page={shown.current}
                onGo={(page, topPt) => {
                  jumpTo(spotOfHeight(page, topPt, sizeOf(page)))
                }}
              />
            ),
          },
        ]}
      />
    </nav>
  )
}
