import type { FileId, PaperId } from '#contract/ids.ts'

/** A way from one feed to another. */
export type Shelf = {
  /** Below the root of the catalogue: `tags`, `collections/<id>`. */
  readonly path: string
  readonly title: string
  readonly summary?: string
  /** What stands there: other shelves, or papers. */
  readonly holds: 'shelves' | 'papers'
  readonly count?: number
}

export type Publication = {
  readonly id: PaperId
  readonly title: string
  readonly authors: readonly string[]
  readonly updatedAt: string
  readonly year: number | null
  readonly venue: string | null
  readonly doi: string | null
  readonly abstract: string | null
  readonly tags: readonly string[]
  readonly files: readonly { readonly id: FileId; readonly name: string; readonly sizeBytes: number }[]
  readonly coverFileId: FileId | null
}

/** One page of the catalogue, before it is written in either version. */
export type Feed = {
  readonly path: string
  readonly title: string
  readonly updatedAt: string
  /** What its shelves are found under; of papers undefined. */
  readonly shelves?: readonly Shelf[]
  readonly publications?: readonly Publication[]
  readonly total?: number
  /** Path and query of the page after this one. */
  readonly next?: string
  /** Path and query of the first page. */
  readonly first?: string
}
