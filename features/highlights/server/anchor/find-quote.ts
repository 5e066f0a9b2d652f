import search from 'approx-string-match'
import type { PageSpan } from '#features/papers/server/papers.ts'
import { type CompactText, compact, streamAt } from './compact-text.ts'

/** The words that are looked for, with what stood around them and about where. */
export type WantedQuote = {
  readonly exact: string
  readonly prefix: string
  readonly suffix: string
  /** An offset into the joined text; of equal places the nearest one is meant. */
  readonly near?: number | undefined
}

export type FoundQuote = {
  /** Offsets into the joined text. */
  readonly start: number
  readonly end: number
  readonly spans: readonly PageSpan[]
  /** 1 when it stands there letter by letter, as {@link CompactText} counts letters; less with each difference. */
  readonly likeness: number
}

type Candidate = { readonly from: number; readonly to: number; readonly likeness: number }
type Weighed = Candidate & { readonly context: number; readonly score: number }

// The weights of Hypothesis (client, match-quote.ts), which anchors this way on the web and in PDFs.
const weights = { quote: 50, prefix: 20, suffix: 20, place: 8 }
/** A quote of fewer letters stands anywhere by chance: what is around it must agree. */
const shortQuote = 16
const leastContextOfShort = 0.5
/** OCR gets up to a fifth of the letters of a bad scan wrong; beyond, the context has to carry it. */
const likeEnough = 0.8
const barelyLike = 0.65
const leastContextOfBarely = 0.7
/** Places that are weighed; a word that stands oftener is told apart by nothing but its neighbours, which are looked at all the same. */
const mostCandidates = 5_000

/** Finds where a quote stands now: letter by letter if it does, else where it almost does. */
export function findQuote(text: CompactText, wanted: WantedQuote): FoundQuote | undefined {
  const exact = compact(wanted.exact)
  if (exact === '') return undefined
  const weigh = weigher(text, wanted)
  const places = exactPlaces(text, exact)
  const untouched = places.filter(stoodBetween(text, wanted))
  const verbatim = best((untouched.length > 0 ? untouched : places).map(weigh).filter(isCredible))
  const found = verbatim ?? best(likePlaces(text, exact).map(weigh).filter(isCredible))
  return found && toQuote(text, found)

  function isCredible({ likeness, context }: Weighed): boolean {
    if (exact.length < shortQuote) return likeness >= likeEnough && context >= leastContextOfShort
    return likeness >= likeEnough || (likeness >= barelyLike && context >= leastContextOfBarely)
  }
}

function exactPlaces({ stream, starts }: CompactText, exact: string): Candidate[] {
  const places: Candidate[] = []
  for (let at = stream.indexOf(exact); at !== -1; at = stream.indexOf(exact, at + 1)) {
    const to = at + exact.length
    // A unit may be a part of its character: the vowel of a syllable is no place to begin at.
    const isWhole = starts[at] !== starts[at - 1] && starts[to] !== starts[to - 1]
    if (isWhole) places.push({ from: at, to, likeness: 1 })
    if (places.length >= mostCandidates) break
  }
  return places
}

/** Whether a place has all its neighbourhood still: almost always one has, and the others need not be weighed. */
function stoodBetween({ stream }: CompactText, { prefix, suffix }: WantedQuote) {
  const before = compact(prefix)
  const after = compact(suffix)
  return ({ from, to }: Candidate) =>
    stream.startsWith(before, Math.max(0, from - before.length)) && stream.startsWith(after, to)
}

function likePlaces({ stream }: CompactText, exact: string): Candidate[] {
  const mostErrors = Math.floor(exact.length * (1 - barelyLike))
  if (mostErrors === 0) return []
  return search(stream, exact, mostErrors)
    .slice(0, mostCandidates)
    .map(({ start, end, errors }) => ({ from: start, to: end, likeness: 1 - errors / exact.length }))
}

function weigher(text: CompactText, { prefix, suffix, near }: WantedQuote) {
  const before = compact(prefix)
  const after = compact(suffix)
  const expected = near === undefined ? undefined : streamAt(text, near)
  const length = Math.max(1, text.stream.length)
  return (candidate: Candidate): Weighed => {
    const { from, to, likeness } = candidate
    const left = likenessOf(before, text.stream.slice(Math.max(0, from - before.length), from))
    const right = likenessOf(after, text.stream.slice(to, to + after.length))
    const place = expected === undefined ? 0 : 1 - Math.abs(expected - from) / length
    const score =
      weights.quote * likeness + weights.prefix * left + weights.suffix * right + weights.place * place
    return { ...candidate, context: (left + right) / 2, score }
  }
}

/** How much of an expected neighbourhood stands where it should, 0 to 1; nothing expected is all there. */
function likenessOf(expected: string, actual: string): number {
  if (expected === '' || expected === actual) return 1
  if (actual === '') return 0
  const errors = search(actual, expected, expected.length).map((match) => match.errors)
  return 1 - Math.min(expected.length, ...errors) / expected.length
}

function best(candidates: readonly Weighed[]): Weighed | undefined {
  let first: Weighed | undefined
  for (const candidate of candidates)
    if (first === undefined || candidate.score > first.score) first = candidate
  return first
}

function toQuote({ joined, starts, ends }: CompactText, { from, to, likeness }: Candidate) {
  const start = starts[from]
  const end = ends[to - 1]
  if (start === undefined || end === undefined) return undefined
  const spans = joined.toSpans(start, end)
  return spans.length === 0 ? undefined : { start, end, spans, likeness }
}
