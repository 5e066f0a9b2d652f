import { useFormat } from '#web/lib/format.ts'
import { useWords } from '#web/lib/words/useWords.ts'
import { Menu } from '#web/ui/Menu.tsx'
import type { ReaderView } from './useReaderView.ts'
import { readerWords } from './words.ts'

const percents = [50, 75, 100, 125, 150, 200, 300]

/** How large the pages are, and the sizes to choose from. */
export function ZoomMenu({ view }: { readonly view: ReaderView }) {
  const words = useWords(readerWords)
  const format = useFormat()
  const { zoom, figure, zoomBy, fitTo, turn } = view
  const percent = format.percent(figure)
  return (
    <Menu
      trigger={
        <button
          type="button"
          aria-label={`${words.zoom}, ${percent}`}
          className="h-8 w-12 rounded-md text-center text-ink-soft text-xs hover:bg-wash hover:text-ink pointer-coarse:h-10"
        >
          {percent}
        </button>
      }
      entries={[
        { label: words.fitWidth, keys: 'w', onPick: () => fitTo('width') },
        { label: words.fitPage, keys: 'f', onPick: () => fitTo('page') },
        { label: words.turnPages, keys: ']', onPick: turn },
        {
          kind: 'choice',
          label: words.zoom,
          value: typeof zoom === 'number' ? String(Math.round(zoom * 100)) : '',
          options: percents.map((each) => ({ value: String(each), label: format.percent(each / 100) })),
          onPick: (value) => zoomBy(Number(value) / 100 / figure),
        },
      ]}
    />
  )
}
