import { density } from '#web/lib/density.ts'
import { useStoredChoice } from '#web/lib/stored-choice.ts'
import { useIsPhone } from '#web/lib/useMedia.ts'
import { type Layout, type View, widthOf } from './columns.ts'

/** How a row is drawn: in columns, in two calm lines, or in the lines of a phone. */
export type ListShape = 'table' | 'rows' | 'phone'

/** Every row of a shape is as high as the others: then any row of a hundred thousand is found without measuring those before. */
const heightsPx: Readonly<Record<ListShape, { readonly comfortable: number; readonly compact: number }>> = {
  table: { comfortable: 34, compact: 28 },
  rows: { comfortable: 57, compact: 47 },
  phone: { comfortable: 103, compact: 93 },
}
export const headHeightPx = 32

/** How high a row is, as closely as the person wants them. */
export function useRowHeight(shape: ListShape): number {
  return heightsPx[shape][useStoredChoice(density)]
}

/** The shape for this window: columns need room. */
export function useListShape(view: View): ListShape {
  return useIsPhone() ? 'phone' : view
}

/** The columns for CSS grid: the box to choose, then each as wide as it is wished; what is left goes to the title. */
export function templateOf(layout: Layout): string {
  const widths = layout.shown.map((id) =>
    id === 'title' ? `minmax(${widthOf(layout, id)}px, 1fr)` : `${widthOf(layout, id)}px`,
  )
  return `2.25rem ${widths.join(' ')}`
}
