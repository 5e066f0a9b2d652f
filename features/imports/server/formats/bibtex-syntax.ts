import { bracesEnd, quotesEnd } from './tex-delimiters.ts'

/**
 * Takes a BibTeX file apart into entries and raw fields, without looking into the TeX of the values. It works in one pass
 * whatever the damage: an entry that is never closed ends where the next one begins, so one lost brace costs one field.
 */

/** The value of a field in pieces: TeX text, and names of `@string` abbreviations. */
export type RawPiece = { tex: string } | { name: string }

export type RawField = { name: string; pieces: RawPiece[] }

export type RawEntry = {
  type: string
  key: string
  fields: RawField[]
  start: number
  end: number
  /** Whether its syntax was broken and had to be guessed. */
  isMended: boolean
}

export type RawLibrary = {
  entries: RawEntry[]
  /** By lower-case name; a later definition wins. */
  strings: Map<string, RawPiece[]>
  preambles: string[]
  /** Where something stands that looks like an entry and cannot be read as one. */
  unreadable: { start: number; end: number }[]
}

const directive = /@\s*([\p{L}][\p{L}\d_-]*)\s*([{(])/uy
// An entry that begins at the beginning of a line; inside a value this is taken for the sign of a lost brace.
const entryAtLineStart = /^[ \t]*@\s*[a-zA-Z]+\s*[{(][^\n,={}()]*[,=]/gm
const fieldName = /[^\s=,{}"#%()@\\]+/y
const fieldAtLineStart = /\n\s*[a-zA-Z][\w:.+-]*\s*=\s*["{\w]/y

// Looking back further for the beginning of each line would cost a second pass per @ in a file without line ends.
const commentLineMax = 500
// So often a missing end is looked for, at the cost of a pass each, before the rest is given up.
const unclosedMax = 50

export function readBibtexSyntax(text: string): RawLibrary {
  return new BibtexSyntax(text).read()
}

class BibtexSyntax {
  private readonly text: string
  private readonly boundaries: number[]
  private nextBoundary = 0
  private position = 0
  private unclosedComments = 0
  private unclosedValues = 0
  private readonly library: RawLibrary = { entries: [], strings: new Map(), preambles: [], unreadable: [] }

  constructor(text: string) {
    this.text = text
    this.boundaries = [...text.matchAll(entryAtLineStart)].map((match) => match.index + match[0].indexOf('@'))
  }

  read(): RawLibrary {
    for (;;) {
      const at = this.text.indexOf('@', this.position)
      if (at === -1) return this.library
      this.position = at + 1
      if (!this.isCommentedOut(at)) this.readDirective(at)
    }
  }

  /** Biber and most people take a line that begins with % for a comment, though BibTeX itself does not. */
  private isCommentedOut(at: number): boolean {
    const before = this.text.slice(Math.max(0, at - commentLineMax), at)
    const lineStart = before.lastIndexOf('\n') + 1
    // JabRef's header may have lost its line end: "% Encoding: UTF-8@article{…".
    const isWholeLine = lineStart > 0 || at < commentLineMax
    return isWholeLine && /^\s*%(?!\s*Encoding:)/.test(before.slice(lineStart))
  }

  private readDirective(at: number): void {
    directive.lastIndex = at
    const match = directive.exec(this.text)
    const type = match?.[1]?.toLowerCase()
    if (match === null || type === undefined) {
      this.skipWordComment(at)
      return
    }
    const bodyStart = at + match[0].length
    const closer = match[2] === '(' ? ')' : '}'
    if (type === 'comment') this.skipComment(bodyStart)
    else if (type === 'preamble') this.readPreamble(bodyStart, closer)
    else if (type === 'string') this.readString(at, bodyStart, closer)
    else this.readEntry({ type, at, bodyStart, closer })
  }

  /** `@comment some words` is a comment to the end of its line, and what looks like an entry in it is none. */
  private skipWordComment(at: number): void {
    if (/^@comment\b/i.test(this.text.slice(at, at + 9))) this.position = this.lineEnd(at)
  }

  private skipComment(bodyStart: number): void {
    const isWorthLooking = this.unclosedComments < unclosedMax
    const end = isWorthLooking ? bracesEnd(this.text, bodyStart, this.text.length) : undefined
    if (end === undefined) this.unclosedComments += 1
    this.position = end === undefined ? this.lineEnd(bodyStart) : end + 1
  }

  private readPreamble(bodyStart: number, closer: string): void {
    this.position = bodyStart
    const pieces = this.readValue(this.limitAfter(bodyStart), closer)
    this.library.preambles.push(pieces.map((piece) => ('tex' in piece ? piece.tex : '')).join(''))
  }

  private readString(at: number, bodyStart: number, closer: string): void {
    this.position = bodyStart
    const limit = this.limitAfter(at)
    this.skipSpace(limit)
    const name = this.match(fieldName)
    this.skipSpace(limit)
    if (name === undefined || this.text[this.position] !== '=') return
    this.position += 1
    this.library.strings.set(name.toLowerCase(), this.readValue(limit, closer))
  }

  private readEntry({
    type,
    at,
    bodyStart,
    closer,
  }: {
    type: string
    at: number
    bodyStart: number
    closer: string
  }): void {
    const limit = this.limitAfter(at)
    this.position = bodyStart
    this.unclosedValues = 0
    const entry: RawEntry = {
      type,
      key: this.readKey(limit, closer),
      fields: [],
      start: at,
      end: bodyStart,
      isMended: false,
    }
    while (!this.isEntryEnd(limit, closer, entry)) {
      const field = this.readField(limit, closer, entry)
      if (field !== undefined) entry.fields.push(field)
    }
    entry.end = this.position
    const isNothing = entry.key === '' && entry.fields.length === 0
    if (isNothing) this.library.unreadable.push({ start: at, end: entry.end })
    else this.library.entries.push(entry)
  }

  private readKey(limit: number, closer: string): string {
    this.skipSpace(limit)
    const start = this.position
    while (this.position < limit && !`,={}"\n${closer}`.includes(this.text[this.position] ?? ''))
      this.position += 1
    const key = this.text.slice(start, this.position).trim()
    if (this.text[this.position] === '\n') this.skipSpace(limit)
    if (this.text[this.position] === '=') {
      // No key at all: what was read is the name of the first field.
      this.position = start
      return ''
    }
    if (this.text[this.position] === ',') this.position += 1
    return key
  }

  private isEntryEnd(limit: number, closer: string, entry: RawEntry): boolean {
    for (;;) {
      this.skipSpace(limit)
      if (this.position >= limit) {
        entry.isMended = true
        this.position = limit
        return true
      }
      const character = this.text[this.position]
      if (character === closer) {
        this.position += 1
        return true
      }
      if (character !== ',') return false
      this.position += 1
    }
  }

  private readField(limit: number, closer: string, entry: RawEntry): RawField | undefined {
    const start = this.position
    const name = this.match(fieldName)
    this.skipSpace(limit)
    if (name === undefined || this.text[this.position] !== '=') {
      entry.isMended = true
      this.skipBroken(start, limit, closer)
      return undefined
    }
    this.position += 1
    const pieces = this.readValue(limit, closer, entry)
    this.skipSpace(limit)
    const next = this.text[this.position]
    if (next !== ',' && next !== closer) entry.isMended = true
    return { name: name.toLowerCase(), pieces }
  }

  /** Goes on behind what is no field: at the next comma, or at the end of the entry. */
  private skipBroken(start: number, limit: number, closer: string): void {
    this.position = Math.max(this.position, start)
    if (this.text[this.position] === '{') {
      const end = bracesEnd(this.text, this.position + 1, limit)
      this.position = end === undefined ? this.position + 1 : end + 1
      return
    }
    if (this.position === start) this.position += 1
    while (this.position < limit && !`,{${closer}`.includes(this.text[this.position] ?? ''))
      this.position += 1
  }

  private readValue(limit: number, closer: string, entry?: RawEntry): RawPiece[] {
    const pieces: RawPiece[] = []
    do {
      this.skipSpace(limit)
      const piece = this.readPiece(limit, closer, entry)
      if (piece !== undefined) pieces.push(piece)
      this.skipSpace(limit)
    } while (this.takeHash(limit))
    return pieces
  }

  private takeHash(limit: number): boolean {
    if (this.position >= limit || this.text[this.position] !== '#') return false
    this.position += 1
    return true
  }

  private readPiece(limit: number, closer: string, entry?: RawEntry): RawPiece | undefined {
    const opener = this.text[this.position]
    if (opener === '{')
      return { tex: this.readDelimited(bracesEnd(this.text, this.position + 1, limit), limit, entry) }
    if (opener === '"')
      return { tex: this.readDelimited(quotesEnd(this.text, this.position + 1, limit), limit, entry) }
    const start = this.position
    while (this.position < limit && !/[\s,#{}"=]/.test(this.text[this.position] ?? '')) {
      if (this.text[this.position] === closer) break
      this.position += 1
    }
    const name = this.text.slice(start, this.position)
    if (name === '') return undefined
    return /^\d+$/.test(name) ? { tex: name } : { name }
  }

  /** The text up to `end`; a value that is never closed goes to the next line that looks like a field. */
  private readDelimited(end: number | undefined, limit: number, entry?: RawEntry): string {
    const start = this.position + 1
    if (end !== undefined) {
      this.position = end + 1
      return this.text.slice(start, end)
    }
    if (entry !== undefined) entry.isMended = true
    this.unclosedValues += 1
    let stop = this.unclosedValues > unclosedMax ? -1 : this.text.indexOf('\n', start)
    while (stop !== -1 && stop < limit) {
      fieldAtLineStart.lastIndex = stop
      if (fieldAtLineStart.test(this.text)) break
      stop = this.text.indexOf('\n', stop + 1)
    }
    this.position = stop === -1 || stop > limit ? limit : stop
    return this.text.slice(start, this.position).replace(/[\s,"}]+$/, '')
  }

  /** The beginning of the next entry behind `at`, or the end of the file. */
  private limitAfter(at: number): number {
    while ((this.boundaries[this.nextBoundary] ?? Number.POSITIVE_INFINITY) <= at) this.nextBoundary += 1
    return this.boundaries[this.nextBoundary] ?? this.text.length
  }

  private skipSpace(limit: number): void {
    while (this.position < limit) {
      const character = this.text[this.position] ?? ''
      if (character === '%') this.position = Math.min(this.lineEnd(this.position), limit)
      else if (/\s/.test(character)) this.position += 1
      else return
    }
  }

  private lineEnd(from: number): number {
    const end = this.text.indexOf('\n', from)
    return end === -1 ? this.text.length : end
  }

  private match(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.position
    const found = pattern.exec(this.text)?.[0]
    if (found !== undefined) this.position += found.length
    return found
  }
}
