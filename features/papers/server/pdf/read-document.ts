import type { OpenDocument } from './open-document.ts'
import type { ReadingLimits } from './pdf-child-task.ts'
import { PdfProblem } from './pdf-problem.ts'
import type { PdfPage, PdfSummary } from './pdf-reading.ts'
import { readMetadata, readOutline } from './read-outline.ts'
import { missingPage, type PageReading, readPage } from './read-page.ts'
import type { FirstPage } from './recognise/seen-lines.ts'
import { vocabularyCharacters } from './recognise/vocabulary.ts'
import { recogniseMetadata } from './recognise.ts'
import { judgeText, type TextTally } from './text-quality.ts'

// A cover sheet of a repository pushes the paper's own first page to the second place, a long one to the third.
const recognisedPages = 3

// A page that never ends is closed with its document, and the document opened again for the pages after it.
const maxStuckPages = 3

/** What is kept of the pages that have been handed over: a book's own pages would fill the memory. */
type Read = {
  characters: number
  legiblePages: number
  pagesWithGaps: number
  first: FirstPage[]
  tally: TextTally
  /** As much as the recognition looks at. */
  text: string
}

export type Source = {
  /** Opens the document, again if need be. */
  open: () => Promise<OpenDocument>
  /** Takes every page, in order. */
  give: (page: PdfPage) => void
  /** Hears of every page that has been read. */
  tell: (pagesRead: number, pageCount: number) => void
}

/**
 * Reads a whole document, page by page.
 * @returns what is said of all of it
 * @throws PdfProblem `damaged`, `encrypted`, `no_pages` or `too_many_pages`.
 */
export async function readDocument({ open, give, tell }: Source, limits: ReadingLimits): Promise<PdfSummary> {
  let opened = await open()
  const pageCount = opened.document.numPages
  if (pageCount === 0) throw new PdfProblem('no_pages', 'the PDF has no page')
  if (pageCount > limits.maxPages) {
    throw new PdfProblem('too_many_pages', `the PDF has ${pageCount} pages, ${limits.maxPages} are allowed`)
  }
  const metadata = await readMetadata(opened.document)
  const outline = await readOutline(opened.document)
  const read: Read = {
    characters: 0,
    legiblePages: 0,
    pagesWithGaps: 0,
    first: [],
    tally: { characters: 0, unreadable: 0 },
    text: '',
  }
  let stuckPages = 0
  for (let number = 1; number <= pageCount; number += 1) {
    const charactersLeft = limits.maxTotalCharacters - read.characters
    const gap = charactersLeft <= 0 ? 'too_long' : stuckPages >= maxStuckPages ? 'too_slow' : undefined
    const maxCharacters = Math.min(limits.maxPageCharacters, charactersLeft)
    const task = { number, withFonts: number <= recognisedPages, maxCharacters, maxMs: limits.maxPageMs }
    const reading =
      gap === undefined ? await readPage(opened.document, task, read.tally) : missingPage(number, gap)
    take(read, reading)
    give(reading.page)
    tell(number, pageCount)
    if (!reading.isStuck) continue
    stuckPages += 1
    await opened.close()
    opened = await open()
  }
  if (read.legiblePages === 0) {
    throw new PdfProblem('damaged', 'no page of the PDF can be read')
  }
  const textQuality = judgeText(read.tally, pageCount)
  return {
    pageCount,
    pagesWithGaps: read.pagesWithGaps,
    outline,
    metadata,
    textQuality,
    recognised: recognise(read, metadata, textQuality),
  }
}

function take(read: Read, reading: PageReading): void {
  const { number, text, gap } = reading.page
  read.characters += text.length
  if (gap !== undefined) read.pagesWithGaps += 1
  if (gap !== 'unreadable' || text !== '') read.legiblePages += 1
  if (number <= recognisedPages) read.first.push(firstPageOf(reading))
  if (read.text.length < vocabularyCharacters) read.text += `${text}\n`
}

function firstPageOf({ page, lines }: PageReading): FirstPage {
  return { lines, text: page.text, widthPt: page.widthPt, heightPt: page.heightPt }
}

function recognise(
  { first, text }: Read,
  metadata: PdfSummary['metadata'],
  textQuality: PdfSummary['textQuality'],
) {
  const newestYear = new Date().getFullYear() + 1
  return recogniseMetadata({ pages: first, text, metadata, textQuality, newestYear })
}
