/**
 * A text reduced to what two honest copies of it have in common, with the way back. Two texts that fold to the same
 * stream differ at most in: letter case, ligatures, full-width and mathematical letter forms, accents, NFC or NFD,
 * quotation marks, the kind of dash, hyphens inside words (a line end may have put them there), line breaks, spaces
 * around punctuation and spaces in Hangul, Han and Kana. Never in a word, a number, a sign or a point.
 */
export type FoldedText = {
  readonly stream: string
  /** For every UTF-16 unit of the stream, where its source character begins and ends. */
  readonly starts: Int32Array
  readonly ends: Int32Array
}

/** Folds a text. Linear in its length. */
export function foldText(source: string): FoldedText {
  const out = new StreamWriter(source.length)
  for (const match of source.matchAll(/\P{M}\p{M}*|\p{M}+/gsu)) {
    const start = match.index
    out.take(foldCluster(match[0]), start, start + match[0].length)
  }
  return out.finish()
}

type Kind = 'drop' | 'space' | 'hyphen' | 'dash' | 'word' | 'spaceless word' | 'mark'
type Folded = { readonly kind: Kind; readonly text: string }

const dropped: Folded = { kind: 'drop', text: '' }
const space: Folded = { kind: 'space', text: ' ' }
const hyphen: Folded = { kind: 'hyphen', text: '-' }
const dash: Folded = { kind: 'dash', text: '-' }

const known = new Map<string, Folded>()
// Scripts with many characters must not make the cache grow without end.
const knownMax = 20_000

function foldCluster(cluster: string): Folded {
  const found = known.get(cluster)
  if (found !== undefined) return found
  const folded = foldUnknownCluster(cluster)
  if (known.size < knownMax) known.set(cluster, folded)
  return folded
}

const isSpace = /^[\s\u0085]/u
const isHyphen = /^[-\u2010\u2011\u2013]/
// The minus sign belongs here: "x − y" must not become "xy" as "x-ray" may become "xray".
const isDash = /^[\u2012\u2014\u2015\u2212\ufe58\ufe63\uff0d]/
const isInvisible = /^[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\ufffe\p{Cc}]/u
const isQuotationMark = /^["'`´‘’‚‛“”„‟«»‹›「」『』〝〞＂＇]/u
// Old fonts draw "ü" as a diaeresis and a u; the accent itself is left out of the stream as well.
const isLooseAccent = /^[¨¯¸ˆ˜ˇ˘˙˚˝˛]/u
const accents = /[\u0300-\u036f]/g
const spaceless = /^[\p{Script=Hangul}\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u
const wordLike = /^[\p{L}\p{N}\p{M}]/u

function foldUnknownCluster(cluster: string): Folded {
  if (isSpace.test(cluster)) return space
  if (isInvisible.test(cluster) || isQuotationMark.test(cluster) || isLooseAccent.test(cluster))
    return dropped
  if (isHyphen.test(cluster)) return hyphen
  if (isDash.test(cluster)) return dash
  const text = decompose(cluster).replace(accents, '').toLowerCase()
  if (text === '') return dropped
  if (spaceless.test(text)) return { kind: 'spaceless word', text }
  return { kind: wordLike.test(text) ? 'word' : 'mark', text }
}

// Superscripts, subscripts, fractions and circled digits stay what they are: "10²" is not "102".
const raisedOrLowered = /[\u2070-\u209f]/
const plainDigitForms = /^[\uff10-\uff19\u{1d7ce}-\u{1d7ff}]/u

function decompose(cluster: string): string {
  const compatible = cluster.normalize('NFKD')
  if (raisedOrLowered.test(cluster)) return cluster
  const makesDigit = /\d/.test(compatible) && !/^\d/.test(cluster)
  if (makesDigit && !plainDigitForms.test(cluster)) return cluster.normalize('NFD')
  // Some compatibility forms hold a space, e.g. spacing accents.
  return compatible.replace(/\s+/gu, '')
}

/** Decides what stays between two characters: a space, a dash or nothing. */
class StreamWriter {
  #chars: string[] = []
  #starts: number[] = []
  #ends: number[] = []
  #last: Kind = 'mark'
  #lastIsLetter = false
  #spacePending = false
  #dashPending: { start: number; end: number; removable: boolean } | undefined

  constructor(expectedLength: number) {
    if (expectedLength > 0x7fff_ffff) throw new RangeError('a text this long has no 32-bit offsets')
  }

  take({ kind, text }: Folded, start: number, end: number): void {
    if (kind === 'drop') return
    if (kind === 'space') {
      this.#spacePending = true
      return
    }
    if (kind === 'hyphen' || kind === 'dash') {
      // A run of dashes ("--", "---") is one dash.
      const attached = this.#dashPending === undefined && !this.#spacePending && this.#lastIsLetter
      this.#dashPending = { start, end, removable: attached && kind === 'hyphen' }
      this.#spacePending = false
      return
    }
    this.#settleBefore(kind, text, start)
    this.#write(text, start, end)
    this.#last = kind
    this.#lastIsLetter = kind !== 'mark' && !/^\p{N}/u.test(text)
  }

  finish(): FoldedText {
    if (this.#dashPending !== undefined) this.#write('-', this.#dashPending.start, this.#dashPending.end)
    return {
      stream: this.#chars.join(''),
      starts: Int32Array.from(this.#starts),
      ends: Int32Array.from(this.#ends),
    }
  }

  #settleBefore(kind: Kind, text: string, start: number): void {
    const dashed = this.#dashPending
    if (dashed !== undefined) {
      const insideWord = dashed.removable && kind !== 'mark' && !/^\p{N}/u.test(text)
      if (!insideWord) this.#write('-', dashed.start, dashed.end)
    } else if (this.#spacePending && this.#last === 'word' && kind === 'word') {
      this.#write(' ', start - 1, start)
    }
    this.#dashPending = undefined
    this.#spacePending = false
  }

  #write(text: string, start: number, end: number): void {
    this.#chars.push(text)
    for (let unit = 0; unit < text.length; unit++) {
      this.#starts.push(start)
      this.#ends.push(end)
    }
  }
}
