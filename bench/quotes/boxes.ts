import { execFileSync, spawnSync } from 'node:child_process'
import { prepareQuotes } from '#features/analysis/server/quotes/verify-quote.ts'
import { rectanglesOf } from '#features/papers/server/papers.ts'
import type { PdfPage } from '#features/papers/server/pdf/pdf-reading.ts'
import { round } from '../measure.ts'
import { type Paper, type PrintedSentence, pick } from './claims.ts'

/** A paper read from a file, with the places of its text. */
export type BoxedPaper = { readonly name: string; readonly path: string; readonly pages: readonly PdfPage[] }
/** In PDF points from the upper left corner, as poppler gives them. */
type WordBox = {
  readonly word: string
  readonly left: number
  readonly top: number
  readonly right: number
  readonly bottom: number
}
type Box = Omit<WordBox, 'word'>

export type BoxScore = {
  compared: number
  atLeast80: number
  median: number
  lowest: number
  /** The same boxes without their heights set alike. */
  asTheyAre: { atLeast80: number; median: number; lowest: number }
  off: string[]
}

const sampleSize = 120

/**
 * Compares the rectangles of verified quotes with the boxes of the same words as poppler reads them, over their area.
 * How high above the letters a box ends is each reader's own choice, so heights are first set alike, line by line; the figures
 * of the boxes as they are stand beside them.
 * @returns undefined without poppler
 */
export function compareBoxes(
  papers: readonly BoxedPaper[],
  sentences: ReadonlyMap<Paper, readonly PrintedSentence[]>,
  random: () => number,
): BoxScore | undefined {
  if (spawnSync('pdftotext', ['-v']).status !== 0) return undefined
  const scores: number[] = []
  const raw: number[] = []
  const off: string[] = []
  for (const paper of papers) {
    const own = sentences.get(paper) ?? []
    if (own.length === 0) continue
    const verify = prepareQuotes(paper.pages)
    for (let at = 0; at < Math.ceil(sampleSize / papers.length); at += 1) {
      const sentence = pick(own, random)
      const verdict = verify(sentence.printed, sentence.page)
      const [span] = verdict.verified ? verdict.spans : []
      const page = paper.pages.find(({ number }) => number === span?.page)
      // A turned or cropped page has another corner in poppler's eyes.
      if (!span || !page || page.rotation !== 0) continue
      const reference = findWords(wordsOf(paper.path, page.number), sentence.printed)
      if (reference === undefined) continue
      const ours = rectanglesOf(page, span.start, span.end, page.text).map(({ x, y, width, height }) => ({
        left: x,
        right: x + width,
        top: page.heightPt - y - height,
        bottom: page.heightPt - y,
      }))
      const lines = toLines(reference)
      const score = overlapOf(fitted(ours, lines), lines)
      raw.push(overlapOf(ours, lines))
      scores.push(score)
      if (score < 0.8)
        off.push(`${paper.name} p. ${page.number}: ${round(score)} ${sentence.printed.slice(0, 60)}`)
    }
  }
  return { compared: scores.length, ...figuresOf(scores), asTheyAre: figuresOf(raw), off }
}

function figuresOf(scores: readonly number[]) {
  const sorted = scores.toSorted((a, b) => a - b)
  return {
    atLeast80: scores.filter((score) => score >= 0.8).length,
    median: round(sorted[Math.floor(sorted.length / 2)] ?? 0),
    lowest: round(sorted[0] ?? 0),
  }
}

const read = new Map<string, WordBox[]>()

function wordsOf(path: string, page: number): WordBox[] {
  const key = `${page} ${path}`
  const known = read.get(key)
  if (known) return known
  const args = ['-bbox', '-f', String(page), '-l', String(page), path, '-']
  const xml = execFileSync('pdftotext', args, {
    encoding: 'utf8',
    maxBuffer: 64_000_000,
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  const words = [
    ...xml.matchAll(/<word xMin="([\d.-]+)" yMin="([\d.-]+)" xMax="([\d.-]+)" yMax="([\d.-]+)">([^<]*)</g),
  ].map(([, left, top, right, bottom, word = '']) => ({
    word: plain(word.replace(/&\w+;/g, '')),
    left: Number(left),
    top: Number(top),
    right: Number(right),
    bottom: Number(bottom),
  }))
  read.set(key, words)
  return words
}

const plain = (text: string) =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '')

/** The boxes of a sentence's words, when poppler reads just these words one after the other, once on the page. */
function findWords(words: readonly WordBox[], printed: string): WordBox[] | undefined {
  const wanted = plain(printed)
  const lettered = words.filter(({ word }) => word !== '')
  const starts: number[] = []
  let all = ''
  for (const { word } of lettered) {
    starts.push(all.length)
    all += word
  }
  const from = all.indexOf(wanted)
  if (from === -1 || all.indexOf(wanted, from + 1) !== -1) return undefined
  const first = starts.indexOf(from)
  const last = starts.findIndex(
    (start, at) => start + (lettered[at]?.word.length ?? 0) === from + wanted.length,
  )
  return first === -1 || last === -1 ? undefined : lettered.slice(first, last + 1)
}

/** Words of one line as one box. */
function toLines(words: readonly WordBox[]): Box[] {
  const lines: Box[] = []
  for (const { word: _, ...box } of words) {
    const last = lines.at(-1)
    const isSameLine =
      last !== undefined &&
      box.left > last.left &&
      Math.abs(middleOf(box) - middleOf(last)) < (last.bottom - last.top) / 2
    if (isSameLine)
      lines[lines.length - 1] = {
        left: last.left,
        right: Math.max(last.right, box.right),
        top: Math.min(last.top, box.top),
        bottom: Math.max(last.bottom, box.bottom),
      }
    else lines.push(box)
  }
  return lines
}

const middleOf = (box: Box) => (box.top + box.bottom) / 2

/** Our boxes with the heights of the lines they stand on. */
function fitted(ours: readonly Box[], reference: readonly Box[]): Box[] {
  return ours.map((box) => {
    const line = reference.find(
      (one) =>
        Math.abs(middleOf(one) - middleOf(box)) < (one.bottom - one.top) / 2 &&
        one.left < box.right &&
        box.left < one.right,
    )
    return line === undefined ? box : { ...box, top: line.top, bottom: line.bottom }
  })
}

/** Area of both over area of either, counted in half points. */
function overlapOf(ours: readonly Box[], reference: readonly Box[]): number {
  const cellsOf = (boxes: readonly Box[]) => {
    const cells = new Set<string>()
    for (const { left, right, top, bottom } of boxes)
      for (let x = Math.round(left * 2); x < right * 2; x += 1)
        for (let y = Math.round(top * 2); y < bottom * 2; y += 1) cells.add(`${x} ${y}`)
    return cells
  }
  const [a, b] = [cellsOf(ours), cellsOf(reference)]
  const both = [...a].filter((cell) => b.has(cell)).length
  return both / (a.size + b.size - both)
}
