import { Link, useNavigate } from '@tanstack/react-router'
import { useVirtualizer } from '@tanstack/react-virtual'
import { useEffect, useRef } from 'react'
import type { PaperSummary } from '#features/papers/contract.ts'
import { PaperRow } from '#features/papers/web/PaperRow.tsx'
import { paperWords } from '#features/papers/web/words.ts'
import { dragPaper } from '#features/reading/web/collections/dragged-paper.ts'
import { PaperRating } from '#features/reading/web/PaperRating.tsx'
import { useWords } from '#web/lib/words/useWords.ts'
import { classes } from '#web/ui/classes.ts'
import { setCurrentPaper } from './current-paper.ts'
import { libraryWords } from './words.ts'

type Props = {
  readonly papers: readonly PaperSummary[]
  readonly total: number
  readonly hasMore: boolean
  readonly isFetchingMore: boolean
  /** Other rows than asked for now: those of the filter before. */
  readonly isStale: boolean
  readonly onNeedMore: () => void
  readonly currentId: string | undefined
  readonly onCurrent: (paper: PaperSummary) => void
}

const rowHeightPx = 57
const rowsAhead = 20

/** The rows of the library; only those on screen are in the page, so that a hundred thousand scroll like fifty. */
export function PaperList(props: Props) {
  const { papers, hasMore, isFetchingMore, isStale, onNeedMore, currentId, onCurrent } = props
  const words = useWords(libraryWords)
  const { papers: listName } = useWords(paperWords)
  const navigate = useNavigate()
  const frame = useRef<HTMLDivElement>(null)
  const virtual = useVirtualizer({
    count: papers.length,
    getScrollElement: () => frame.current,
    estimateSize: () => rowHeightPx,
    getItemKey: (index) => papers[index]?.id ?? index,
    overscan: 12,
  })
  const rows = virtual.getVirtualItems()
  const lastShown = rows.at(-1)?.index ?? 0
  const isNearEnd = hasMore && !isFetchingMore && lastShown >= papers.length - rowsAhead
  // The server is the outside system: the next page is asked for before its place is reached.
  useEffect(() => {
    if (isNearEnd) onNeedMore()
  }, [isNearEnd, onNeedMore])
  const currentIndex = papers.findIndex(({ id }) => id === currentId)
  const scrollTo = virtual.scrollToIndex
  // The scroll position and the focus belong to the document: the current row is brought into both.
  useEffect(() => {
    if (currentIndex < 0) return
    scrollTo(currentIndex, { align: 'auto' })
    const isListFocused = frame.current?.contains(document.activeElement) === true
    const isNowhere = document.activeElement?.matches('body, #content') === true
    if (!isListFocused && !isNowhere) return
    const soon = requestAnimationFrame(() =>
      frame.current
        ?.querySelector<HTMLElement>(`[data-index="${currentIndex}"] a`)
        ?.focus({ preventScroll: true }),
    )
    return () => cancelAnimationFrame(soon)
  }, [currentIndex, scrollTo])
  const open = (paperId: string) => void navigate({ to: '/papers/$paperId', params: { paperId } })
  return (
    <div ref={frame} className="min-h-0 flex-1 overflow-y-auto bg-sheet" aria-busy={isStale}>
      <ul
        aria-label={listName}
        className={classes('relative transition-opacity', isStale && 'opacity-60')}
        style={{ height: virtual.getTotalSize() }}
      >
        {rows.map((row) => {
          const paper = papers[row.index]
          if (paper === undefined) return null
          return (
            <li
              key={row.key}
              ref={virtual.measureElement}
              data-index={row.index}
              aria-setsize={props.total}
              aria-posinset={row.index + 1}
              draggable
              onDragStart={(event) => dragPaper(event, paper)}
              aria-current={paper.id === currentId || undefined}
              className="absolute inset-x-0 top-0"
              style={{ transform: `translateY(${row.start}px)` }}
            >
              <PaperRow
                paper={paper}
                isCurrent={paper.id === currentId}
                onPick={() => onCurrent(paper)}
                onOpen={() => open(paper.id)}
                titleLink={(title) => (
                  <Link
                    to="/papers/$paperId"
                    params={{ paperId: paper.id }}
                    onClick={() => setCurrentPaper(paper.id)}
                    className="line-clamp-2 w-fit rounded-sm hover:text-accent hover:underline md:line-clamp-1"
                  >
                    {title}
                  </Link>
                )}
                rating={<PaperRating paper={paper} />}
              />
            </li>
          )
        })}
      </ul>
      {isFetchingMore ? (
        <p role="status" className="px-5 py-3 text-ink-faint text-xs">
          {words.loadingMore}
        </p>
      ) : null}
    </div>
  )
}
