/** The markup that titles and abstracts carry: HTML of CSL-JSON and RIS, JATS of Crossref. Anything else in angle brackets is text. */
const tag =
  /<(\/?)(?:jats:)?(i|b|u|em|strong|italic|bold|sub|sup|inf|sc|scp|nc|p|br|div|span|title|sec|list|list-item|ul|ol|li|tt|code|monospace|roman|underline|abstract|a)(?:\s[^<>]*)?\s*\/?>/gi
// Soft hyphen and zero-width space: they break words for a printer and hide them from a search.
const invisible = /\u00ad|\u200b/g
const breaking = /^(p|br|div|title|sec|list|list-item|ul|ol|li|abstract)$/i

const entities: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
  ndash: '–',
  mdash: '—',
  hellip: '…',
  lsquo: '‘',
  rsquo: '’',
  ldquo: '“',
  rdquo: '”',
  middot: '·',
  times: '×',
  deg: '°',
  micro: 'µ',
}

const raised = scriptMap('0123456789+-=()ni', '⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿⁱ')
const lowered = scriptMap('0123456789+-=()', '₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎')

function scriptMap(plain: string, script: string): ReadonlyMap<string, string> {
  const forms = [...script]
  return new Map([...plain].map((character, index) => [character, forms[index] ?? character]))
}

/**
 * One line of plain text: markup gone (H<sub>2</sub>O is H₂O), entities as characters, white space single, NFC,
 * nothing that PostgreSQL refuses in `text`.
 */
export function toPlainLine(text: string): string {
  return toPlainParagraphs(text).replaceAll('\n\n', ' ')
}

/** The same for longer text: paragraphs stay apart, by one empty line. */
export function toPlainParagraphs(text: string): string {
  return storable(decodeEntities(withoutTags(text)))
    .replaceAll(invisible, '')
    .replaceAll(/\r\n?/g, '\n')
    .split(/\n[ \t]*(?:\n\s*)+/)
    .map((paragraph) => paragraph.replaceAll(/\s+/g, ' ').trim())
    .filter((paragraph) => paragraph !== '')
    .join('\n\n')
}

/**
 * @returns the text without NUL, its kin and halves of surrogate pairs, in NFC. The controls U+0080–U+009F stay: they are
 * what is left of a text that was decoded wrongly once, and tell what it was.
 */
export function storable(text: string): string {
  return text
    .toWellFormed()
    .replaceAll(/[^\P{Cc}\t\n\r\u0080-\u009f]|\ufeff/gu, '')
    .normalize('NFC')
}

function withoutTags(text: string): string {
  if (!text.includes('<')) return text
  return text
    .replaceAll(
      /<(?:jats:)?(sub|inf|sup)>([^<>]{0,40})<\/(?:jats:)?\1>/gi,
      (_all, name: string, inner: string) => inScript(inner, name.toLowerCase() === 'sup' ? raised : lowered),
    )
    .replaceAll(tag, (_all, _slash, name: string) => (breaking.test(name) ? '\n\n' : ''))
}

function inScript(text: string, forms: ReadonlyMap<string, string>): string {
  const written = [...text.trim()].map((character) => forms.get(character))
  return written.includes(undefined) ? text : written.join('')
}

function decodeEntities(text: string): string {
  if (!text.includes('&')) return text
  return text.replaceAll(/&(?:#(\d{1,7})|#x([\da-f]{1,6})|([a-z]{2,8}));/gi, (all, decimal, hex, name) => {
    if (typeof name === 'string') return (Object.hasOwn(entities, name) ? entities[name] : undefined) ?? all
    const code = typeof decimal === 'string' ? Number(decimal) : Number.parseInt(hex, 16)
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : ''
  })
}
