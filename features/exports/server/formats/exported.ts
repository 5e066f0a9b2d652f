import type { CslItem } from '#contract/csl.ts'

/** A paper on its way out. */
export type ExportedPaper = {
  readonly id: string
  readonly key: string
  readonly csl: CslItem
  readonly tags: readonly string[]
  readonly addedAt: Date
}

export type WriteOptions = {
  /** TeX escapes for what ASCII cannot write; BibTeX and BibLaTeX only. */
  readonly ascii: boolean
  /** A byte order mark, by which Excel knows UTF-8; CSV only. */
  readonly bom: boolean
}

/** How one format is written: a head, each paper by itself, something between two, a tail. Nothing is held. */
export type Writer = {
  readonly mediaType: string
  readonly extension: string
  readonly head: (options: WriteOptions) => string
  readonly paper: (paper: ExportedPaper, options: WriteOptions) => string
  readonly between: string
  readonly tail: string
}
