import { prepareQuotes } from '#features/analysis/server/quotes/verify-quote.ts'
import { rectanglesOf } from '#features/papers/server/papers.ts'
import type { PdfPage } from '#features/papers/server/pdf/pdf-reading.ts'
import { round } from '../measure.ts'
import { type Paper, type PrintedSentence, pick } from './claims.ts'
import { drawnIn } from './drawn.ts'
import { type Box, findLines, isPopplerThere } from './poppler.ts'

/** A paper read from a file, with the places of its text. */
export type BoxedPaper = { readonly name: string; readonly path: string; readonly pages: readonly PdfPage[] }

type Figures = { atLeast80: number; median: number; lowest: number }
export type BoxScore = {
  compared: number
  /** Sentences whose rectangles are those of the words by one of both readings. */
  atLeast80: number
  asPopplerReads: Figures
  asDrawn: Figures
  off: string[]
}

const sampleSize = 120

/**
 * Compares the rectangles of verified quotes with the places of the same words, area of both over area of either, as they are.
 *
 * A rectangle goes from the font's descender to its ascender, as the file states them; so do the words' boxes that poppler
 * reads. Where a file states none, both take what is usual: poppler 1.3 em, which is a guess and no place of the words. So
 * the words are also looked for in the page as it is drawn: from the highest to the lowest point of each line. That box is
 * the lower one where a font states more than its letters need, and of a scan's picture where the text is one reader's.
 * A sentence is right when one of both readings agrees; both are told apart.
 * @returns undefined without poppler
 */
export function compareBoxes(
  papers: readonly BoxedPaper[],
  sentences: ReadonlyMap<Paper, readonly PrintedSentence[]>,
  random: () => number,
): BoxScore | undefined {
  if (!isPopplerThere()) return undefined
  const read: number[] = []
  const drawn: number[] = []
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
      const lines = findLines(paper.path, page.number, sentence.printed)
      if (lines === undefined) continue
      const ours = rectanglesOf(page, span.start, span.end, page.text).map(({ x, y, width, height }) => ({
        left: x,
        right: x + width,
        top: page.heightPt - y - height,
        bottom: page.heightPt - y,
      }))
      const [asRead, asDrawn] = [
        overlapOf(ours, lines),
        overlapOf(ours, drawnIn(paper.path, page.number, lines)),
      ]
      read.push(asRead)
      drawn.push(asDrawn)
      if (Math.max(asRead, asDrawn) < 0.8)
        off.push(
          `${paper.name} p. ${page.number}: ${round(asRead)}, ${round(asDrawn)} ${sentence.printed.slice(0, 60)}`,
        )
    }
  }
  return {
    compared: read.length,
    atLeast80: read.length - off.length,
    asPopplerReads: figuresOf(read),
    asDrawn: figuresOf(drawn),
    off,
  }
}

function figuresOf(scores: readonly number[]): Figures {
  const sorted = scores.toSorted((a, b) => a - b)
  return {
    atLeast80: scores.filter((score) => score >= 0.8).length,
    median: round(sorted[Math.floor(sorted.length / 2)] ?? 0),
    lowest: round(sorted[0] ?? 0),
  }
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
