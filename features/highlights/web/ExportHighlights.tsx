import { Download } from 'lucide-react'
import { addressOf } from '#web/lib/address.ts'
import { useWords } from '#web/lib/words/useWords.ts'
import { IconButton } from '#web/ui/IconButton.tsx'
import { Menu } from '#web/ui/Menu.tsx'
import { exportHighlights, type HighlightFormat } from '../contract.ts'
import type { Filter } from './HighlightFilter.tsx'
import { highlightWords } from './words.ts'

type Props = { readonly paperId: string; readonly filter: Filter }

/** What the list shows as a file. One person's share of it is not a filter of the file. */
export function ExportHighlights({ paperId, filter: { colour, tag } }: Props) {
  const words = useWords(highlightWords)
  const download = (format: HighlightFormat) => {
    const narrowing = { ...(colour === 'any' ? {} : { colour }), ...(tag === '' ? {} : { tag }) }
    // The server sends it as an attachment: the page stays where it is.
    window.location.assign(addressOf(exportHighlights, { query: { paperId, format, ...narrowing } }))
  }
  return (
    <Menu
      trigger={<IconButton icon={<Download aria-hidden />} label={words.export} />}
      entries={[
        { label: words.asMarkdown, onPick: () => download('markdown') },
        { label: words.asJsonld, onPick: () => download('jsonld') },
      ]}
    />
  )
}
