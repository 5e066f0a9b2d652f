import type { FoldedText } from '#features/papers/server/papers.ts'
import { lookAlikeWords } from './look-alike-words.ts'

/** A stretch of a folded stream. */
export type Stretch = { readonly from: number; readonly to: number }

export type FindMended = (wanted: string) => Stretch[]

/**
 * Finds a quote in text that was read from a scan, where letters were taken for others that look like them and spaces
 * were put in or lost. A model that copies such text silently writes the words that were meant.
 *
 * A printed word may differ from the quoted one in look-alike letters only, and only when the paper itself says which of
 * both is a word: the quoted one stands in it elsewhere, several times as often as the printed one. So "rnodel" is read as
 * "model". A printed word that is a word with a look-alike ("clear", "dear") is taken as it stands; numbers, names with numbers
 * ("T1"), negations and signs are never mended.
 */
export function prepareMending(printed: FoldedText): FindMended {
  const { skeleton, places } = toSkeleton(printed.stream)
  const counts = new Map<string, number>()
  for (const [word] of printed.stream.matchAll(words)) counts.set(word, (counts.get(word) ?? 0) + 1)

  return (wanted) => {
    const quoted = toSkeleton(wanted)
    const found: Stretch[] = []
    if (quoted.skeleton === '') return found
    for (
      let at = skeleton.indexOf(quoted.skeleton);
      at !== -1;
      at = skeleton.indexOf(quoted.skeleton, at + 1)
    ) {
      const end = at + quoted.skeleton.length
      const from = places[at] ?? 0
      const to = end < places.length ? trimmedEnd(printed.stream, places[end] ?? 0) : printed.stream.length
      const isHonest = isMended(
        wordsAt(wanted, quoted.places, 0, quoted.skeleton.length),
        wordsAt(printed.stream, places, at, end),
        counts,
      )
      if (isHonest) found.push({ from, to })
    }
    return found
  }
}

const words = /[\p{L}\p{N}]+/gu

type Skeleton = {
  readonly skeleton: string
  /** For every unit of the skeleton, where it begins in the stream. */
  readonly places: readonly number[]
}

const pairs: Readonly<Record<string, string>> = { rn: 'm', vv: 'w', cl: 'd' }
const singles: Readonly<Record<string, string>> = { i: 'l', c: 'e', b: 'h' }
// A digit inside a word is a misread letter; in a number, or where it ends a name ("x1"), it is a digit.
const insideWord: Readonly<Record<string, string>> = { '0': 'o', '1': 'l', '5': 's' }

/** The stream without spaces, with one letter for all that look alike. */
function toSkeleton(stream: string): Skeleton {
  let skeleton = ''
  const places: number[] = []
  for (let at = 0; at < stream.length; ) {
    const unit = stream[at] ?? ''
    const pair = pairs[stream.slice(at, at + 2)]
    if (unit !== ' ') {
      skeleton += pair ?? singles[unit] ?? digitInWord(stream, at) ?? unit
      places.push(at)
    }
    at += pair === undefined ? 1 : 2
  }
  return { skeleton, places }
}

const letter = /\p{L}/u

function digitInWord(stream: string, at: number): string | undefined {
  const meant = insideWord[stream[at] ?? '']
  return meant !== undefined &&
    letter.test(stream[at + 1] ?? '') &&
    letter.test(stream.slice(Math.max(0, at - 2), at) || 'a')
    ? meant
    : undefined
}

function trimmedEnd(stream: string, end: number): number {
  return stream[end - 1] === ' ' ? end - 1 : end
}

/** A word with the units of the skeleton it covers, counted from the beginning of the stretch. */
type Word = { readonly text: string; readonly from: number; readonly to: number }

function wordsAt(stream: string, places: readonly number[], at: number, end: number): Word[] {
  const start = places[at] ?? 0
  const stop = end < places.length ? (places[end] ?? 0) : stream.length
  const unitOf = new Map<number, number>()
  for (let unit = at; unit < end; unit += 1) unitOf.set(places[unit] ?? 0, unit - at)
  return [...stream.slice(start, stop).matchAll(words)].map((match) => {
    const first = start + match.index
    let last = first + match[0].length
    // The next unit of the skeleton at or after the word's end.
    while (last < stop && !unitOf.has(last)) last += 1
    return { text: match[0], from: unitOf.get(first) ?? 0, to: unitOf.get(last) ?? end - at }
  })
}

/** Walks both lists of words along their common borders and asks of each pair of groups whether one may stand for the other. */
function isMended(
  quoted: readonly Word[],
  printed: readonly Word[],
  counts: ReadonlyMap<string, number>,
): boolean {
  let mended = 0
  let q = 0
  let p = 0
  while (q < quoted.length && p < printed.length) {
    const [quotedGroup, printedGroup]: [Word[], Word[]] = [[], []]
    let quotedTo = -1
    let printedTo = -2
    while (quotedTo !== printedTo) {
      const takesQuoted = quotedTo <= printedTo || printedTo < 0
      const next = takesQuoted && quotedTo < Math.max(printedTo, 0) ? quoted[q] : printed[p]
      if (next === undefined) return false
      if (next === quoted[q]) {
        quotedGroup.push(next)
        quotedTo = next.to
        q += 1
      } else {
        printedGroup.push(next)
        printedTo = next.to
        p += 1
      }
    }
    const [asQuoted, asPrinted] = [quotedGroup.map(({ text }) => text), printedGroup.map(({ text }) => text)]
    if (asQuoted.join(' ') === asPrinted.join(' ')) continue
    if (!mayStandFor(asQuoted, asPrinted, counts)) return false
    mended += 1
  }
  // More than a word in four is no misread letter here and there but another text.
  return q === quoted.length && p === printed.length && mended <= Math.max(1, quoted.length / 4)
}

const lettersOnly = /^\p{L}{2,}$/u
// Parts of words too: "not able" and "notable", "in correct" and "incorrect" are no misread spaces.
const negations = /^(?:no|not|nor|non|never|none|neither|cannot|without|un|in|im|ir|il|dis)$/
// What else is that short is a name: "AI" and "al" are two.
const shortWord =
  /^(?:an|and|any|are|as|at|be|but|by|can|did|do|for|had|has|he|how|if|is|it|its|may|of|on|one|or|our|out|so|the|to|two|up|us|was|we|who|why)$/
const hasDigit = /\p{N}/u

function mayStandFor(
  quoted: readonly string[],
  printed: readonly string[],
  counts: ReadonlyMap<string, number>,
): boolean {
  if (quoted.length > 3 || printed.length > 3) return false
  if (!quoted.every((word) => lettersOnly.test(word) && (word.length > 3 || shortWord.test(word))))
    return false
  if ([...quoted, ...printed].some((word) => negations.test(word))) return false
  const [onlyQuoted, onlyPrinted] = [quoted[0] ?? '', printed[0] ?? '']
  const isPair = quoted.length === 1 && printed.length === 1
  if (printed.some((word) => hasDigit.test(word)))
    return isPair && isWordWithDigit(onlyPrinted, onlyQuoted, counts)
  if (isPair && lookAlikeWords.has(onlyPrinted)) return false
  const rarestQuoted = Math.min(...quoted.map((word) => counts.get(word) ?? 0))
  const rarestPrinted = Math.min(...printed.map((word) => counts.get(word) ?? 0))
  return rarestQuoted >= 2 && rarestQuoted >= rarestPrinted * 3
}

const meantBy: Readonly<Record<string, readonly string[]>> = { '0': ['o'], '1': ['i', 'l'], '5': ['s'] }

/**
 * Whether a digit inside a printed word is a letter of the quoted one: the paper knows that word, and no other that the
 * digit may stand for better. Of a name with a number ("T1’s", "sha1sum") it knows none.
 */
function isWordWithDigit(printed: string, quoted: string, counts: ReadonlyMap<string, number>): boolean {
  const [, before = '', digit = '', after = ''] = /^(\p{L}+)([015])(\p{L}+)$/u.exec(printed) ?? []
  if (before.length + after.length < 3) return false
  const possible = (meantBy[digit] ?? []).map((letter) => `${before}${letter}${after}`)
  const timesOf = (word: string) => counts.get(word) ?? 0
  const known = timesOf(quoted)
  if (!possible.includes(quoted) || possible.some((word) => timesOf(word) > known)) return false
  const isCompound = [before, after].some((part) => part.length > 2 && counts.has(part))
  return known > 0 || (before.length + after.length >= 6 && !isCompound)
}
