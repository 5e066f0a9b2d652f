import { ArrowDown, ArrowUp } from 'lucide-react'
import { type DragEvent, type KeyboardEvent, useState } from 'react'
import type { PaperSort } from '#features/papers/contract.ts'
import { useWords } from '#web/lib/words/useWords.ts'
import { classes } from '#web/ui/classes.ts'
import { libraryWords } from '../words.ts'
import { ColumnEdge } from './ColumnEdge.tsx'
import { type ColumnId, columnId, columns, type Layout, withPlace } from './columns.ts'
import { changeLayout } from './layout-store.ts'
import { headHeightPx } from './list-shape.ts'

export type TableOrder = {
  readonly sort: PaperSort
  readonly direction: 'asc' | 'desc'
  readonly onSort: (sort: PaperSort) => void
}

type Props = {
  readonly layout: Layout
  readonly order: TableOrder
  readonly frame: { readonly current: HTMLElement | null }
}

const draggedType = 'application/x-seogo-column'

/** The names of the columns: a press orders by one, its right edge makes it wider, dragging it (or Alt and an arrow) moves it. */
export function TableHead({ layout, order, frame }: Props) {
  const words = useWords(libraryWords)
  return (
    // biome-ignore lint/a11y/useSemanticElements: see PaperGrid
    <div role="rowgroup" tabIndex={-1} className="sticky top-0 z-10 min-w-max border-b bg-paper">
      {/* biome-ignore lint/a11y/useSemanticElements: see PaperGrid */}
      <div
        role="row"
        aria-rowindex={1}
        tabIndex={-1}
        className="grid items-stretch"
        style={{ gridTemplateColumns: 'var(--columns)', height: headHeightPx }}
      >
        {/* biome-ignore lint/a11y/useSemanticElements: see PaperGrid */}
        <span role="columnheader" tabIndex={-1}>
          <span className="sr-only">{words.chosen}</span>
        </span>
        {layout.shown.map((id, place) => (
          <HeadCell key={id} id={id} place={place} layout={layout} order={order} frame={frame} />
        ))}
      </div>
    </div>
  )
}

type CellProps = Props & { readonly id: ColumnId; readonly place: number }

function HeadCell({ id, place, layout, order, frame }: CellProps) {
  const words = useWords(libraryWords)
  const [isOver, setIsOver] = useState(false)
  const { sort, isNumber = false } = columns[id]
  const isOrder = sort !== undefined && sort === order.sort
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key]
    if (!event.altKey || step === undefined) return
    event.preventDefault()
    changeLayout((before) => withPlace(before, id, place + step))
  }
  const onDrop = (event: DragEvent) => {
    setIsOver(false)
    const dragged = columnId.safeParse(event.dataTransfer.getData(draggedType))
    if (dragged.success) changeLayout((before) => withPlace(before, dragged.data, place))
  }
  const name = words.columns[id]
  return (
    // biome-ignore lint/a11y/useSemanticElements: see PaperGrid
    <span
      role="columnheader"
      tabIndex={-1}
      aria-sort={isOrder ? (order.direction === 'asc' ? 'ascending' : 'descending') : undefined}
      draggable
      onDragStart={(event) => event.dataTransfer.setData(draggedType, id)}
      onDragOver={(event) => {
        if (!event.dataTransfer.types.includes(draggedType)) return
        event.preventDefault()
        setIsOver(true)
      }}
      onDragLeave={() => setIsOver(false)}
      onDrop={onDrop}
      onKeyDown={onKeyDown}
      className={classes('relative flex min-w-0 items-stretch text-xs', isOver && 'bg-tint')}
    >
      {sort === undefined ? (
        <span className="flex min-w-0 items-center px-2 text-ink-faint">
          <span className="truncate">{name}</span>
        </span>
      ) : (
        <button
          type="button"
          onClick={() => order.onSort(sort)}
          className={classes(
            'flex min-w-0 flex-1 items-center gap-1 px-2 hover:text-ink focus-visible:-outline-offset-2 [&_svg]:size-3 [&_svg]:shrink-0',
            isOrder ? 'font-medium text-ink' : 'text-ink-faint',
            isNumber && 'justify-end',
          )}
        >
          <span className="truncate">{name}</span>
          {isOrder ? order.direction === 'asc' ? <ArrowUp aria-hidden /> : <ArrowDown aria-hidden /> : null}
        </button>
      )}
      <ColumnEdge id={id} name={name} layout={layout} frame={frame} />
    </span>
  )
}
