import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useWords } from '#web/lib/words/useWords.ts'
import { Button } from '#web/ui/Button.tsx'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { ErrorState } from '#web/ui/ErrorState.tsx'
import { Loading } from '#web/ui/Loading.tsx'
import type { Highlight } from '../contract.ts'
import { ExportHighlights } from './ExportHighlights.tsx'
import { type Filter, HighlightFilter, isShown, noFilter } from './HighlightFilter.tsx'
import { HighlightRow } from './HighlightRow.tsx'
import { highlightsQuery } from './highlight-queries.ts'
import type { HighlightChanges } from './useHighlightChanges.ts'
import { highlightWords } from './words.ts'

type Props = {
  readonly paperId: string
  readonly shownFileId: string | undefined
  readonly activeId: string | undefined
  readonly changes: HighlightChanges
  readonly mayShare: boolean
  readonly onJump: (highlight: Highlight) => void
}

/** The highlights of a paper in the order of its pages; each leads to its place. */
export function HighlightList(props: Props) {
  const { paperId, activeId } = props
  const words = useWords(highlightWords)
  const highlights = useQuery(highlightsQuery(paperId))
  const [filter, setFilter] = useState<Filter>(noFilter)
  if (highlights.isPending) return <Loading rows={6} />
  if (highlights.data === undefined) {
    return (
      <div className="px-4">
        <ErrorState error={highlights.error} onRetry={() => void highlights.refetch()} />
      </div>
    )
  }
  const all = highlights.data
  if (all.length === 0) return <EmptyState title={words.none}>{words.noneHelp}</EmptyState>
  const shown = all.filter((one) => isShown(one, filter))
  return (
    <div className="flex flex-col">
      <div className="flex flex-wrap items-center gap-x-1 gap-y-1.5 border-hairline border-b px-3 py-1.5">
        <HighlightFilter all={all} filter={filter} onFilter={setFilter} />
        <span className="ml-auto text-ink-faint text-xs" role="status">
          {words.countOf(shown.length, all.length)}
        </span>
        <ExportHighlights paperId={paperId} filter={filter} />
      </div>
      {shown.length === 0 ? (
        <EmptyState
          title={words.noneOfThese}
          actions={<Button onClick={() => setFilter(noFilter)}>{words.clearFilter}</Button>}
        />
      ) : (
        <ol aria-label={words.title}>
          {shown.map((highlight) => (
            <HighlightRow
              key={highlight.id}
              highlight={highlight}
              shownFileId={props.shownFileId}
              isActive={highlight.id === activeId}
              changes={props.changes}
              mayShare={props.mayShare}
              onJump={() => props.onJump(highlight)}
            />
          ))}
        </ol>
      )}
    </div>
  )
}
