import 'react-pdf/dist/Page/AnnotationLayer.css'
import 'react-pdf/dist/Page/TextLayer.css'
import type { PDFDocumentProxy } from 'pdfjs-dist'
import { type ReactNode, type Ref, useEffect, useImperativeHandle, useRef, useState } from 'react'
import { addressOf } from '#web/lib/address.ts'
import { useStoredChoice } from '#web/lib/stored-choice.ts'
import { useWords } from '#web/lib/words/useWords.ts'
import { downloadFile, type PaperFile } from '../../contract.ts'
import { firstPagePicture } from '../shown-file.ts'
import { paperWords } from '../words.ts'
import { AwaitedPage } from './AwaitedPage.tsx'
import { cleanSelected } from './clean-selected.ts'
import { FindBar } from './find/FindBar.tsx'
import { FoundMarks } from './find/FoundMarks.tsx'
import { selectShown } from './find/select-shown.ts'
import { useFind } from './find/useFind.ts'
import { useFindObstacle } from './find/useFindObstacle.ts'
import { OpenDocument } from './OpenDocument.tsx'
import { PlaceHint } from './PlaceHint.tsx'
import type { Mark } from './place-mark.ts'
import { ReaderPages } from './ReaderPages.tsx'
import { ReaderToolbar } from './ReaderToolbar.tsx'
import type { PagePress, ReaderHandle, ReaderSelection, ShownPage } from './reader-contract.ts'
import { readingLight } from './reading-light.ts'
import { ScanNote } from './ScanNote.tsx'
import { SidePane } from './side/SidePane.tsx'
import { sideChoice } from './side/side-choice.ts'
import { useBeginning } from './useBeginning.ts'
import { useReaderActions } from './useReaderActions.ts'
import { useReaderView } from './useReaderView.ts'
import { useReadingPlace } from './useReadingPlace.ts'
import { useSelection } from './useSelection.ts'

type Props = {
  readonly file: PaperFile
  readonly mayWrite: boolean
  /** The page the address names; 1 leaves it to where the person read last. */
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

/** The PDF: pages one under the other, with what it takes to read, search and find one's way in them. */
export function PdfReader(props: Props) {
  const { file, marks, markStamp, onPage } = props
  const words = useWords(paperWords)
  const frame = useRef<HTMLDivElement>(null)
  const [pdf, setPdf] = useState<PDFDocumentProxy | undefined>(undefined)
  const [findStamp, setFindStamp] = useState(0)
  const view = useReaderView({ frame, fileId: file.id, pageCount: pdf?.numPages ?? 0 })
  const { shown, show, jumps, isReady } = view
  const find = useFind({ file, page: shown.current, show })
  const obstacle = useFindObstacle(file)
  const side = useStoredChoice(sideChoice)
  const lastSide = useRef(side === 'closed' ? 'pages' : side)
  const isDark = useStoredChoice(readingLight) === 'dark'
  const place = useReadingPlace(file.id, view.spot)
  const held = useSelection({ frame, sizeOf: view.sizeOf, onSelection: props.onSelection })
  useImperativeHandle(props.ref, () => ({
    show: ({ page, marks: wished = [] }) => {
      jumps.leave()
      show(page, wished)
    },
  }))
  useBeginning({ view, place, marks, markStamp, firstPage: props.firstPage })
  useEffect(() => {
    if (isReady) onPage(shown.current)
  }, [isReady, shown.current, onPage])
  const openFind = () => {
    find.open()
    setFindStamp((stamp) => stamp + 1)
  }
  const turnSide = () => {
    if (side !== 'closed') lastSide.current = side
    sideChoice.set(side === 'closed' ? lastSide.current : 'closed')
  }
  const turnLight = () => readingLight.set(isDark ? 'paper' : 'dark')
  useReaderActions({ view, find, onFind: openFind, onSide: turnSide, onLight: turnLight })
  const closeFind = () => {
    frame.current?.focus()
    if (frame.current !== null) selectShown(frame.current, find.words)
    find.close()
  }
  const { elsewhere } = place
  // A page whose end alone is in sight is not the one that is read.
  const pageElsewhere = elsewhere && elsewhere.page + (elsewhere.share > 0.95 ? 1 : 0)
  const address = addressOf(downloadFile, { params: { fileId: file.id } })
  return (
    <div className="@container flex h-full min-h-0 flex-col">
      <ReaderToolbar
        view={view}
        isDark={isDark}
        isSideOpen={side !== 'closed'}
        isFinding={find.isOpen}
        onSide={turnSide}
        onLight={turnLight}
        onFind={find.isOpen ? closeFind : openFind}
        downloadAddress={address}
      />
      {find.isOpen ? <FindBar find={find} obstacle={obstacle} stamp={findStamp} onClose={closeFind} /> : null}
      <ScanNote file={file} mayWrite={props.mayWrite} />
      {elsewhere !== undefined && pageElsewhere !== undefined && pageElsewhere !== shown.current ? (
        <PlaceHint
          page={pageElsewhere}
          onGo={() => {
            place.answer()
            view.jumpTo(elsewhere)
          }}
          onClose={place.answer}
        />
      ) : null}
      <div className="relative flex min-h-0 flex-1">
        {side === 'closed' || pdf === undefined || !isReady ? null : (
          <SidePane
            pdf={pdf}
            fileId={file.id}
            view={view}
            isDark={isDark}
            tab={side}
            onTab={sideChoice.set}
            onClose={() => sideChoice.set('closed')}
          />
        )}
        <section
          ref={frame}
          onScroll={() => {
            view.onScroll()
            place.noteMove()
          }}
          onCopy={(event) => {
            event.clipboardData.setData(
              'text/plain',
              cleanSelected(document.getSelection()?.toString() ?? ''),
            )
            event.preventDefault()
          }}
          // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard (WCAG 2.1.1)
          tabIndex={0}
          aria-label={words.reader}
          data-dark={isDark || undefined}
          className="relative min-h-0 min-w-0 flex-1 touch-pan-x touch-pan-y overflow-auto bg-shelf outline-offset-[-2px] [overflow-anchor:none] data-dark:bg-[#0b0b0c]"
        >
          <OpenDocument
            address={address}
            sizeBytes={file.sizeBytes}
            pdf={pdf}
            view={view}
            onOpen={setPdf}
            awaited={<AwaitedPage file={file} page={marks[0]?.page ?? props.firstPage} />}
          >
            <ReaderPages
              picture={file.hasThumbnail ? firstPagePicture(file.id) : undefined}
              view={view}
              held={held}
              isDark={isDark}
              marks={marks}
              onPress={props.onPress}
              overlay={(page) => {
                const hits = find.byPage.get(page.number)
                return (
                  <>
                    {hits === undefined ? null : (
                      <FoundMarks
                        file={file}
                        number={page.number}
                        size={page.size}
                        hits={hits}
                        shown={find.shown}
                      />
                    )}
                    {props.overlay?.(page)}
                  </>
                )
              }}
            />
          </OpenDocument>
        </section>
      </div>
    </div>
  )
}
