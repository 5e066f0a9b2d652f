import { z } from 'zod'
import { toInstant } from '#contract/time.ts'
import { type highlight, highlightRect } from '../contract.ts'
import type { Anchor } from './anchor/anchor.ts'
import type { AnchorColumns, HighlightRow } from './queries.ts'

const storedRects = z.array(highlightRect)

export function rectsIn(stored: unknown) {
  return storedRects.parse(stored)
}

export function toHighlight(row: HighlightRow): z.input<typeof highlight> {
  const rects = rectsIn(row.rects)
  return {
    id: row.id,
    libraryId: row.library_id,
    paperId: row.paper_id,
    fileId: row.file_id,
    author: { id: row.user_id, name: row.author_name ?? '' },
    isOwn: row.is_own,
    colour: row.colour,
    comment: row.comment,
    tags: row.tags,
    visibility: row.visibility,
    quote: { exact: row.quote, prefix: row.prefix, suffix: row.suffix },
    anchor: row.anchor,
    page: row.page,
    lastPage: Math.max(row.page, ...rects.map(({ page }) => page)),
    rects,
    version: row.version,
    createdAt: toInstant(row.created_at),
    updatedAt: toInstant(row.updated_at),
  }
}

export function toColumns({ state, quote, page, position, spans, rects }: Anchor): AnchorColumns {
  return {
    quote: quote.exact,
    prefix: quote.prefix,
    suffix: quote.suffix,
    anchor: state,
    page,
    position,
    spans: JSON.stringify(spans),
    rects: JSON.stringify(rects),
  }
}
