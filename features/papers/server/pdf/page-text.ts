import { cleanText, composeAcross } from '#contract/clean-text.ts'
import type { TextRun } from '#contract/text-rectangles.ts'
import { type FontLook, type PageFrame, type Placed, placeItem, type TextItem } from './text-geometry.ts'

/** A stretch of one line set in one size; a gap wider than any word space ends it. */
export type LinePart = {
  text: string
  /** Whether a space stands between it and the part before it. */
  spaced: boolean
  /** Points from the lower left corner of the unrotated page; `y` is the baseline. */
  x: number
  y: number
  width: number
  /** In points. */
  fontSize: number
  bold: boolean
  italic: boolean
}

/** One line of a page; `upright` is false for text that runs up, down or backwards. */
export type PageLine = { text: string; upright: boolean; parts: LinePart[] }

export type PageText = { text: string; boxes: TextRun[]; lines: PageLine[] }

type Piece = Placed & { words: string; look: FontLook }

// Justified text stretches a word space to half an em at most; columns and tables stand further apart.
const partGapEm = 1.2
const wordGapEm = 0.15
const rightToLeft = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/

/**
 * Puts a page's items together into text, boxes and lines, in the order pdf.js gives them: that of the content stream,
 * in which every common typesetter writes one column after the other.
 */
export function layOutPage(
  items: Iterable<TextItem>,
  frame: PageFrame,
  lookOf: (fontName: string) => FontLook,
): PageText {
  const page = new PageInWork()
  for (const item of items) {
    const clean = cleanText(item.str)
    const words = clean.trim().replace(/ {2,}/g, ' ')
    if (clean.startsWith(' ')) page.addSpace()
    if (words !== '') {
      const look = lookOf(item.fontName)
      page.addPiece({ ...placeItem(item, frame, look), words, look })
      if (clean.endsWith(' ')) page.addSpace()
    }
    if (item.hasEOL) page.endLine()
  }
  return page.finish()
}

class PageInWork {
  #text = ''
  #boxes: TextRun[] = []
  #lines: PageLine[] = []
  #last: Piece | undefined
  #lineEnded = true

  addSpace() {
    if (!this.#lineEnded && !this.#text.endsWith(' ')) this.#append(' ')
  }

  endLine() {
    this.#lineEnded = true
  }

  addPiece(piece: Piece) {
    const last = this.#last
    const continues =
      last !== undefined && (this.#lineEnded ? isRaised(last, piece) : isSameLine(last, piece))
    this.#lineEnded = false
    if (!continues) this.#startLine(piece)
    else if (gapEm(last, piece) > wordGapEm) this.addSpace()
    if (continues && this.#composeWithLast(piece)) {
      this.#last = piece
      return
    }
    const start = this.#text.length
    this.#append(piece.words)
    this.#boxes.push(runOf(piece, start, this.#text.length))
    this.#addToParts(piece, continues ? last : undefined)
    this.#last = piece
  }

  finish(): PageText {
    for (const line of this.#lines) line.text = line.text.trim()
    return { text: this.#text.trimEnd(), boxes: this.#boxes, lines: this.#lines }
  }

  #startLine(piece: Piece) {
    this.#text = this.#text.trimEnd()
    if (this.#text !== '') this.#text += '\n'
    this.#lines.push({ text: '', upright: piece.turns === 0, parts: [] })
  }

  #append(text: string) {
    this.#text += text
    const line = this.#lines.at(-1)
    if (line !== undefined) line.text += text
  }

  /** An accent or a Hangul vowel that the file draws apart from its letter becomes one letter with it. */
  #composeWithLast(piece: Piece): boolean {
    const run = this.#boxes.at(-1)
    const line = this.#lines.at(-1)
    const part = line?.parts.at(-1)
    if (run === undefined || line === undefined || part === undefined || run[1] !== this.#text.length)
      return false
    const before = this.#text.slice(run[0])
    const composed = composeAcross(before, piece.words)
    if (composed === undefined) return false
    line.text = line.text.slice(0, line.text.length - before.length) + composed
    part.text = composeAcross(part.text, piece.words) ?? part.text + piece.words
    part.width = piece.box.x + piece.box.width - part.x
    this.#text = this.#text.slice(0, run[0]) + composed
    run[1] = this.#text.length
    growRun(run, piece)
    return true
  }

  #addToParts(piece: Piece, last: Piece | undefined) {
    const line = this.#lines.at(-1)
    const part = line?.parts.at(-1)
    const { words } = piece
    const spaced = this.#text.at(-words.length - 1) === ' '
    if (part !== undefined && last !== undefined && isSamePart(last, piece)) {
      part.text += spaced ? ` ${words}` : words
      part.width = piece.box.x + piece.box.width - part.x
      return
    }
    line?.parts.push({
      text: words,
      spaced,
      x: piece.box.x,
      y: piece.baseline,
      width: piece.box.width,
      fontSize: piece.fontSize,
      bold: piece.look.bold,
      italic: piece.look.italic,
    })
  }
}

/** The space between two pieces of a line, in units of the larger one's size; negative when they overlap. */
function gapEm(before: Placed, after: Placed): number {
  return (after.from - before.to) / Math.max(before.fontSize, after.fontSize, 1)
}

// pdf.js sometimes reports no line end between texts that stand far apart, as a cover sheet's two blocks do.
function isSameLine(before: Piece, after: Piece): boolean {
  if (before.turns !== after.turns) return false
  const shift = Math.abs(before.baseline - after.baseline)
  const jumpsBack = gapEm(before, after) < -2 && !rightToLeft.test(after.words)
  return shift < Math.max(before.fontSize, after.fontSize) && !jumpsBack
}

/** pdf.js ends a line before and after a footnote mark; the mark still belongs to its word. */
function isRaised(before: Placed, after: Placed): boolean {
  if (before.turns !== after.turns) return false
  const larger = Math.max(before.fontSize, after.fontSize)
  const shift = Math.abs(before.baseline - after.baseline)
  const isMark = Math.min(before.fontSize, after.fontSize) < larger * 0.85
  const gap = gapEm(before, after)
  return isMark && shift < larger * 0.65 && gap > -0.3 && gap < 0.4
}

function isSamePart(last: Placed, piece: Placed): boolean {
  const ratio = piece.fontSize / last.fontSize
  return ratio > 0.92 && ratio < 1.09 && Math.abs(gapEm(last, piece)) < partGapEm
}

function runOf(piece: Piece, start: number, end: number): TextRun {
  const { x, y, width, height } = piece.box
  const places = [round(x), round(y), round(width), round(height)] as const
  return piece.turns === 0 ? [start, end, ...places] : [start, end, ...places, piece.turns]
}

function growRun(run: TextRun, piece: Piece): void {
  const [, , x, y, width, height] = run
  const { box } = piece
  run[2] = round(Math.min(x, box.x))
  run[3] = round(Math.min(y, box.y))
  run[4] = round(Math.max(x + width, box.x + box.width) - run[2])
  run[5] = round(Math.max(y + height, box.y + box.height) - run[3])
}

const round = (points: number) => Math.round(points * 100) / 100
