import type { HighlightRect } from '../contract.ts'

/** What is selected in a reader, page by page; what a reader tells of a selection is as much or more. */
export type Selected = {
  readonly passages: readonly {
    readonly page: number
    readonly rectangles: readonly HighlightRect[]
    readonly quote: string
    readonly prefix: string
    readonly suffix: string
  }[]
  readonly anchor: { readonly getBoundingClientRect: () => DOMRect }
  readonly clear: () => void
}

/** A selection as one passage: words over a page break are one sentence. */
export function passageOf({ passages }: Selected) {
  return {
    quote: {
      exact: passages.map(({ quote }) => quote).join(' '),
      prefix: passages[0]?.prefix ?? '',
      suffix: passages.at(-1)?.suffix ?? '',
    },
    rects: passages.flatMap(({ rectangles }) => rectangles),
  }
}
