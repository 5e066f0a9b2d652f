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
import { leftOutMax, mayBeLeftOut, splitAtDots } from './ellipsis.ts'
import { withoutDashes } from './loose-dashes.ts'
import { prepareMending, type Stretch } from './mend-scan.ts'
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
 * {@link FoldedText}. Besides, and only when nothing is found so: running heads and page numbers between two pages may
 * be skipped; a dash between words may be of another kind; dots may stand for words of the same sentence that do not turn
 * it (ellipsis.ts); letters that a scan's reader took for others may be set right (mend-scan.ts).
 */
export function prepareQuotes(pages: readonly PageText[]): VerifyQuote {
  const blanked = joinPages(blankRunningLines(pages))
  const asPrinted = once(() => prepareText(joinPages(pages), blanked))
  const withoutRunningLines = once(() => prepareText(blanked, blanked))
  const looseDashes = once(() => looseningDashes(asPrinted()))
  const mending = once(() => prepareMending(asPrinted().folded))

  const findWhole = (wanted: string, page: number | undefined): Verdict =>
    firstFound([
      () => pickBest(asPrinted(), occurrences(asPrinted(), wanted), page),
      () => pickBest(withoutRunningLines(), occurrences(withoutRunningLines(), wanted), page),
      () =>
        pickBest(looseDashes(), occurrences(looseDashes(), withoutDashes(plainFold(wanted)).stream), page),
      () => pickBest(asPrinted(), mending()(wanted), page),
    ])

  const look = (quote: string, claimedPage?: number | null): Verdict => {
    const page = claimedPage ?? undefined
    const wanted = trimEdges(foldText(quote).stream)
    if (countLetters(wanted) < quoteLengthMin) return { verified: false, reason: 'too_short' }
    const parts = splitAtDots(quote).map((part) => trimEdges(foldText(part).stream))
    const [only] = parts
    if (parts.length === 1 && only !== undefined) return findWhole(only, page)
    return firstFound([() => findWhole(wanted, page), () => findParts(asPrinted(), parts, page)])
  }
  return (quote, claimedPage) => withItsEnd(look(quote, claimedPage), quote, pages)
}

/** What a quote ends with after its last letter decides nothing, but belongs to its place where it stands there too. */
function withItsEnd(verdict: Verdict, quote: string, pages: readonly PageText[]): Verdict {
  const said = quote.replace(/[\s"'“”‘’«»「」『』]+$/u, '')
  const [ending = ''] = /[^\p{L}\p{N}\s]*$/u.exec(said) ?? []
  const last = verdict.verified ? verdict.spans.at(-1) : undefined
  const text = pages.find(({ number }) => number === last?.page)?.text
  if (!verdict.verified || last === undefined || text === undefined) return verdict
  // It may be in the place already: a percent sign is never left out.
  const from = [...ending].findIndex((_, at) => text.startsWith(ending.slice(at), last.end))
  if (ending === '' || from === -1) return verdict
  const longer = { ...last, end: last.end + ending.length - from }
  const spans = [...verdict.spans.slice(0, -1), longer]
  return { ...verdict, spans, ...(spans.length === 1 ? { end: longer.end } : {}) }
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined
  return () => {
    made ??= { value: make() }
    return made.value
  }
}

/** The first verdict that is not "not found". */
function firstFound(attempts: readonly (() => Verdict)[]): Verdict {
  let verdict: Verdict = { verified: false, reason: 'not_found' }
  for (const attempt of attempts) {
    verdict = attempt()
    if (verdict.verified || verdict.reason !== 'not_found') return verdict
  }
  return verdict
}

/** Checks one quote. For several of one paper use {@link prepareQuotes}. */
export function verifyQuote(quote: string, pages: readonly PageText[], claimedPage?: number | null): Verdict {
  return prepareQuotes(pages)(quote, claimedPage)
}

type Prepared = {
  readonly joined: JoinedPages
  readonly folded: FoldedText
  /** The same text without its running lines, at the same offsets. */
  readonly around: string
}

function prepareText(joined: JoinedPages, blanked: JoinedPages): Prepared {
  return { joined, folded: foldText(joined.text), around: blanked.text }
}

function looseningDashes({ folded, ...prepared }: Prepared): Prepared {
  return { ...prepared, folded: withoutDashes(folded) }
}

/** A stream without a source, for what is done to a quote's stream alone. */
function plainFold(stream: string): FoldedText {
  return { stream, starts: new Int32Array(stream.length), ends: new Int32Array(stream.length) }
}

function* occurrences({ folded }: Prepared, wanted: string): Generator<Stretch> {
  const { stream } = folded
  for (let at = stream.indexOf(wanted); at !== -1; at = stream.indexOf(wanted, at + 1))
    yield { from: at, to: at + wanted.length }
}

/** Judges every place; the one on the claimed page is the best, then the first that may stand alone. */
function pickBest(prepared: Prepared, places: Iterable<Stretch>, claimedPage: number | undefined): Verdict {
  let best: Verdict = { verified: false, reason: 'not_found' }
  for (const { from, to } of places) {
    const verdict = judge(prepared, from, to)
    if (verdict.verified) {
      if (claimedPage === undefined || verdict.spans.some((span) => span.page === claimedPage)) return verdict
      if (!best.verified) best = verdict
    } else if (!best.verified && best.reason === 'not_found') {
      best = verdict
    }
  }
  return best
}

// A part shorter than this is found by chance within the reach of the dots.
const partLengthMin = 10

/** Finds the parts of a quote with dots one after the other, with nothing between them that turns what they say. */
function findParts(prepared: Prepared, parts: readonly string[], claimedPage: number | undefined): Verdict {
  const [first, ...rest] = parts
  let best: Verdict = { verified: false, reason: 'not_found' }
  if (first === undefined || parts.some((part) => countLetters(part) < partLengthMin)) return best
  for (const start of occurrences(prepared, first)) {
    const verdict = followParts(prepared, start, rest)
    if (!verdict.verified) continue
    if (claimedPage === undefined || verdict.page === claimedPage) return verdict
    if (!best.verified) best = verdict
  }
  return best
}

function followParts(prepared: Prepared, first: Stretch, rest: readonly string[]): Verdict {
  const { joined, folded } = prepared
  let last = first
  let whole = judge(prepared, first.from, first.to)
  for (const part of rest) {
    const from = folded.stream.slice(0, last.to + leftOutMax + part.length).indexOf(part, last.to)
    if (from === -1 || !whole.verified) return { verified: false, reason: 'not_found' }
    const verdict = judge(prepared, from, from + part.length)
    const leftOut = joined.text.slice(folded.ends[last.to - 1] ?? 0, folded.starts[from] ?? 0)
    if (!verdict.verified || !mayBeLeftOut(leftOut)) return { verified: false, reason: 'not_found' }
    whole = { ...whole, spans: [...whole.spans, ...verdict.spans] }
    last = { from, to: from + part.length }
  }
  return whole
}

function judge({ joined, folded, around }: Prepared, from: number, to: number): Verdict {
  const { starts, ends } = folded
  // A stream unit may be a part of its source character: the i of a ligature, the vowel of a syllable.
  if (starts[from] === starts[from - 1] || starts[to] === starts[to - 1])
    return { verified: false, reason: 'cut_inside_word' }
  const start = starts[from] ?? 0
  const end = ends[to - 1] ?? start
  const badCut = findBadCut({ source: joined.text, around }, start, end)
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
