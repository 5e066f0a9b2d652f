import { asOneLine, type PrintedSentence, pick } from './claims.ts'

type Random = () => number

/** What models do to the words they copy without changing what is said, by name. @returns undefined where it changes nothing */
export type Disturbance = (sentence: PrintedSentence, random: Random) => string | undefined

/** Applies a change and gives nothing when there was nothing to change. */
function changed(before: string, after: string): string | undefined {
  return after === before ? undefined : after
}

const hangul = /\p{Script=Hangul}/u

export const disturbances: Readonly<Record<string, Disturbance>> = {
  'as printed': ({ printed }) => printed,
  'on one line, hyphenation joined': ({ printed }) => changed(printed, asOneLine(printed)),
  'ligatures drawn': ({ printed }) => {
    const line = asOneLine(printed)
    return changed(
      line,
      line
        .replace(/ffi/g, 'ﬃ')
        .replace(/ffl/g, 'ﬄ')
        .replace(/fi/g, 'ﬁ')
        .replace(/fl/g, 'ﬂ')
        .replace(/ff/g, 'ﬀ'),
    )
  },
  'ligatures spelled out': ({ printed }) => changed(printed, asOneLine(printed).normalize('NFKC')),
  'other quotation marks': ({ printed }) => {
    const line = asOneLine(printed)
    return changed(
      line,
      line
        .replace(/[“”"]|''|``/g, '"')
        .replace(/[’‘]/g, "'")
        .replace(/"([^"]*)"/g, '“$1”'),
    )
  },
  'quotation marks around': ({ printed }, random) => {
    const [open, close] = pick(
      [
        ['"', '"'],
        ['“', '”'],
        ['«', '»'],
        ['「', '」'],
        ["'", "'"],
      ] as const,
      random,
    )
    return `${open}${asOneLine(printed)}${close}`
  },
  'other dashes': ({ printed }, random) => {
    const line = asOneLine(printed)
    return changed(
      line,
      line.replace(/ ?[–—] ?/g, () => pick(['–', ' – ', '—', ' — ', ' - '], random)),
    )
  },
  'lines broken elsewhere': ({ printed }, random) =>
    asOneLine(printed).replace(/ /g, () => (random() < 0.15 ? '\n' : ' ')),
  'words hyphenated elsewhere': ({ printed }, random) =>
    asOneLine(printed).replace(/(?<=\p{Ll}{3})(?=\p{Ll}{3})/gu, () => (random() < 0.06 ? '-\n' : '')),
  'spaces doubled, some not breaking': ({ printed }, random) =>
    asOneLine(printed).replace(/ /g, () => pick([' ', '  ', '\u00a0', '\u2009', ' '], random)),
  'decomposed letters': ({ printed }) => changed(printed, asOneLine(printed).normalize('NFD')),
  'full stop left out': ({ printed }) => asOneLine(printed).replace(/[.!?]+$/, ''),
  'small first letter': ({ printed }) => {
    const line = asOneLine(printed)
    return changed(line, line.slice(0, 1).toLowerCase() + line.slice(1))
  },
  'dots at both ends': ({ printed }, random) => {
    const words = asOneLine(printed).split(' ')
    if (words.length < 14 || hangul.test(printed)) return undefined
    const cut = words.slice(2, -2)
    const dots = pick(['...', '… ', ' . . . ', '[...] '], random)
    return isCutFromNegation(words, 2) ? undefined : `${dots}${cut.join(' ')}${dots}`
  },
  'dots for a few words in the middle': ({ printed }, random) => {
    const words = asOneLine(printed).split(' ')
    if (words.length < 16 || hangul.test(printed)) return undefined
    const from = 6
    const to = from + 2 + Math.floor(random() * 3)
    const left = words.slice(from, to).join(' ')
    // What may not be jumped over: see fabricate.ts.
    if (turning.test(` ${left} `) || turning.test(` ${words[from - 1]} `)) return undefined
    return `${words.slice(0, from).join(' ')} ${pick(['...', '…', '[…]'], random)} ${words.slice(to).join(' ')}`
  },
  'Hangul spaces left out': ({ printed }, random) =>
    hangul.test(printed)
      ? asOneLine(printed).replace(/(?<=\p{Script=Hangul}) (?=\p{Script=Hangul})/gu, () =>
          random() < 0.6 ? '' : ' ',
        )
      : undefined,
  'Hangul spaces put in': ({ printed }, random) =>
    hangul.test(printed)
      ? asOneLine(printed).replace(/(?<=\p{Script=Hangul})(?=\p{Script=Hangul})/gu, () =>
          random() < 0.15 ? ' ' : '',
        )
      : undefined,
}

/** Words that turn what stands beside them. */
export const turning =
  /[^\p{L}](?:no|not|nor|never|none|neither|cannot|without|hardly|rarely|un\p{L}+|but|except|unless|only|if|however|although|though|while|whereas|less|fewer|worse|than|\p{L}+n['’]t|fail\p{L}*|instead|rather|far|unable|false|few|little|lack\p{L}*)[^\p{L}]/iu

function isCutFromNegation(words: readonly string[], from: number): boolean {
  return turning.test(` ${words.slice(0, from).join(' ')} `) || turning.test(` ${words.slice(-3).join(' ')} `)
}

/** A page as a poor scan would have been read; the quote stays what the model made of it. */
export function scanBadly(text: string, random: Random): string {
  return text.replace(/\p{L}{4,}/gu, (word) => (random() < 0.04 ? misread(word, random) : word))
}

const lookAlikes: readonly (readonly [string, string])[] = [
  ['m', 'rn'],
  ['w', 'vv'],
  ['d', 'cl'],
  ['l', '1'],
  ['i', '1'],
  ['l', 'I'],
  ['o', '0'],
  ['e', 'c'],
  ['h', 'b'],
  ['s', '5'],
]

function misread(word: string, random: Random): string {
  const possible = lookAlikes.filter(([good]) => word.includes(good))
  if (possible.length === 0) return word
  const [good, bad] = pick(possible, random)
  return word.replace(good, bad)
}
