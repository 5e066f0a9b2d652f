/** Accents of TeX by the combining mark that Unicode takes a letter apart into (The TeXbook, chapter 9; LaTeX2e T1). */
const accents: Readonly<Record<string, string>> = {
  '\u0300': '`',
  '\u0301': "'",
  '\u0302': '^',
  '\u0303': '~',
  '\u0304': '=',
  '\u0306': 'u',
  '\u0307': '.',
  '\u0308': '"',
  '\u030a': 'r',
  '\u030b': 'H',
  '\u030c': 'v',
  '\u0323': 'd',
  '\u0327': 'c',
  '\u0328': 'k',
  '\u0331': 'b',
}

const letters: Readonly<Record<string, string>> = {
  ß: String.raw`{\ss}`,
  æ: String.raw`{\ae}`,
  Æ: String.raw`{\AE}`,
  œ: String.raw`{\oe}`,
  Œ: String.raw`{\OE}`,
  ø: String.raw`{\o}`,
  Ø: String.raw`{\O}`,
  å: String.raw`{\aa}`,
  Å: String.raw`{\AA}`,
  ł: String.raw`{\l}`,
  Ł: String.raw`{\L}`,
  đ: String.raw`{\dj}`,
  Đ: String.raw`{\DJ}`,
  þ: String.raw`{\th}`,
  Þ: String.raw`{\TH}`,
  ı: String.raw`{\i}`,
  '–': '--',
  '—': '---',
  '‘': String.raw`\textquoteleft{}`,
  '’': String.raw`\textquoteright{}`,
  '“': String.raw`\textquotedblleft{}`,
  '”': String.raw`\textquotedblright{}`,
  '…': String.raw`\ldots{}`,
  '°': String.raw`\textdegree{}`,
  '×': String.raw`\texttimes{}`,
  '€': String.raw`\texteuro{}`,
}

/** What TeX would take for a command, and what it would set as another sign than the one written. */
const special = /[\\&%$#_{}~^]|--+|''+|``+/g

const escapes: Readonly<Record<string, string>> = {
  '\\': String.raw`\textbackslash{}`,
  '~': String.raw`\textasciitilde{}`,
  '^': String.raw`\textasciicircum{}`,
}

/**
 * Text as a value of BibTeX. Two hyphens or quotes in a row, which TeX draws together, are kept apart.
 * @param ascii also writes letters beyond ASCII as TeX commands, where TeX has one; Hangul and Han stay letters
 */
export function toTex(text: string, ascii: boolean): string {
  const escaped = text.replaceAll(special, escapeOf)
  return ascii ? escaped.replaceAll(/\P{ASCII}+/gu, asciiTex) : escaped
}

function escapeOf(run: string): string {
  if (run.length === 1) return escapes[run] ?? `\\${run}`
  const [first = ''] = run
  return first + String.raw`\textrm{${first}}`.repeat(run.length - 1)
}

function asciiTex(run: string): string {
  return [...run.normalize('NFC')].map(asciiLetter).join('')
}

function asciiLetter(letter: string): string {
  const named = letters[letter]
  if (named !== undefined) return named
  const [base = '', mark = '', ...more] = letter.normalize('NFD')
  const accent = accents[mark]
  if (accent === undefined || more.length > 0 || !/^[A-Za-z]$/.test(base)) return letter
  return `{\\${accent}{${base}}}`
}

/** A formula between dollar signs, as our reader leaves those that Unicode cannot write. */
const formula = /\$(?=\S)[^$\n]*[\\^_][^$\n]*(?<=\S)\$(?!\d)/g

/** A title: its formulas stay TeX, and words that a style must not lower are in braces. */
export function titleToTex(title: string, ascii: boolean): string {
  const parts = title.split(formula)
  const formulas = title.match(formula) ?? []
  const isSentence = isSentenceCase(title)
  return parts
    .map(
      (part, index) =>
        protectCapitals(part, { ascii, isSentence, isStart: index === 0 }) + (formulas[index] ?? ''),
    )
    .join('')
}

/** Whether most words are in lower case, so that a capital in the middle is a name's. */
function isSentenceCase(title: string): boolean {
  const words = title
    .split(/\s+/)
    .slice(1)
    .filter((word) => /^\p{L}{4,}/u.test(word))
  return words.filter((word) => /^\p{Ll}/u.test(word)).length * 2 > words.length
}

type Part = { readonly ascii: boolean; readonly isSentence: boolean; readonly isStart: boolean }

function protectCapitals(text: string, { ascii, isSentence, isStart }: Part): string {
  let isFirst = isStart
  return text
    .split(/([\s/–—-]+)/)
    .map((word, index) => {
      if (index % 2 === 1 || word === '') return toTex(word, ascii)
      const inside = /\p{L}.*\p{Lu}|\p{N}\p{Lu}/u.test(word)
      const isName = isSentence && !isFirst && /^\P{L}*\p{Lu}/u.test(word)
      isFirst = false
      return inside || isName ? `{${toTex(word, ascii)}}` : toTex(word, ascii)
    })
    .join('')
}
