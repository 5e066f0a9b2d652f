import { z } from 'zod'
import type { PaperSort } from '#features/papers/contract.ts'

export const columnId = z.enum([
  'title',
  'authors',
  'year',
  'venue',
  'rating',
  'status',
  'tags',
  'files',
  'analyses',
  'added',
  'updated',
])
export type ColumnId = z.infer<typeof columnId>

type Column = {
  readonly widthPx: number
  /** Its order of the list, when it has one. */
  readonly sort?: PaperSort
  readonly isNumber?: boolean
}

/** The columns of the table, as wide as they begin. */
export const columns: Readonly<Record<ColumnId, Column>> = {
  title: { widthPx: 360, sort: 'title' },
  authors: { widthPx: 180, sort: 'authors' },
  year: { widthPx: 68, sort: 'year', isNumber: true },
  venue: { widthPx: 180, sort: 'venue' },
  rating: { widthPx: 104, sort: 'rating' },
  status: { widthPx: 100 },
  tags: { widthPx: 160 },
  files: { widthPx: 116 },
  analyses: { widthPx: 92, isNumber: true },
  added: { widthPx: 112, sort: 'added' },
  updated: { widthPx: 112, sort: 'updated' },
}

export const leastWidthPx = 56
export const mostWidthPx = 900

/** How the list is drawn on this device. */
const layoutShape = z.object({
  view: z.enum(['rows', 'table']).catch('rows'),
  /** Those shown, from the left. The title is always among them: it is the way into the paper. */
  shown: z
    .array(columnId)
    .refine((ids) => ids.includes('title') && new Set(ids).size === ids.length)
    .catch(['title', 'authors', 'year', 'venue', 'rating', 'status', 'tags', 'added']),
  widths: z.partialRecord(columnId, z.number().min(leastWidthPx).max(mostWidthPx)).catch({}),
})
export type Layout = z.infer<typeof layoutShape>
export type View = Layout['view']

/** Reads what was remembered; what cannot be read is as at the beginning. */
export function readLayout(stored: string | null): Layout {
  try {
    return layoutShape.parse(JSON.parse(stored ?? '{}'))
  } catch {
    return layoutShape.parse({})
  }
}

export function widthOf(layout: Layout, id: ColumnId): number {
  return layout.widths[id] ?? columns[id].widthPx
}

/** The columns with one more, or one less. */
export function withColumn(layout: Layout, id: ColumnId, isShown: boolean): Layout {
  if (id === 'title' || layout.shown.includes(id) === isShown) return layout
  return { ...layout, shown: isShown ? [...layout.shown, id] : layout.shown.filter((each) => each !== id) }
}

/** A column at the place of another one. */
export function withPlace(layout: Layout, id: ColumnId, place: number): Layout {
  const others = layout.shown.filter((each) => each !== id)
  const bounded = Math.min(others.length, Math.max(0, place))
  return { ...layout, shown: [...others.slice(0, bounded), id, ...others.slice(bounded)] }
}

export function withWidth(layout: Layout, id: ColumnId, widthPx: number): Layout {
  const bounded = Math.round(Math.min(mostWidthPx, Math.max(leastWidthPx, widthPx)))
  return { ...layout, widths: { ...layout.widths, [id]: bounded } }
}
