import { type MouseEvent, memo } from 'react'
import type { PaperSummary } from '#features/papers/contract.ts'
import { PaperRow } from '#features/papers/web/PaperRow.tsx'
import { dragPaper } from '#features/reading/web/collections/dragged-paper.ts'
import { PaperRating } from '#features/reading/web/PaperRating.tsx'
import { isApple } from '#web/lib/keys.ts'
import { classes } from '#web/ui/classes.ts'
import { Skeleton } from '#web/ui/Skeleton.tsx'
import type { ColumnId } from './columns.ts'
import type { ListShape } from './list-shape.ts'
import { RowCheck } from './RowCheck.tsx'
import { TableCells } from './TableCells.tsx'
import { TitleLink } from './TitleLink.tsx'

export type RowHandlers = {
  readonly pick: (paper: PaperSummary, index: number, how: { shiftKey: boolean; isMod: boolean }) => void
  readonly open: (paper: PaperSummary, index: number) => void
  readonly check: (index: number, shiftKey: boolean) => void
}

type Props = {
  /** Undefined while it is on its way. */
  readonly paper: PaperSummary | undefined
  readonly index: number
  readonly topPx: number
  readonly heightPx: number
  readonly shape: ListShape
  readonly shownColumns: readonly ColumnId[]
  readonly isCurrent: boolean
  readonly isReachable: boolean
  readonly isSelected: boolean
  /** Something is selected, here or elsewhere. */
  readonly isChoosing: boolean
  readonly on: RowHandlers
}

/** One row of the list, in whichever shape. */
export const GridRow = memo(function GridRow(props: Props) {
  const { paper, index, topPx, shape, isCurrent, isReachable, isSelected, isChoosing, on } = props
  const isTable = shape === 'table'
  const onClick = (event: MouseEvent) => {
    if (paper === undefined || isOnControl(event.target)) return
    on.pick(paper, index, { shiftKey: event.shiftKey, isMod: isApple ? event.metaKey : event.ctrlKey })
  }
  return (
    // Keys are heard by the grid around it.
    // biome-ignore lint/a11y/useSemanticElements lint/a11y/useKeyWithClickEvents: see above, and PaperGrid
    <div
      role="row"
      data-index={index}
      aria-rowindex={index + (isTable ? 2 : 1)}
      aria-selected={isSelected}
      aria-current={isCurrent || undefined}
      aria-busy={paper === undefined || undefined}
      tabIndex={isReachable ? 0 : -1}
      draggable={paper !== undefined}
      onDragStart={(event) => paper !== undefined && dragPaper(event, paper)}
      // Shift and a click would mark text as well.
      onMouseDown={(event) => event.shiftKey && event.preventDefault()}
      onClick={onClick}
      onDoubleClick={(event) => paper !== undefined && !isOnControl(event.target) && on.open(paper, index)}
      className={classes(
        'group absolute inset-x-0 top-0 border-b focus-visible:-outline-offset-2',
        'before:absolute before:inset-y-0 before:left-0 before:w-0.5',
        isTable ? 'grid items-center' : 'flex items-center gap-3 pr-4 pl-3 md:pl-4',
        isSelected ? 'bg-tint' : isCurrent ? 'bg-wash' : 'hover:bg-wash/60',
        isCurrent && 'before:bg-accent',
      )}
      style={{
        height: props.heightPx,
        transform: `translateY(${topPx}px)`,
        ...(isTable && { gridTemplateColumns: 'var(--columns)' }),
      }}
    >
      {paper === undefined ? (
        // biome-ignore lint/a11y/useSemanticElements: see PaperGrid
        <span role="gridcell" tabIndex={-1} className="col-span-full px-5">
          <Skeleton className="w-1/2" />
        </span>
      ) : (
        <>
          <RowCheck
            title={paper.title}
            isSelected={isSelected}
            isChoosing={isChoosing}
            onCheck={(shiftKey) => on.check(index, shiftKey)}
          />
          {isTable ? (
            <TableCells paper={paper} shown={props.shownColumns} isReachable={isCurrent} />
          ) : (
            <PaperRow
              paper={paper}
              titleLink={(title) => <TitleLink paperId={paper.id} title={title} />}
              rating={<PaperRating paper={paper} isReachable={isCurrent} />}
            />
          )}
        </>
      )}
    </div>
  )
})

/** A press on something of its own: a link, the stars, the box. */
function isOnControl(target: EventTarget): boolean {
  return target instanceof Element && target.closest('a,button,input,label,[role="slider"]') !== null
}
