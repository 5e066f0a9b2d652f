import type { LinePart, PageLine } from '../page-text.ts'

/** One of the first pages of a document, as read. */
export type FirstPage = { lines: PageLine[]; text: string; widthPt: number; heightPt: number }

export type SeenSegment = { text: string; fontSize: number; bold: boolean; italic: boolean }

/** A line as the eye sees it: upright, of one size, without footnote marks. */
export type SeenLine = {
  /** From 0. */
  page: number
  text: string
  /** Stretches with gaps between them that no word space makes: columns of authors, cells of a cover sheet. */
  segments: SeenSegment[]
  fontSize: number
  bold: boolean
  italic: boolean
  x: number
  /** Baseline, from the lower edge. */
  y: number
  width: number
  /** 1 at the upper edge of the page, 0 at the lower. */
  height: number
}

// Raised, or a quarter smaller than its line, or nothing but symbols: not a part of a title or a name.
const markSize = 0.85
const markRaise = 0.12
const onlySymbols = /^[*∗†‡§¶‖⋆♯#∥⊥,;.\s\d]+$/
const segmentGapEm = 1.2

/** The upright lines of a page, in the order of the file (columns one after the other). */
export function seeLines(page: FirstPage, index: number): SeenLine[] {
  return page.lines
    .filter((line) => line.upright && line.parts.length > 0)
    .map((line) => seeLine(line, page, index))
    .filter((line) => line !== undefined)
}

function seeLine(line: PageLine, page: FirstPage, index: number): SeenLine | undefined {
  const fontSize = sizeOf(line.parts)
  const base = line.parts.find((part) => part.fontSize > fontSize * markSize)
  const parts = line.parts.filter((part) => !isMark(part, fontSize, base?.y ?? part.y))
  const [first] = parts
  const last = parts.at(-1)
  if (first === undefined || last === undefined) return undefined
  const segments = splitAtGaps(parts, fontSize).map(toSegment)
  return {
    page: index,
    text: segments.map((segment) => segment.text).join(' '),
    segments,
    fontSize,
    bold: isMostly(parts, (part) => part.bold),
    italic: isMostly(parts, (part) => part.italic),
    x: first.x,
    y: first.y,
    width: last.x + last.width - first.x,
    height: page.heightPt === 0 ? 0 : first.y / page.heightPt,
  }
}

function isMostly(parts: LinePart[], has: (part: LinePart) => boolean): boolean {
  const letters = parts.reduce((sum, part) => sum + part.text.length, 0)
  return parts.reduce((sum, part) => sum + (has(part) ? part.text.length : 0), 0) > letters / 2
}

/** The size most letters of a line have; of small capitals, that of the large ones. */
function sizeOf(parts: LinePart[]): number {
  const text = parts.map((part) => part.text).join('')
  if (isCapitals(text))
    return Math.max(...parts.filter((part) => /\p{L}/u.test(part.text)).map((part) => part.fontSize))
  return mostCommon(parts.map((part) => ({ value: part.fontSize, weight: part.text.length })))
}

function isMark(part: LinePart, fontSize: number, baseline: number): boolean {
  if (part.fontSize < fontSize * markSize && part.y - baseline > fontSize * markRaise) return true
  return onlySymbols.test(part.text) && (/[^\d.,;\s]/.test(part.text) || part.fontSize < fontSize * markSize)
}

function splitAtGaps(parts: LinePart[], fontSize: number): LinePart[][] {
  const groups: LinePart[][] = []
  let end = Number.NEGATIVE_INFINITY
  for (const part of parts) {
    const group = groups.at(-1)
    if (group === undefined || part.x - end > segmentGapEm * fontSize) groups.push([part])
    else group.push(part)
    end = part.x + part.width
  }
  return groups
}

function toSegment(parts: LinePart[]): SeenSegment {
  const text = parts.map((part, index) => (part.spaced && index > 0 ? ` ${part.text}` : part.text)).join('')
  return {
    text: text.replace(/\s+/g, ' ').trim(),
    fontSize: sizeOf(parts),
    bold: isMostly(parts, (part) => part.bold),
    italic: isMostly(parts, (part) => part.italic),
  }
}

/** Whether a text has capitals only: at least three letters, and no small one. */
export function isCapitals(text: string): boolean {
  return /\p{Lu}.*\p{Lu}.*\p{Lu}/su.test(text) && !/\p{Ll}/u.test(text)
}

/** The size in which most of the text is set, in half points. */
export function bodySize(lines: SeenLine[]): number {
  return mostCommon(
    lines.map((line) => ({ value: Math.round(line.fontSize * 2) / 2, weight: line.text.length })),
  )
}

function mostCommon(values: { value: number; weight: number }[]): number {
  const weights = new Map<number, number>()
  for (const { value, weight } of values) weights.set(value, (weights.get(value) ?? 0) + weight)
  let best = values[0]?.value ?? 0
  for (const [value, weight] of weights) if (weight > (weights.get(best) ?? 0)) best = value
  return best
}
