/**
 * Turns a string as pdf.js reports it into one PostgreSQL stores and a reader recognises: NFC, one kind of space,
 * no control characters, no NUL, no lone surrogates, no invisible marks.
 *
 * Compatibility forms are folded only where the meaning stays: Latin ligatures and full-width Latin. A superscript two
 * or a circled one stays what it is, because folding would turn "10²" into "102".
 */
export function cleanText(raw: string): string {
  if (isPlainAscii(raw)) return raw
  return raw
    .toWellFormed()
    .replace(invisible, '')
    .replace(spaces, ' ')
    .replace(ligaturesAndWideForms, (form) => form.normalize('NFKC'))
    .replace(softHyphen, '-')
    .replace(homeTilde, '~')
    .normalize('NFC')
    .replace(detachedAccent, attachAccent)
}

// Without the grave, which may be half of a letter.
const plainAscii = /^[\x20-\x5f\x61-\x7e]*$/
const isPlainAscii = (text: string) => plainAscii.test(text)

// C0 and C1 controls (tab, newline and the like are spaces below), replacement character left by toWellFormed and by
// fonts without a mapping, noncharacters, private use, zero-width marks and the byte order mark.
const invisible =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: removing them is the purpose
  /[\0-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff\ufffd\ufdd0-\ufdef\ufffe\uffff]|\p{Co}/gu
const spaces = /[\t\n\v\f\r\x85\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]/g
const ligaturesAndWideForms = /[\ufb00-\ufb06\uff01-\uff5e]/g
// In a PDF a soft hyphen is a glyph somebody sees.
const softHyphen = /\u00ad/g

// TeX draws the tilde of a home page's address as an accent.
const homeTilde = /(?<=\/)\u02dc/g

const combiningOf: Record<string, string> = {
  '\u0060': '\u0300', // grave
  '\u00b4': '\u0301', // acute
  '\u00a8': '\u0308', // diaeresis
  '\u02c6': '\u0302', // circumflex
  '\u02dc': '\u0303', // tilde
  '\u02c7': '\u030c', // caron
  '\u02d8': '\u0306', // breve
  '\u02da': '\u030a', // ring
}

// Old TeX fonts draw "ö" as a diaeresis and an o. Only pairs for which one letter exists are joined, so a lone acute
// used as a prime or a circumflex over a variable stays; a grave counts inside of a word only, elsewhere it is a quote.
const detachedAccent =
  /([\u00b4\u00a8\u02c6\u02dc\u02c7\u02d8\u02da]|(?<=\p{L})\u0060)([A-Za-z\u0131])|([cCsStT])\u00b8/gu

function attachAccent(pair: string, accent: string | undefined, letter: string | undefined, cedilla: string) {
  const base = letter === '\u0131' ? 'i' : (letter ?? cedilla)
  const mark = accent === undefined ? '\u0327' : combiningOf[accent]
  const joined = `${base}${mark}`.normalize('NFC')
  return joined.length === 1 ? joined : pair
}

const mayCompose =
  /[\u0060\u00b4\u00a8\u02c6\u02dc\u02c7\u02d8\u02da\u1100-\u115f]$|^[\u00b8\u1160-\u11ff\p{M}]/u

/**
 * Two clean texts that touch, as one clean text, when their meeting ends form one letter: an accent and its letter, the
 * parts of a Hangul syllable.
 * @returns undefined when they simply stand side by side.
 */
export function composeAcross(before: string, after: string): string | undefined {
  if (!mayCompose.test(before.slice(-1)) && !mayCompose.test(after.slice(0, 1))) return undefined
  const together = cleanText(before + after)
  return together.length < before.length + after.length ? together : undefined
}

/**
 * How much of a raw string no reader can make sense of: control characters, private use, replacement characters.
 * Counts, so that a caller can sum over pages.
 */
export function countUnreadable(raw: string): { characters: number; unreadable: number } {
  const characters = raw.replace(/\s/g, '').length
  if (isPlainAscii(raw)) return { characters, unreadable: 0 }
  return { characters, unreadable: raw.match(unreadable)?.length ?? 0 }
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: counting them is the purpose
const unreadable = /[\0-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ufffd\ufffe\uffff]|\p{Co}|\p{Cn}/gu
