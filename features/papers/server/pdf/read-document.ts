import type { PDFDocumentLoadingTask, PDFDocumentProxy } from 'pdfjs-dist/legacy/build/pdf.mjs'
import type { ReadingLimits } from './pdf-child-task.ts'
import { PdfProblem } from './pdf-problem.ts'
import type { PdfPage, PdfReading } from './pdf-reading.ts'
import { readMetadata, readOutline } from './read-outline.ts'
import { readPage } from './read-page.ts'
import type { FirstPage } from './recognise/seen-lines.ts'
import { recogniseMetadata } from './recognise.ts'
import { judgeText } from './text-quality.ts'

// A cover sheet of a repository pushes the paper's own first page to the second place, a long one to the third.
const recognisedPages = 3

/** Reads a whole document. @throws PdfProblem `damaged`, `encrypted`, `no_pages` or `too_many_pages`. */
export async function readDocument(
  loading: PDFDocumentLoadingTask,
  limits: ReadingLimits,
): Promise<PdfReading> {
  const document = await openDocument(loading)
  const pageCount = document.numPages
  if (pageCount === 0) throw new PdfProblem('no_pages', 'the PDF has no page')
  if (pageCount > limits.maxPages) {
    throw new PdfProblem('too_many_pages', `the PDF has ${pageCount} pages, ${limits.maxPages} are allowed`)
  }
  const pages: PdfPage[] = []
  const first: FirstPage[] = []
  const tally = { characters: 0, unreadable: 0 }
  let charactersLeft = limits.maxTotalCharacters
  for (let number = 1; number <= pageCount; number += 1) {
    const withFonts = number <= recognisedPages
    const maxCharacters = Math.min(limits.maxPageCharacters, charactersLeft)
    const { page, lines } = await readPage(
      document,
      { number, withFonts, maxCharacters, maxMs: limits.maxPageMs },
      tally,
    )
    charactersLeft -= page.text.length
    pages.push(page)
    if (withFonts) first.push({ lines, text: page.text, widthPt: page.widthPt, heightPt: page.heightPt })
  }
  if (pages.every((page) => page.gap === 'unreadable' && page.text === '')) {
    throw new PdfProblem('damaged', 'no page of the PDF can be read')
  }
  const metadata = await readMetadata(document)
  const textQuality = judgeText(tally, pageCount)
  const recognised = recogniseMetadata({
    pages: first,
    text: pages.map((page) => page.text).join('\n'),
    metadata,
    textQuality,
    newestYear: new Date().getFullYear() + 1,
  })
  return { pageCount, pages, outline: await readOutline(document), metadata, textQuality, recognised }
}

async function openDocument(loading: PDFDocumentLoadingTask): Promise<PDFDocumentProxy> {
  try {
    return await loading.promise
  } catch (error) {
    if (!(error instanceof Error)) throw error
    if (error.name === 'PasswordException')
      throw new PdfProblem('encrypted', 'the PDF opens with a password only')
    // pdf.js has no closed list of what a broken file may throw: a parser's error here is a fact about the file.
    throw new PdfProblem('damaged', `the PDF cannot be opened: ${error.message}`)
  }
}
