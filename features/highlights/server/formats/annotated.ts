import type { ExportedPaper } from '#features/exports/server/exports.ts'
import type { HighlightRow } from '../queries.ts'

/** A paper with what is marked in it, in the order of its pages, and what was written about it. */
export type AnnotatedPaper = {
  readonly paper: ExportedPaper
  readonly highlights: readonly HighlightRow[]
  /** Markdown. */
  readonly notes: readonly string[]
}

/** How a format is written: a head, each paper by itself, something between two, a tail. */
export type HighlightWriter = {
  readonly mediaType: string
  readonly extension: string
  readonly hasNotes: boolean
  readonly head: string
  readonly paper: (annotated: AnnotatedPaper) => string
  readonly between: string
  readonly tail: string
}
