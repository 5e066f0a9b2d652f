import { getDocument, type PDFDocumentProxy } from 'pdfjs-dist/legacy/build/pdf.mjs'
import { PdfProblem } from './pdf-problem.ts'

export type OpenDocument = {
  document: PDFDocumentProxy
  /** Also ends a page that is still being parsed. */
  close: () => Promise<void>
}

/** Opens a PDF. @throws PdfProblem `damaged` or `encrypted`. */
export async function openDocument(data: Uint8Array, pdfjsFolder: string): Promise<OpenDocument> {
  const loading = getDocument({
    data,
    verbosity: 0,
    cMapUrl: `${pdfjsFolder}/cmaps/`,
    cMapPacked: true,
    standardFontDataUrl: `${pdfjsFolder}/standard_fonts/`,
    useSystemFonts: false,
    disableFontFace: true,
    useWasm: false,
    // No picture is decoded: only text is wanted here, and pictures are what memory bombs are made of.
    maxImageSize: 0,
    isImageDecoderSupported: false,
    isOffscreenCanvasSupported: false,
  })
  try {
    return { document: await loading.promise, close: () => loading.destroy() }
  } catch (error) {
    throw toProblem(error)
  }
}

function toProblem(error: unknown): unknown {
  // The end of the memory is no fact about the file's form: the process ends, and its parent says why.
  if (!(error instanceof Error) || /memory|allocation/i.test(error.message)) return error
  if (error.name === 'PasswordException')
    return new PdfProblem('encrypted', 'the PDF opens with a password only')
  // pdf.js has no closed list of what a broken file may throw: a parser's error here is a fact about the file.
  return new PdfProblem('damaged', `the PDF cannot be opened: ${error.message}`)
}
