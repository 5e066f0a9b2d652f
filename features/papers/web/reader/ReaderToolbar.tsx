import { ChevronDown, ChevronUp, Download, MoveHorizontal, ZoomIn, ZoomOut } from 'lucide-react'
import { useState } from 'react'
import { useFormat } from '#web/lib/format.ts'
import { useWords } from '#web/lib/words/useWords.ts'
import { IconButton } from '#web/ui/IconButton.tsx'
import { paperWords } from '../words.ts'

type Props = {
  readonly page: number
  readonly pageCount: number
  readonly onPage: (page: number) => void
  /** 1 fits the width. */
  readonly zoom: number
  readonly onZoom: (zoom: number) => void
  readonly downloadAddress: string
}

const zoomStep = 1.2
const leastZoom = 0.4
const mostZoom = 4

export function ReaderToolbar({ page, pageCount, onPage, zoom, onZoom, downloadAddress }: Props) {
  const words = useWords(paperWords)
  const format = useFormat()
  const [written, setWritten] = useState<string | null>(null)
  const go = () => {
    const wished = Number(written)
    if (Number.isInteger(wished) && wished >= 1 && wished <= pageCount) onPage(wished)
    setWritten(null)
  }
  const zoomBy = (factor: number) => onZoom(Math.min(mostZoom, Math.max(leastZoom, zoom * factor)))
  return (
    <div
      role="toolbar"
      aria-label={words.reader}
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
      <label className="ml-1 flex items-center gap-1.5 text-ink-faint text-xs">
        <span className="sr-only">{words.page}</span>
        <input
          inputMode="numeric"
          disabled={pageCount === 0}
          value={written ?? (pageCount === 0 ? '' : String(page))}
          onChange={(event) => setWritten(event.target.value)}
          onBlur={go}
          onKeyDown={(event) => event.key === 'Enter' && go()}
          onFocus={(event) => event.currentTarget.select()}
          className="h-6 w-10 rounded-sm border border-edge bg-sheet text-center text-ink"
        />
        {pageCount === 0 ? null : words.ofPages(pageCount)}
      </label>
      <div className="ml-auto flex items-center gap-0.5">
        <IconButton
          icon={<ZoomOut aria-hidden />}
          label={words.zoomOut}
          onClick={() => zoomBy(1 / zoomStep)}
        />
        <span className="w-10 text-center text-ink-faint text-xs max-sm:hidden">{format.percent(zoom)}</span>
        <IconButton icon={<ZoomIn aria-hidden />} label={words.zoomIn} onClick={() => zoomBy(zoomStep)} />
        <IconButton icon={<MoveHorizontal aria-hidden />} label={words.fitWidth} onClick={() => onZoom(1)} />
        <a
          href={downloadAddress}
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
