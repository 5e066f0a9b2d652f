import { useQuery } from '@tanstack/react-query'
import type { PDFDocumentProxy } from 'pdfjs-dist'
import { useWords } from '#web/lib/words/useWords.ts'
import { classes } from '#web/ui/classes.ts'
import { Loading } from '#web/ui/Loading.tsx'
import { readerWords } from '../words.ts'
import { entryAt, type OutlineEntry, readOutline } from './read-outline.ts'

type Props = {
  readonly pdf: PDFDocumentProxy
  readonly fileId: string
  readonly page: number
  readonly onGo: (page: number, topPt: number | undefined) => void
}

/** The document's table of contents. */
export function OutlineList({ pdf, fileId, page, onGo }: Props) {
  const words = useWords(readerWords)
  const { data, isPending } = useQuery({
    queryKey: ['reader', 'outline', fileId],
    queryFn: () => readOutline(pdf),
    staleTime: Number.POSITIVE_INFINITY,
  })
  if (isPending) return <Loading rows={5} />
  // An outline that cannot be read is none: the document itself is there.
  if (data === undefined || data.length === 0)
    return <p className="px-3 py-6 text-ink-soft text-sm">{words.noOutline}</p>
  const current = entryAt(data, page)
  return (
    <ol className="py-1">
      {data.map((entry, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the bookmarks of one file, in their order
        <li key={at}>
          <Entry entry={entry} isCurrent={at === current} onGo={onGo} />
        </li>
      ))}
    </ol>
  )
}

type EntryProps = {
  readonly entry: OutlineEntry
  readonly isCurrent: boolean
  readonly onGo: Props['onGo']
}

function Entry({ entry: { title, depth, page, topPt }, isCurrent, onGo }: EntryProps) {
  return (
    <button
      type="button"
      disabled={page === undefined}
      aria-current={isCurrent ? 'location' : undefined}
      onClick={() => page !== undefined && onGo(page, topPt)}
      className={classes(
        'flex w-full items-baseline gap-2 py-1 pr-3 text-left text-ink-soft text-xs enabled:hover:bg-wash enabled:hover:text-ink',
        'aria-[current]:bg-tint aria-[current]:text-ink pointer-coarse:py-2.5',
      )}
      style={{ paddingLeft: `${0.75 + depth * 0.75}rem` }}
    >
      <span className="min-w-0 flex-1">{title}</span>
      {page === undefined ? null : <span className="text-2xs text-ink-faint">{page}</span>}
    </button>
  )
}
