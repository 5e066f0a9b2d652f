import {
  ChevronDown,
  ChevronUp,
  Download,
  Moon,
  PanelLeft,
  Search,
  Undo2,
  ZoomIn,
  ZoomOut,
} from 'lucide-react'
import { useWords } from '#web/lib/words/useWords.ts'
import { IconButton } from '#web/ui/IconButton.tsx'
import { paperWords } from '../words.ts'
import { PageNumber } from './PageNumber.tsx'
import { paddingPx } from './page-layout.ts'
import type { ReaderView } from './useReaderView.ts'
import { leastZoom, mostZoom, zoomStep } from './useZoom.ts'
import { readerWords } from './words.ts'
import { ZoomMenu } from './ZoomMenu.tsx'

type Props = {
  readonly view: ReaderView
  readonly isDark: boolean
  readonly isSideOpen: boolean
  readonly isFinding: boolean
  readonly onSide: () => void
  readonly onLight: () => void
  readonly onFind: () => void
  readonly downloadAddress: string
}

export function ReaderToolbar(props: Props) {
  const { view, isDark, isSideOpen, isFinding, onSide, onLight, onFind } = props
  const paper = useWords(paperWords)
  const words = useWords(readerWords)
  const { shown, pageCount, figure, zoomBy, jumps } = view
  const toPage = (page: number) => view.goTo({ page, share: 0 }, paddingPx)
  return (
    <div
      role="toolbar"
      aria-label={words.tools}
      className="flex h-10 shrink-0 items-center gap-0.5 border-b bg-paper px-2 pointer-coarse:h-12"
    >
      <IconButton
        icon={<PanelLeft aria-hidden />}
        label={words.sidePane}
        keys="b"
        aria-pressed={isSideOpen}
        onClick={onSide}
      />
      <IconButton
        icon={<ChevronUp aria-hidden />}
        label={paper.previousPage}
        keys="p"
        disabled={shown.current <= 1}
        onClick={() => toPage(shown.current - 1)}
        className="max-sm:hidden"
      />
      <IconButton
        icon={<ChevronDown aria-hidden />}
        label={paper.nextPage}
        keys="n"
        disabled={shown.current >= pageCount}
        onClick={() => toPage(shown.current + 1)}
        className="max-sm:hidden"
      />
      <PageNumber
        page={shown.current}
        pageCount={pageCount}
        onPage={(page) => view.jumpTo({ page, share: 0 }, paddingPx)}
      />
      {jumps.canGoBack ? (
        <IconButton
          icon={<Undo2 aria-hidden />}
          label={words.goBack}
          keys="alt+ArrowLeft"
          onClick={jumps.goBack}
        />
      ) : null}
      <div className="ml-auto flex items-center gap-0.5">
        <IconButton
          icon={<ZoomOut aria-hidden />}
          label={paper.zoomOut}
          keys="-"
          disabled={figure <= leastZoom}
          onClick={() => zoomBy(1 / zoomStep)}
          className="max-sm:hidden"
        />
        <ZoomMenu view={view} />
        <IconButton
          icon={<ZoomIn aria-hidden />}
          label={paper.zoomIn}
          keys="+"
          disabled={figure >= mostZoom}
          onClick={() => zoomBy(zoomStep)}
          className="max-sm:hidden"
        />
        <IconButton
          icon={<Moon aria-hidden />}
          label={words.darkPages}
          keys="i"
          aria-pressed={isDark}
          onClick={onLight}
        />
        <IconButton
          icon={<Search aria-hidden />}
          label={words.find}
          keys="mod+f"
          aria-pressed={isFinding}
          onClick={onFind}
        />
        <a
          href={props.downloadAddress}
          download
          aria-label={paper.download}
          title={paper.download}
          className="flex size-8 items-center justify-center rounded-md text-ink-soft hover:bg-wash hover:text-ink pointer-coarse:size-10"
        >
          <Download className="size-4" aria-hidden />
        </a>
      </div>
    </div>
  )
}
