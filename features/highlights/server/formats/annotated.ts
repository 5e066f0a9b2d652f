import type { ExportedPaper } from '#features/exports/server/exports.ts'
import type { HighlightRow } from '../queries.ts'

/** A paper with what is marked in it, in the order of its pages. */
export type AnnotatedPaper = { readonly paper: ExportedPaper; readonly highlights: readonly HighlightRow[] }

/** How a format is written: a head, each paper by itself, something between two, a tail. */
export type HighlightWriter = {
  readonly mediaType: string
  readonly extension: string
  readonly head: string
  readonly paper: (annotated: AnnotatedPaper) => string
  readonly between: string
  readonly tail: string
}
