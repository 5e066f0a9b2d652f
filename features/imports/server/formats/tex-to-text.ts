import { parse } from '@retorquere/bibtex-parser'
import { toPlainLine } from '#contract/plain-text.ts'

// The decoder takes a second for 50 kB in one piece, far less in small ones (its time grows with the square).
const pieceLength = 1_000
const pieceLengthMax = 8_000
// Nesting deeper than this is no bibliography but an attempt on the decoder's stack.
const depthMax = 60
// More than any field holds in the end; the rest is not worth the time.
const texLengthMax = 200_000
const mathLengthMax = 120

// Characters of the private use area stand for what the decoder must not see.
const keptStart = '\ue100'
const unknownMark = '\ue000'
const unknownEnd = '\ue001'

// In the old font encoding these print as ¡, ¿ and —, and the decoder follows it; who writes them means what one sees.
const printedOtherwise = '<>|"'
const hiddenStart = '\ue010'

const doubleStruck: Readonly<Record<string, string>> = {
  C: 'ℂ',
  E: '𝔼',
  H: 'ℍ',
  N: 'ℕ',
  P: 'ℙ',
  Q: 'ℚ',
  R: 'ℝ',
  Z: 'ℤ',
}
const functions = 'log|ln|lg|exp|min|max|sup|inf|lim|sin|cos|tan|arg|det|dim|ker|gcd|Pr|deg'
const functionBeforeSign = new RegExp(`\\\\(${functions})(?![a-zA-Z])\\s*(?=[_^()[\\]{}]|$)`, 'g')
const functionBeforeWord = new RegExp(`\\\\(${functions})(?![a-zA-Z])`, 'g')
const fontCommand =
  /\\(?:mathrm|mathbf|mathit|mathsf|mathtt|mathcal|mathscr|mathfrak|boldsymbol|bm|operatorname|text|cal|rm|bf|it|sf|tt)(?![a-zA-Z])\s*/g

/**
 * The reading text of a TeX value: accents, symbols and simple formulas as Unicode, braces and commands gone, paragraphs
 * kept apart. A formula that Unicode cannot write stays as it is, between dollar signs.
 * @param preamble TeX with `\newcommand`s that the value may use
 */
export function texToText(tex: string, preamble = ''): string {
  return tex
    .slice(0, texLengthMax)
    .split(/\n[ \t]*(?:\n\s*)+/)
    .map((paragraph) => toPlainLine(decodeParagraph(paragraph, preamble)))
    .filter((paragraph) => paragraph !== '')
    .join('\n\n')
}

function decodeParagraph(tex: string, preamble: string): string {
  if (!/[\\{}$~`'-]/.test(tex)) return tex
  const kept: string[] = []
  const withoutMath = replaceMath(tex, (math) => {
    kept.push(decodeMath(math, preamble))
    return shifted(keptStart, kept.length - 1)
  })
  const text = withoutMath.includes('\\') ? decodeCommands(withoutMath, preamble) : plainTex(withoutMath)
  return text.replaceAll(
    /[\ue100-\uf8ff]/g,
    (mark) => kept[mark.charCodeAt(0) - keptStart.charCodeAt(0)] ?? mark,
  )
}

function shifted(start: string, by: number): string {
  return String.fromCharCode(start.charCodeAt(0) + by)
}

/** TeX without commands: braces group, dashes and quotes are ligatures, `~` is a space that does not break. */
function plainTex(tex: string): string {
  return tex
    .replaceAll(/[{}]/g, '')
    .replaceAll('~', ' ')
    .replaceAll('---', '—')
    .replaceAll('--', '–')
    .replaceAll('``', '“')
    .replaceAll("''", '”')
}

/**
 * Replaces what stands between dollar signs. As in Pandoc, an opening sign has no space behind it, a closing one none
 * before and no digit behind, so "costs $5 and $10" is no formula.
 */
function replaceMath(tex: string, replace: (math: string) => string): string {
  if (!tex.includes('$')) return tex
  let result = ''
  let position = 0
  for (;;) {
    const open = nextDollar(tex, position)
    if (open === -1) return result + tex.slice(position)
    const width = tex[open + 1] === '$' ? 2 : 1
    const close = closingDollar(tex, open + width, width)
    result += tex.slice(position, open)
    if (close === -1) {
      result += '\\$'.repeat(width)
      position = open + width
    } else {
      result += replace(tex.slice(open + width, close))
      position = close + width
    }
  }
}

function nextDollar(tex: string, from: number): number {
  for (let index = from; index < tex.length; index += 1) {
    if (tex[index] === '\\') index += 1
    else if (tex[index] === '$') return index
  }
  return -1
}

function closingDollar(tex: string, from: number, width: number): number {
  if (/\s/.test(tex[from] ?? ' ')) return -1
  const close = nextDollar(tex, from)
  if (close === -1 || close === from) return -1
  if (width === 2) return tex[close + 1] === '$' ? close : -1
  return /\s/.test(tex[close - 1] ?? '') || /\d/.test(tex[close + 1] ?? '') ? -1 : close
}

function decodeMath(math: string, preamble: string): string {
  const asWritten = `$${math.replaceAll(/\s+/g, ' ')}$`
  if (math.length > mathLengthMax) return asWritten
  const prepared = math
    .replaceAll(/\\mathbb\s*\{?([A-Z])\}?/g, (all, letter: string) => doubleStruck[letter] ?? all)
    .replaceAll(fontCommand, '')
    .replaceAll(functionBeforeSign, '$1')
    .replaceAll(functionBeforeWord, '$1\\,')
  const text = runDecoder(`$${prepared.replaceAll(/(?<!\\)%/g, '\\%')}$`, preamble)
  const isWritten = text !== undefined && !/[\\^_\ue000]|<\/?su[bp]>/.test(text)
  // The decoder writes some letters in mathematical italics, which no search finds.
  return isWritten
    ? text.replaceAll(/[\u{1d400}-\u{1d7ff}]/gu, (letter) => letter.normalize('NFKC'))
    : asWritten
}

function decodeCommands(tex: string, preamble: string): string {
  const hidden = prepare(tex).replaceAll(/(?<!\\)[<>|"]/g, (character) =>
    shifted(hiddenStart, printedOtherwise.indexOf(character)),
  )
  return pieces(withoutOuterBraces(hidden))
    .map((piece) => (piece.includes('\\') ? decodePiece(piece, preamble) : plainTex(piece)))
    .join(' ')
    .replaceAll(/ı(?=\p{M})/gu, 'i')
    .replaceAll(/ȷ(?=\p{M})/gu, 'j')
    .replaceAll(/[\ue010-\ue013]/g, (mark) =>
      printedOtherwise.charAt(mark.charCodeAt(0) - hiddenStart.charCodeAt(0)),
    )
}

/** What the decoder would take wrongly: comments (there are none in a value), spaces after commands, lost braces. */
function prepare(tex: string): string {
  const escaped = tex
    .replaceAll(/(?<!\\)%/g, '\\%')
    .replaceAll(/\\underline(?![a-zA-Z])/g, '\\textrm')
    .replaceAll(/\\textquotesingle(?![a-zA-Z])/g, "'")
    .replaceAll('\\\\', ' ')
    .replaceAll('\\ ', '{} ')
    .replaceAll(/\\~(?=[\s,;.]|$)/g, '\\textasciitilde{}')
    .replaceAll(/\\([a-zA-Z]{2,}|[ijlLoO])[ \t\n]+(?=[^{\s])/g, '\\$1{}')
    .replace(/\\$/, '')
  return isBalanced(escaped) ? escaped : escaped.replaceAll(/(?<!\\)[{}]/g, '')
}

/** Many programs write a second pair of braces around every value; inside it no piece could be cut. */
function withoutOuterBraces(tex: string): string {
  const inner = /^\s*\{([\s\S]*)\}\s*$/.exec(tex)?.[1]
  return inner !== undefined && isBalanced(inner) ? inner : tex
}

function isBalanced(tex: string): boolean {
  let depth = 0
  let deepest = 0
  for (let index = 0; index < tex.length; index += 1) {
    if (tex[index] === '\\') index += 1
    else if (tex[index] === '{') depth += 1
    else if (tex[index] === '}') depth -= 1
    if (depth < 0) return false
    deepest = Math.max(deepest, depth)
  }
  return depth === 0 && deepest <= depthMax
}

/** Cuts between words outside of braces, never behind a command that may still want its argument. */
function pieces(tex: string): string[] {
  const found: string[] = []
  let start = 0
  let depth = 0
  let lastCommand = -1
  for (let index = 0; index < tex.length; index += 1) {
    const character = tex[index]
    if (character === '\\') {
      lastCommand = index
      index += 1
    } else if (character === '{') depth += 1
    else if (character === '}') depth -= 1
    else if (character === ' ' && depth === 0 && index - start > pieceLength && index - lastCommand > 40) {
      found.push(tex.slice(start, index))
      start = index + 1
    }
  }
  found.push(tex.slice(start))
  return found
}

function decodePiece(piece: string, preamble: string): string {
  const withArgument = new Set([...piece.matchAll(/\\([a-zA-Z]+)\s*\{(?!\})/g)].map((match) => match[1]))
  const decoded = piece.length > pieceLengthMax ? undefined : runDecoder(piece, preamble)
  if (decoded === undefined) return plainTex(piece.replaceAll(/\\([a-zA-Z]+\s?|.)/g, ' '))
  // An unknown command before braces formats them and can go; one alone may be a symbol and stays visible.
  return decoded.replaceAll(/\ue000\\?([^\ue001]*)\ue001/g, (_all, name: string) =>
    withArgument.has(name) || !/^[a-zA-Z]/.test(name) ? '' : `\\${name} `,
  )
}

/** @returns undefined when the decoder fails. */
function runDecoder(tex: string, preamble: string): string | undefined {
  try {
    const library = parse(`${preamble}@misc{k,\nvalue = {${tex}}}`, {
      sentenceCase: false,
      english: false,
      applyCrossRef: false,
      unsupported: (node, source) =>
        node.type === 'macro' ? `${unknownMark}${source}${unknownEnd}` : source,
    })
    const [entry] = library.entries
    return entry === undefined ? undefined : (entry.fields.value ?? '')
  } catch {
    return undefined
  }
}
