import type { ReactNode } from 'react'
import type { PaperSummary } from '#features/papers/contract.ts'
import { FileMark } from '#features/papers/web/FileMark.tsx'
import { IntegrityBadge } from '#features/papers/web/IntegrityBadge.tsx'
import { paperWords } from '#features/papers/web/words.ts'
import { PaperRating } from '#features/reading/web/PaperRating.tsx'
import { useFormat } from '#web/lib/format.ts'
import { useWords } from '#web/lib/words/useWords.ts'
import { classes } from '#web/ui/classes.ts'
import { TagChip } from '#web/ui/TagChip.tsx'
import { type ColumnId, columns } from './columns.ts'
import { TitleLink } from './TitleLink.tsx'

type Props = {
  readonly paper: PaperSummary
  readonly shown: readonly ColumnId[]
  readonly isReachable: boolean
}

/** A paper in columns. */
export function TableCells({ paper, shown, isReachable }: Props) {
  return shown.map((id) => (
    // biome-ignore lint/a11y/useSemanticElements: see PaperGrid
    <span
      key={id}
      role="gridcell"
      tabIndex={-1}
      className={classes(
        'min-w-0 truncate px-2 text-sm',
        id !== 'title' && 'text-ink-soft',
        columns[id].isNumber === true && 'text-right tabular-nums',
      )}
    >
      <Cell id={id} paper={paper} isReachable={isReachable} />
    </span>
  ))
}

type CellProps = Pick<Props, 'paper' | 'isReachable'> & { readonly id: ColumnId }

function Cell({ id, paper, isReachable }: CellProps): ReactNode {
  const words = useWords(paperWords)
  const format = useFormat()
  switch (id) {
    case 'title':
      return (
        <span className="flex min-w-0 items-center gap-2">
          {paper.integrity === null ? null : <IntegrityBadge integrity={paper.integrity} />}
          <span className={classes('min-w-0', paper.status === 'unread' && 'font-medium')}>
            <TitleLink
              paperId={paper.id}
              title={paper.title === '' ? words.untitled : paper.title}
              isOneLine
            />
          </span>
        </span>
      )
    case 'authors':
      return paper.authors.join(', ')
    case 'year':
      return paper.year
    case 'venue':
      return paper.venue
    case 'rating':
      return (
        <span className="flex">
          <PaperRating paper={paper} isReachable={isReachable} />
        </span>
      )
    case 'status':
      return words.statusNames[paper.status]
    case 'tags':
      return (
        <span className="flex gap-1 overflow-hidden">
          {paper.tags.map((tag) => (
            <TagChip key={tag.id} name={tag.name} colour={tag.colour} isSmall />
          ))}
        </span>
      )
    case 'files':
      return paper.fileState === 'read' ? 'PDF' : <FileMark state={paper.fileState} />
    case 'analyses':
      return paper.answeredCount === 0 ? null : format.number(paper.answeredCount)
    case 'added':
      return format.date(paper.addedAt)
    case 'updated':
      return format.date(paper.updatedAt)
  }
}
