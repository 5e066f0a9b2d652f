import { ChevronDown, ChevronUp, Download, Undo2, ZoomIn, ZoomOut } from 'lucide-react'
import { useFormat } from '#web/lib/format.ts'
import { useWords } from '#web/lib/words/useWords.ts'
import { IconButton } from '#web/ui/IconButton.tsx'
import { Menu } from '#web/ui/Menu.tsx'
import { paperWords } from '../words.ts'
import { PageNumber } from './PageNumber.tsx'
import type { Zoom } from './page-layout.ts'
import type { useJumps } from './useJumps.ts'
import { leastZoom, mostZoom, zoomStep } from './useZoom.ts'
import { readerWords } from './words.ts'

type Props = {
  readonly page: number
  readonly pageCount: number
  readonly onPage: (page: number) => void
  readonly zoom: Zoom
  /** The zoom as it is shown; 1 is the printed size. */
  readonly zoomFigure: number
  readonly onZoomBy: (factor: number) => void
  readonly onFit: (way: 'width' | 'page') => void
  readonly jumps: ReturnType<typeof useJumps>
  readonly downloadAddress: string
}

const percents = [50, 75, 100, 125, 150, 200, 300]

export function ReaderToolbar(props: Props) {
  const { page, pageCount, onPage, zoom, zoomFigure, onZoomBy, onFit, jumps } = props
  const words = useWords(paperWords)
  const more = useWords(readerWords)
  const format = useFormat()
  const percent = format.percent(zoomFigure)
  return (
    <div
      role="toolbar"
      aria-label={more.tools}
      className="flex h-10 shrink-0 items-center gap-0.5 border-b bg-paper px-2"
    >
      <IconButton
        icon={<ChevronUp aria-hidden />}
        label={words.previousPage}
        keys="p"
        disabled={page <= 1}
        onClick={() => onPage(page - 1)}
      />
      <IconButton
        icon={<ChevronDown aria-hidden />}
        label={words.nextPage}
        keys="n"
        disabled={page >= pageCount}
        onClick={() => onPage(page + 1)}
      />
      <PageNumber page={page} pageCount={pageCount} onPage={onPage} />
      {jumps.canGoBack ? (
        <IconButton
          icon={<Undo2 aria-hidden />}
          label={more.goBack}
          keys="alt+ArrowLeft"
          onClick={jumps.goBack}
        />
      ) : null}
      <div className="ml-auto flex items-center gap-0.5">
        <IconButton
          icon={<ZoomOut aria-hidden />}
          label={words.zoomOut}
          keys="-"
          disabled={zoomFigure <= leastZoom}
          onClick={() => onZoomBy(1 / zoomStep)}
        />
        <Menu
          trigger={
            <button
              type="button"
              aria-label={`${more.zoom}, ${percent}`}
              className="h-8 w-12 rounded-md text-center text-ink-soft text-xs hover:bg-wash hover:text-ink max-sm:hidden"
            >
              {percent}
            </button>
          }
          entries={[
            { label: more.fitWidth, keys: 'w', onPick: () => onFit('width') },
            { label: more.fitPage, keys: 'f', onPick: () => onFit('page') },
            {
              kind: 'choice',
              label: more.zoom,
              value: typeof zoom === 'number' ? String(Math.round(zoom * 100)) : '',
              options: percents.map((each) => ({ value: String(each), label: format.percent(each / 100) })),
              onPick: (value) => onZoomBy(Number(value) / 100 / zoomFigure),
            },
          ]}
        />
        <IconButton
          icon={<ZoomIn aria-hidden />}
          label={words.zoomIn}
          keys="+"
          disabled={zoomFigure >= mostZoom}
          onClick={() => onZoomBy(zoomStep)}
        />
        <a
          href={props.downloadAddress}
          download
          aria-label={words.download}
          title={words.download}
          className="flex size-8 items-center justify-center rounded-md text-ink-soft hover:bg-wash hover:text-ink pointer-coarse:size-10"
        >
          <Download className="size-4" aria-hidden />
        </a>
      </div>
    </div>
  )
}
