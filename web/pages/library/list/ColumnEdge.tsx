import { type KeyboardEvent, type PointerEvent, useRef } from 'react'
import { useWords } from '#web/lib/words/useWords.ts'
import { libraryWords } from '../words.ts'
import { type ColumnId, type Layout, leastWidthPx, mostWidthPx, widthOf, withWidth } from './columns.ts'
import { changeLayout } from './layout-store.ts'
import { templateOf } from './list-shape.ts'

type Props = {
  readonly id: ColumnId
  readonly name: string
  readonly layout: Layout
  readonly frame: { readonly current: HTMLElement | null }
}

const keyStepPx = 16

/** The right edge of a column's head: dragged, or moved by arrow keys, it makes the column wider or narrower. */
export function ColumnEdge({ id, name, layout, frame }: Props) {
  const words = useWords(libraryWords)
  const drag = useRef<{ readonly fromX: number; readonly widthPx: number; to: Layout } | undefined>(undefined)
  const widthPx = widthOf(layout, id)
  const onPointerDown = (event: PointerEvent) => {
    event.preventDefault()
    event.currentTarget.setPointerCapture(event.pointerId)
    // The title may be wider than it is wished, when there is room left.
    const shownPx = event.currentTarget.parentElement?.getBoundingClientRect().width ?? widthPx
    drag.current = { fromX: event.clientX, widthPx: shownPx, to: layout }
  }
  const onPointerMove = (event: PointerEvent) => {
    const { current } = drag
    if (current === undefined) return
    current.to = withWidth(layout, id, current.widthPx + event.clientX - current.fromX)
    // Past React: the rows take their columns from this one property, and none is drawn again.
    frame.current?.style.setProperty('--columns', templateOf(current.to))
  }
  const settle = () => {
    const { current } = drag
    drag.current = undefined
    if (current !== undefined) changeLayout(() => current.to)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowLeft: -keyStepPx, ArrowRight: keyStepPx }[event.key]
    if (step === undefined || event.altKey) return
    event.preventDefault()
    event.stopPropagation()
    changeLayout((before) => withWidth(before, id, widthPx + step))
  }
  return (
    // biome-ignore lint/a11y/useSemanticElements: an <hr> is a separator that cannot be moved
    <span
      role="separator"
      tabIndex={0}
      aria-label={words.widthOf(name)}
      aria-orientation="vertical"
      aria-valuemin={leastWidthPx}
      aria-valuemax={mostWidthPx}
      aria-valuenow={widthPx}
      // A drag of the edge is none of the column.
      draggable
      onDragStart={(event) => {
        event.preventDefault()
        event.stopPropagation()
      }}
      onPointerDown={onPointerDown}
      onPointerMove={onPointerMove}
      onPointerUp={settle}
      onPointerCancel={settle}
      onKeyDown={onKeyDown}
      className="absolute inset-y-1.5 right-0 w-px shrink-0 cursor-col-resize touch-none bg-hairline before:absolute before:-inset-y-1.5 before:-inset-x-1.5 hover:bg-accent focus-visible:bg-accent"
    />
  )
}
