import { foldText, type JoinedPages, joinPages, type PageText } from '#features/papers/server/papers.ts'

/**
 * A file's pages in the one form in which two extractions of them agree: folded (letters, ligatures, accents, quotation
 * marks) and without any space or dash, for a line break or a hyphen in one extraction is nothing in another. With the way
 * back.
 */
export type CompactText = {
  readonly joined: JoinedPages
  readonly stream: string
  /** For every UTF-16 unit of the stream, where its source character begins and ends in the joined text. */
  readonly starts: Int32Array
  readonly ends: Int32Array
}

/** A text without what extractions differ in; to compare two of them. */
export function compact(text: string): string {
  return foldText(text).stream.replaceAll(/[ -]/g, '')
}

/** Prepares the pages of a file once, to look for many quotes in them. */
export function compactPages(pages: readonly PageText[]): CompactText {
  const joined = joinPages(pages)
  const folded = foldText(joined.text)
  const kept: number[] = []
  for (let unit = 0; unit < folded.stream.length; unit++)
    if (!/[ -]/.test(folded.stream[unit] ?? '')) kept.push(unit)
  return {
    joined,
    stream: folded.stream.replaceAll(/[ -]/g, ''),
    starts: Int32Array.from(kept, (unit) => folded.starts[unit] ?? 0),
    ends: Int32Array.from(kept, (unit) => folded.ends[unit] ?? 0),
  }
}

/** The place in the stream of an offset into the joined text: that of the first unit at or after it. */
export function streamAt({ starts }: CompactText, offset: number): number {
  let low = 0
  let high = starts.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((starts[middle] ?? 0) < offset) low = middle + 1
    else high = middle
  }
  return low
}
