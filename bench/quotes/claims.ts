import type { PageText } from '#features/papers/server/papers.ts'

/** A paper whose text is known, page by page. */
export type Paper = { readonly name: string; readonly pages: readonly PageText[] }

/** One quote that is put to the verifier, with what it has to say. */
export type TestedClaim = {
  readonly paper: Paper
  /** How it was made of the paper's words. */
  readonly kind: string
  readonly quote: string
  readonly isGenuine: boolean
}

/** A sentence exactly as its page gives it, line ends included. */
export type PrintedSentence = {
  readonly paper: Paper
  readonly page: number
  readonly printed: string
  /** Offsets into the text of the page. */
  readonly start: number
  readonly end: number
}

/** Repeatable random numbers (mulberry32), so that a failure can be run again. */
export function seeded(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

export function pick<T>(from: readonly T[], random: () => number): T {
  const chosen = from[Math.floor(random() * from.length)]
  if (chosen === undefined) throw new Error('nothing to pick from')
  return chosen
}

const sentence = /(?<=[.!?][)"”’]?\s)[A-Z\p{Script=Hangul}][^.!?]{15,320}?(?:\d\.\d[^.!?]*?)*[.!?](?=\s)/gu
const hangul = /\p{Script=Hangul}/u

/** Sentences of a paper that a reader would quote: prose of 8 to 45 words, no formulas, tables or references. */
export function sentencesOf(paper: Paper): PrintedSentence[] {
  return paper.pages.flatMap(({ number, text }) =>
    [...text.matchAll(sentence)]
      .filter(([printed]) => isProse(printed))
      .map((match) => ({
        paper,
        page: number,
        printed: match[0],
        start: match.index,
        end: match.index + match[0].length,
      })),
  )
}

function isProse(printed: string): boolean {
  const words = printed.split(/\s+/)
  const fewest = hangul.test(printed) ? 5 : 8
  if (words.length < fewest || words.length > 45 || printed.includes('..')) return false
  const letters = printed.match(/\p{L}/gu)?.length ?? 0
  const singles = words.filter((word) => /^[^aIi\d]$/.test(word)).length
  return letters / printed.length > 0.72 && singles <= 1
}

/** The sentence on one line, its words whole: what a careful model gives back. */
export function asOneLine(printed: string): string {
  return printed
    .replace(/([\p{Ll}])[-\u00ad‐]\s*\n\s*([\p{Ll}])/gu, '$1$2')
    .replace(/\s+/g, ' ')
    .trim()
}
