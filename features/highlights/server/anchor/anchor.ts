import type { PageSpan, PageText } from '#features/papers/server/papers.ts'
import type { AnchorState, HighlightRect } from '../../contract.ts'
import { type CompactText, compact, compactPages } from './compact-text.ts'
import { findQuote } from './find-quote.ts'
import { contextOf, readableQuote } from './readable-quote.ts'

export type Quote = { readonly exact: string; readonly prefix: string; readonly suffix: string }

/** Where a highlight stands, as it is stored. */
export type Anchor = {
  readonly state: AnchorState
  readonly quote: Quote
  readonly page: number
  readonly position: number | null
  readonly spans: readonly PageSpan[]
  readonly rects: readonly HighlightRect[]
}

/** A passage found in pages; its rectangles are still to be made of the places of these pages. */
export type FoundPassage = {
  readonly quote: Quote
  readonly spans: readonly PageSpan[]
  readonly likeness: number
}

/** A file's pages, prepared once to find many highlights in them. */
export type Ground = { readonly text: CompactText; readonly startOf: (page: number) => number | undefined }

export function groundOf(pages: readonly PageText[]): Ground {
  const starts = new Map<number, number>()
  let at = 0
  for (const { number, text } of pages) {
    starts.set(number, at)
    at += text.length + 1
  }
  return { text: compactPages(pages), startOf: (page) => starts.get(page) }
}

/**
 * Finds a quote in a file. Verbatim, its words are given as they stand there; almost, they stay those that were looked for,
 * so that a bad extraction never spoils what a person marked.
 */
export function findPassage(
  { text, startOf }: Ground,
  quote: Quote,
  at: { readonly page: number; readonly offset: number | null },
): FoundPassage | undefined {
  const pageStart = startOf(at.page)
  const near = pageStart === undefined ? undefined : pageStart + (at.offset ?? 0)
  const found = findQuote(text, { ...quote, near })
  if (found === undefined) return undefined
  const { joined } = text
  if (found.likeness < 1) return { quote, spans: found.spans, likeness: found.likeness }
  const [start, end] = withSigns(joined.text, found, quote.exact)
  const exact = readableQuote(joined.text.slice(start, end), joined.text)
  return {
    quote: { exact, ...contextOf(joined.text, start, end) },
    spans: joined.toSpans(start, end),
    likeness: 1,
  }
}

/** Quotation marks and signs at its edges are no letters and yet belong to a quote that has them: “so”, −5. */
function withSigns(
  text: string,
  { start, end }: { readonly start: number; readonly end: number },
  exact: string,
): [start: number, end: number] {
  const isSign = (character: string | undefined) =>
    character !== undefined && /\S/u.test(character) && compact(character) === ''
  let [from, to] = [start, end]
  for (let at = 0; isSign(exact[at]) && isSign(text[from - 1]); at++) from--
  for (let at = exact.length - 1; isSign(exact[at]) && isSign(text[to]); at--) to++
  return [from, to]
}
