/** Text as it is searched: what does not count is left out, and every character knows where it came from. */
export type FoldedText = {
  readonly text: string
  readonly original: string
  /** For each UTF-16 unit of `text`, where the character it came from begins and ends in `original`. */
  readonly starts: Uint32Array
  readonly ends: Uint32Array
}

const hangulSyllable = /^[\uac00-\ud7a3]$/
const cjk = /[\p{sc=Hangul}\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}]/u
const letter = /\p{L}/u
const hyphen = /[-\u00ad\u2010\u2011]/
const mark = /\p{M}/u
const quotes: Readonly<Record<string, string>> = { '‘': "'", '’': "'", '“': '"', '”': '"' }

/**
 * Folds a text for searching. Case (unless it is to count), accents and compatibility forms fold; runs of space are one; a
 * hyphen between letters, with the line's end behind it, and space between Hangul or Han do not count: `examin-⏎ing` is
 * found as "examining", and `정보⏎검색` as "정보검색".
 */
export function foldText(original: string, keepsCase = false): FoldedText {
  const folded = new Growing(original.length + 16)
  let at = 0
  while (at < original.length) {
    const end = endOfCharacter(original, at)
    const code = original.charCodeAt(at)
    if (isSpace(code)) {
      const next = skipSpace(original, end)
      if (!isInsideCjk(original, at, next)) folded.add(' ', at, next)
      at = next
    } else if (isHyphenInWord(original, at)) {
      at = skipSpace(original, end)
    } else {
      folded.add(foldCharacter(original.slice(at, end), code, keepsCase), at, end)
      at = end
    }
  }
  return folded.finish(original)
}

/** A letter with the marks that stand on it. */
function endOfCharacter(text: string, at: number): number {
  let end = at + ((text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1)
  // No mark stands below U+0300.
  while (end < text.length && text.charCodeAt(end) >= 0x300 && mark.test(text.charAt(end))) end += 1
  return jamoEnd(text, end)
}

/** Vowels and finals of a Hangul syllable that is written in its parts. */
function jamoEnd(text: string, at: number): number {
  let end = at
  while (end < text.length && text.charCodeAt(end) >= 0x1160 && text.charCodeAt(end) <= 0x11ff) end += 1
  return end
}

function isSpace(code: number): boolean {
  return code === 0x20 || (code >= 0x09 && code <= 0x0d) || code === 0xa0 || code === 0x3000
}

function skipSpace(text: string, at: number): number {
  let end = at
  while (end < text.length && isSpace(text.charCodeAt(end))) end += 1
  return end
}

function isInsideCjk(text: string, at: number, next: number): boolean {
  const [before, behind] = [text.charCodeAt(at - 1), text.charCodeAt(next)]
  // Nothing of these scripts stands below U+1100.
  if (!(before >= 0x1100 && behind >= 0x1100)) return false
  return cjk.test(text.charAt(at - 1)) && cjk.test(text.charAt(next))
}

function isHyphenInWord(text: string, at: number): boolean {
  if (!hyphen.test(text.charAt(at)) || !letter.test(text.charAt(at - 1))) return false
  const next = text.charAt(at + 1) === '\n' ? skipSpace(text, at + 1) : at + 1
  return letter.test(text.charAt(next))
}

function foldCharacter(character: string, code: number, keepsCase: boolean): string {
  if (code < 0x80 && character.length === 1)
    return keepsCase || code < 0x41 || code > 0x5a ? character : String.fromCharCode(code + 32)
  const whole = character.normalize('NFC')
  if (hangulSyllable.test(whole)) return whole
  const plain = quotes[whole] ?? whole.normalize('NFKD')
  const letters = [...plain]
    .filter((each) => !mark.test(each))
    .join('')
    .normalize('NFC')
  // A mark that stands alone is searched as itself.
  const folded = letters === '' ? character : letters
  return keepsCase ? folded : folded.toLowerCase()
}

class Growing {
  #units: Uint16Array
  #starts: Uint32Array
  #ends: Uint32Array
  #length = 0

  constructor(size: number) {
    this.#units = new Uint16Array(size)
    this.#starts = new Uint32Array(size)
    this.#ends = new Uint32Array(size)
  }

  add(text: string, start: number, end: number) {
    if (this.#length + text.length > this.#units.length) this.#grow(text.length)
    for (let at = 0; at < text.length; at += 1) {
      this.#units[this.#length] = text.charCodeAt(at)
      this.#starts[this.#length] = start
      this.#ends[this.#length] = end
      this.#length += 1
    }
  }

  finish(original: string): FoldedText {
    return {
      text: new TextDecoder('utf-16le').decode(this.#units.subarray(0, this.#length)),
      original,
      starts: this.#starts.slice(0, this.#length),
      ends: this.#ends.slice(0, this.#length),
    }
  }

  #grow(by: number) {
    const size = this.#units.length * 2 + by
    const [units, starts, ends] = [new Uint16Array(size), new Uint32Array(size), new Uint32Array(size)]
    units.set(this.#units)
    starts.set(this.#starts)
    ends.set(this.#ends)
    this.#units = units
    this.#starts = starts
    this.#ends = ends
  }
}
