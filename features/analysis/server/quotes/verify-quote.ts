import {
  type FoldedText,
  foldText,
  type JoinedPages,
  joinPages,
  type PageSpan,
  type PageText,
} from '#features/papers/server/papers.ts'
import type { Doubt } from '../../contract.ts'
import { blankRunningLines } from '../page-text/running-lines.ts'
import { findBadCut } from './whole-words.ts'

export type Verdict =
  | {
      readonly verified: true
      /** Where the quote begins. */
      readonly page: number
      /** UTF-16 offsets into the text of that page; a quote that goes on over the page ends where the page's part ends. */
      readonly start: number
      readonly end: number
      /** All its parts, one per page. */
      readonly spans: readonly PageSpan[]
    }
  | { readonly verified: false; readonly reason: Exclude<Doubt, 'no_quote'> }

export type VerifyQuote = (quote: string, claimedPage?: number | null) => Verdict

/**
 * In letters and digits; a Hangul syllable counts two or three, so eight of them are enough. Shorter stretches stand in
 * almost every paper and prove nothing.
 */
export const quoteLengthMin = 20

/**
 * Prepares a paper once, to check many quotes. A quote is verified when its words, numbers and signs stand in the paper
 * in this order, without a gap and not cut out of a word, a number or a negation. What may differ is listed at
 * {@link FoldedText}; running heads and page numbers between two pages may be skipped.
 */
export function prepareQuotes(pages: readonly PageText[]): VerifyQuote {
  const asPrinted = prepareText(pages)
  let withoutRunningLines: Prepared | undefined

  return (quote, claimedPage) => {
    const wanted = trimEdges(foldText(quote).stream)
    if (countLetters(wanted) < quoteLengthMin) return { verified: false, reason: 'too_short' }
    const verdict = findIn(asPrinted, wanted, claimedPage ?? undefined)
    if (verdict.verified || verdict.reason !== 'not_found') return verdict
    withoutRunningLines ??= prepareText(blankRunningLines(pages))
    return findIn(withoutRunningLines, wanted, claimedPage ?? undefined)
  }
}

/** Checks one quote. For several of one paper use {@link prepareQuotes}. */
export function verifyQuote(quote: string, pages: readonly PageText[], claimedPage?: number | null): Verdict {
  return prepareQuotes(pages)(quote, claimedPage)
}

type Prepared = { readonly joined: JoinedPages; readonly folded: FoldedText }

function prepareText(pages: readonly PageText[]): Prepared {
  const joined = joinPages(pages)
  return { joined, folded: foldText(joined.text) }
}

function findIn(prepared: Prepared, wanted: string, claimedPage: number | undefined): Verdict {
  let best: Verdict = { verified: false, reason: 'not_found' }
  const { stream } = prepared.folded
  for (let at = stream.indexOf(wanted); at !== -1; at = stream.indexOf(wanted, at + 1)) {
    const verdict = judge(prepared, at, at + wanted.length)
    if (verdict.verified) {
      if (claimedPage === undefined || verdict.spans.some((span) => span.page === claimedPage)) return verdict
      if (!best.verified) best = verdict
    } else if (!best.verified && best.reason === 'not_found') {
      best = verdict
    }
  }
  return best
}

function judge({ joined, folded }: Prepared, from: number, to: number): Verdict {
  const { starts, ends } = folded
  // A stream unit may be a part of its source character: the i of a ligature, the vowel of a syllable.
  if (starts[from] === starts[from - 1] || starts[to] === starts[to - 1])
    return { verified: false, reason: 'cut_inside_word' }
  const start = starts[from] ?? 0
  const end = ends[to - 1] ?? start
  const badCut = findBadCut(joined.text, start, end)
  if (badCut !== undefined) return { verified: false, reason: badCut }
  const spans = joined.toSpans(start, end)
  const first = spans[0]
  if (first === undefined) return { verified: false, reason: 'not_found' }
  return { verified: true, page: first.page, start: first.start, end: first.end, spans }
}

// What people and models put around a quote, or leave of the sentence's end. A sign or a point before a digit stays.
const leading = /^(?:[,;:)\]}•*!?]|[.-](?!\p{N}))+/u
const trailing = /[.,;:([{•*!?-]+$/u

function trimEdges(stream: string): string {
  return stream.replace(leading, '').replace(trailing, '')
}

function countLetters(stream: string): number {
  return stream.match(/[\p{L}\p{N}]/gu)?.length ?? 0
}
