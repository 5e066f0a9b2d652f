import type { CslItem } from '#contract/csl.ts'

/** Letters and digits of any script, in compatibility form and lower case, accents folded, words apart. */
function wordsOf(title: string): string[] {
  return title
    .normalize('NFKD')
    .replaceAll(/\p{M}+/gu, '')
    .normalize('NFC')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
    .split(' ')
    .filter((word) => word !== '')
}

const joined = (title: string) => wordsOf(title).join('')

/** Of a shorter title, being the beginning of another proves nothing: "Introduction". */
const longEnough = 18
/** Below this share of common pairs of letters two titles are two works; found on pairs of real titles one word apart. */
const likeEnough = 0.9

/**
 * Whether two printed titles are one: the same letters, one the other without its subtitle, or all but a misread letter.
 */
export function titlesAgree(one: string, other: string): boolean {
  const [short, long] = [wordsOf(one), wordsOf(other)].toSorted((a, b) => a.length - b.length)
  if (short === undefined || long === undefined || short.length === 0) return false
  const [letters, all] = [short.join(''), long.join('')]
  if (letters === all) return true
  const isBeginning = short.every((word, index) => word === long[index])
  if (isBeginning && letters.length >= longEnough) return true
  return numbersOf(one) === numbersOf(other) && likeness(letters, all) >= likeEnough
}

/** "Part II" and "Part III" differ by a letter and are two works. */
function numbersOf(title: string): string {
  return wordsOf(title)
    .filter((word) => /^(?:\d+|[ivx]{1,4})$/.test(word))
    .join(' ')
}

/** Dice's coefficient over pairs of letters. */
function likeness(one: string, other: string): number {
  const pairs = new Map<string, number>()
  for (const pair of pairsOf(one)) pairs.set(pair, (pairs.get(pair) ?? 0) + 1)
  let common = 0
  for (const pair of pairsOf(other)) {
    const left = pairs.get(pair) ?? 0
    if (left > 0) {
      common += 1
      pairs.set(pair, left - 1)
    }
  }
  return (2 * common) / Math.max(1, one.length + other.length - 2)
}

function pairsOf(text: string): string[] {
  return Array.from({ length: Math.max(0, text.length - 1) }, (_, index) => text.slice(index, index + 2))
}

/** The titles a record goes by: its own and the one in another language. */
export function titlesOf(item: CslItem): string[] {
  return [item.title, item['original-title']].filter((title) => title !== undefined)
}

/** Whether a text prints a title, across line breaks and hyphens. */
export function printsTitle(text: string, title: string): boolean {
  const letters = joined(title)
  return letters.length >= longEnough && joined(text.replaceAll(/-\n/g, '')).includes(letters)
}
