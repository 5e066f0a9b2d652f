import { asOneLine, type PrintedSentence, pick } from './claims.ts'

type Random = () => number

/** What the words around a claim may be chosen from. */
export type Vocabulary = {
  /** Words of the same paper, of two letters or more. */
  readonly words: readonly string[]
  /** Words it uses more than twice, by what a poor reader sees of them: see {@link looks}. */
  readonly lookAlikes: ReadonlyMap<string, readonly string[]>
  /** All that stands in the paper, on one line and in small letters. */
  readonly text: string
  readonly others: readonly PrintedSentence[]
}

/** Makes a quote of a sentence that the paper does not hold. @returns undefined where the sentence offers no place for it */
export type Fabrication = (
  sentence: PrintedSentence,
  random: Random,
  vocabulary: Vocabulary,
) => string | undefined

const longWords = (words: readonly string[]) => words.filter((word) => word.length > 3)
const wordPlaces = (words: readonly string[]) =>
  words.flatMap((word, at) => (at > 0 && at < words.length - 1 && /^\p{L}{4,}$/u.test(word) ? [at] : []))

const antonyms: readonly (readonly [string, string])[] = [
  ['increase', 'decrease'],
  ['increases', 'decreases'],
  ['higher', 'lower'],
  ['more', 'less'],
  ['larger', 'smaller'],
  ['before', 'after'],
  ['always', 'sometimes'],
  ['all', 'some'],
  ['any', 'no'],
  ['first', 'last'],
  ['most', 'few'],
  ['faster', 'slower'],
  ['better', 'worse'],
  ['can', 'cannot'],
  ['possible', 'impossible'],
  ['with', 'without'],
  ['and', 'or'],
  ['maximum', 'minimum'],
  ['least', 'most'],
  ['must', 'may'],
  ['every', 'some'],
]
const antonymOf = new Map(
  antonyms.flatMap(([one, other]) => [
    [one, other],
    [other, one],
  ]),
)

const auxiliary = /^(?:is|are|was|were|can|could|may|might|must|should|will|would|does|do|did|has|have|had)$/i
const negation = /^(?:not|never|cannot|no)$/i

/** What a poor reader sees of a word. */
export const looks = (word: string) =>
  word
    .replace(/rn/g, 'm')
    .replace(/vv/g, 'w')
    .replace(/cl/g, 'd')
    .replace(/[il]/g, '1')
    .replace(/c/g, 'e')
    .replace(/b/g, 'h')

export const fabrications: Readonly<Record<string, Fabrication>> = {
  'word swapped': ({ printed }, random, { words }) => {
    const own = asOneLine(printed).split(' ')
    const places = wordPlaces(own)
    if (places.length === 0) return undefined
    const at = pick(places, random)
    const other = pick(longWords(words), random)
    return other.toLowerCase() === own[at]?.toLowerCase() ? undefined : own.with(at, other).join(' ')
  },
  'word turned into its opposite': ({ printed }) => {
    const words = asOneLine(printed).split(' ')
    const at = words.findIndex((word) => antonymOf.has(word.toLowerCase()))
    const opposite = antonymOf.get(words[at]?.toLowerCase() ?? '')
    return opposite === undefined ? undefined : words.with(at, opposite).join(' ')
  },
  'word of another ending': ({ printed }, random) => {
    const words = asOneLine(printed).split(' ')
    const places = wordPlaces(words)
    if (places.length === 0) return undefined
    const at = pick(places, random)
    const word = words[at] ?? ''
    return words.with(at, word.endsWith('s') ? word.slice(0, -1) : `${word}s`).join(' ')
  },
  'word left out': ({ printed }, random) => {
    const words = asOneLine(printed).split(' ')
    const places = wordPlaces(words)
    return places.length === 0 ? undefined : words.toSpliced(pick(places, random), 1).join(' ')
  },
  'word put in': ({ printed }, random, vocabulary) => {
    const words = asOneLine(printed).split(' ')
    return words
      .toSpliced(1 + Math.floor(random() * (words.length - 2)), 0, pick(longWords(vocabulary.words), random))
      .join(' ')
  },
  'words exchanged': ({ printed }, random) => {
    const words = asOneLine(printed).split(' ')
    const places = wordPlaces(words)
    const [a, b] = [places[Math.floor(random() * (places.length / 2))], places.at(-1)]
    if (a === undefined || b === undefined || words[a]?.toLowerCase() === words[b]?.toLowerCase())
      return undefined
    return words
      .with(a, words[b] ?? '')
      .with(b, words[a] ?? '')
      .join(' ')
  },
  'letters that look alike in another word': ({ printed }) => {
    const line = asOneLine(printed)
    const made = line
      .replace(/\bcl(?=[a-z]{2})/, 'd')
      .replace(/(?<=[a-z])rn(?=[a-z])/, 'm')
      .replace(/\bb(?=[aeiou][a-z]{1,3}\b)/, 'h')
    return made === line ? undefined : made
  },
  'another word of the paper that looks alike': ({ printed }, _, { lookAlikes }) => {
    const own = asOneLine(printed).split(' ')
    for (const [at, word] of own.entries()) {
      const alike = lookAlikes.get(looks(word.toLowerCase())) ?? []
      const other = alike.find((one) => one !== word.toLowerCase())
      if (other !== undefined && alike.includes(word.toLowerCase())) return own.with(at, other).join(' ')
    }
    return undefined
  },
  'digit changed': ({ printed }, random) => {
    const line = asOneLine(printed)
    const made = line.replace(/\d/, (digit) => String((Number(digit) + 1 + Math.floor(random() * 8)) % 10))
    return made === line ? undefined : made
  },
  'digit put in': ({ printed }, random) => {
    const line = asOneLine(printed)
    const made = line.replace(/\d/, (digit) => `${digit}${Math.floor(random() * 10)}`)
    return made === line ? undefined : made
  },
  'point moved': ({ printed }) => {
    const line = asOneLine(printed)
    const made = line.replace(/(\d)\.(\d)/, '$1$2.')
    return made === line ? undefined : made
  },
  'digit read as a letter': ({ printed }) => {
    const line = asOneLine(printed)
    const made = line.replace(/\b[a-zA-Z]?1\b/, (token) => token.replace('1', 'l'))
    return made === line ? undefined : made
  },
  'digit in a name read as a letter': ({ printed }) => {
    const line = asOneLine(printed)
    const made = line.replace(/\b\p{L}+[015]\p{L}*\b/u, (name) =>
      name.replace(/[015]/, (digit) => (digit === '0' ? 'O' : digit === '1' ? 'l' : 's')),
    )
    return made === line ? undefined : made
  },
  'negation put in': ({ printed }) => {
    const words = asOneLine(printed).split(' ')
    const at = words.findIndex((word) => auxiliary.test(word))
    if (at === -1 || negation.test(words[at + 1] ?? '')) return undefined
    return words.toSpliced(at + 1, 0, 'not').join(' ')
  },
  'negation taken out': ({ printed }) => {
    const words = asOneLine(printed).split(' ')
    const at = words.findIndex((word) => negation.test(word))
    if (at === -1) return undefined
    return (words[at]?.toLowerCase() === 'cannot' ? words.with(at, 'can') : words.toSpliced(at, 1)).join(' ')
  },
  'negation jumped over by dots': ({ printed }) => {
    const words = asOneLine(printed).split(' ')
    const at = words.findIndex((word) => negation.test(word))
    if (at < 4 || at > words.length - 5) return undefined
    return words.with(at, '...').join(' ')
  },
  'two sentences spliced': ({ printed }, random, { others }) => {
    const own = asOneLine(printed).split(' ')
    const other = asOneLine(pick(others, random).printed).split(' ')
    return [...own.slice(0, own.length / 2), ...other.slice(other.length / 2)].join(' ')
  },
  'two sentences joined by dots': ({ printed }, random, { others }) => {
    const own = asOneLine(printed).split(' ')
    const other = asOneLine(pick(others, random).printed).split(' ')
    return [...own.slice(0, own.length / 2), '...', ...other.slice(other.length / 2)].join(' ')
  },
  'sentence of another paper': (_, random, { others }) => asOneLine(pick(others, random).printed),
}
