import { type FoldedText, foldText } from './fold-text.ts'

/** UTF-16 offsets into the page's text, the end excluded. */
export type Span = { readonly start: number; readonly end: number }

export type FindOptions = { readonly keepsCase: boolean; readonly wholeWords: boolean }

const wordLetter = /[\p{L}\p{N}]/u
// What Korean writes onto a noun without a space; the noun is a word of its own all the same.
const particle =
  /^(은|는|이|가|을|를|의|에|에서|에게|으로|로|와|과|도|만|까지|부터|보다|처럼|이다|이란|란|이라는|라는)(?![\p{L}\p{N}])/u
const hangul = /\p{sc=Hangul}/u

/** Where the words stand in the text, from its beginning on; at most `most` of them. */
export function findInText(
  words: string,
  text: FoldedText,
  { wholeWords, keepsCase }: FindOptions,
  most = Number.POSITIVE_INFINITY,
): Span[] {
  const wished = foldText(words.trim()).text
  const asWritten = foldText(words.trim(), true).text
  const found: Span[] = []
  if (wished === '') return found
  for (let at = text.text.indexOf(wished); at !== -1 && found.length < most; ) {
    const span = { start: text.starts[at] ?? 0, end: text.ends[at + wished.length - 1] ?? 0 }
    const counts =
      (!wholeWords || isWhole(text.original, span)) &&
      (!keepsCase || foldText(text.original.slice(span.start, span.end), true).text === asWritten)
    if (counts) found.push(span)
    at = text.text.indexOf(wished, counts ? at + wished.length : at + 1)
  }
  return found
}

function isWhole(text: string, { start, end }: Span): boolean {
  const [first = '', last = ''] = [text.charAt(start), text.charAt(end - 1)]
  const begins = !(wordLetter.test(first) && wordLetter.test(before(text, start)))
  const behind = text.slice(end, end + 8)
  const ends = !(wordLetter.test(last) && wordLetter.test(behind.charAt(0)))
  return begins && (ends || (hangul.test(last) && particle.test(behind)))
}

function before(text: string, at: number): string {
  return [...text.slice(Math.max(0, at - 2), at)].at(-1) ?? ''
}
