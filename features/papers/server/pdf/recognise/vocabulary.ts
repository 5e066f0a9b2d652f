/**
 * The words a document uses in small letters. A word of its title nearly always occurs there, a name hardly ever; and it
 * tells how to write a title that is printed in capitals.
 */
export type Vocabulary = {
  /** 0 to 1: how many of the text's words the document also writes small (Hangul: writes again). */
  shareKnown: (text: string) => number
  /** Whether the document contains this word, in small letters. */
  knows: (word: string) => boolean
  /** How often the document contains the word, whatever its case. */
  count: (word: string) => number
  /** Turns a text in capitals into ordinary case; leaves others alone. */
  toOrdinaryCase: (text: string) => string
}

// Enough for any paper; a book's first hundred pages say as much as all of them.
export const vocabularyCharacters = 400_000
const addresses = /\S*[@/{}]\S*/g
const words = /[\p{L}\p{M}]+(?:['’][\p{L}\p{M}]+)?/gu
const smallWords = new Set(
  'a an and as at but by for from in into nor of on or over per the to upon via vs with without'.split(' '),
)

export function learnVocabulary(text: string): Vocabulary {
  const small = new Map<string, number>()
  const all = new Map<string, number>()
  const acronyms = new Set<string>()
  const lines = text.slice(0, vocabularyCharacters).replace(addresses, ' ').split('\n')
  for (const line of lines) {
    const hasSmall = /\p{Ll}/u.test(line)
    for (const [word] of line.matchAll(words)) {
      const lower = word.toLowerCase()
      all.set(lower, (all.get(lower) ?? 0) + 1)
      if (word === lower) small.set(lower, (small.get(lower) ?? 0) + 1)
      else if (hasSmall && word.length > 1 && word === word.toUpperCase()) acronyms.add(word)
    }
  }
  const isKnown = (word: string) => {
    const lower = word.toLowerCase()
    const needed = /[\p{Script=Hangul}\p{Script=Han}]/u.test(word) ? 2 : 1
    return (small.get(lower) ?? 0) >= needed
  }
  return {
    knows: isKnown,
    count: (word) => all.get(word.toLowerCase()) ?? 0,
    shareKnown: (text) => {
      const found = text.match(words)?.filter((word) => word.length > 1) ?? []
      return found.length === 0 ? 0 : found.filter(isKnown).length / found.length
    },
    toOrdinaryCase: (text) => {
      if (/\p{Ll}/u.test(text) || !/\p{Lu}.*\p{Lu}/su.test(text)) return text
      let position = 0
      return text.replace(words, (word, offset: number) => {
        position += 1
        const startsPart = position === 1 || /[:.?!–—]\s*$/.test(text.slice(0, offset))
        const lower = word.toLowerCase()
        if (!startsPart && smallWords.has(lower)) return lower
        if (acronyms.has(word) && !small.has(lower)) return word
        return capitalise(lower)
      })
    },
  }
}

/** "HÖLZLE" → "Hölzle". */
export function capitalise(word: string): string {
  const [first = '', ...rest] = word
  return first.toUpperCase() + rest.join('').toLowerCase()
}
