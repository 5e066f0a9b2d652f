import { renderPage } from '../pdf/page-picture.ts'
import type { PdfPage } from '../pdf/pdf-reading.ts'
import { layOutOcr, type OcrPage } from './lay-out-ocr.ts'
import { readHocr } from './read-hocr.ts'
import { type PageToRead, runTesseract, type Tesseract } from './tesseract.ts'

export type OcrTask = {
  readonly tesseract: Tesseract
  readonly languages: readonly string[]
  readonly number: number
  readonly rotation: PdfPage['rotation']
  readonly dpi?: number
  readonly signal?: AbortSignal
}

/**
 * Reads one page of a PDF by eye: draws it, and has Tesseract read the picture. Both run as limited processes.
 * @throws PdfProblem when the page cannot be drawn; PageNotRead; the signal's reason
 */
export async function readPageByOcr(path: string, task: OcrTask): Promise<OcrPage> {
  const { tesseract, languages, number, rotation, signal, dpi } = task
  const picture = await renderPage(path, number, {
    ...(signal ? { signal } : {}),
    ...(dpi === undefined ? {} : { dpi }),
  })
  const look = async (layout: PageToRead['layout']) => {
    const { png, dpi: pictureDpi } = picture
    const hocr = await runTesseract(tesseract, { png, dpi: pictureDpi, languages, layout, signal })
    return layOutOcr(readHocr(hocr), picture, rotation)
  }
  const seen = await look('automatic')
  if (!mayMissText(seen)) return seen
  const asColumn = await look('one column')
  return sureLetters(asColumn) > sureLetters(seen) * clearlyMore ? asColumn : seen
}

// Two columns read as one have as many letters: it takes clearly more of them to believe that text was missed.
const clearlyMore = 1.15
const fewLetters = 300
const shareOfKorean = 0.05

/** Tesseract's own search for columns takes lines of Korean for vertical text, and drops or shreds them. */
function mayMissText({ text }: OcrPage): boolean {
  const letters = text.match(/\p{L}/gu)?.length ?? 0
  const syllables = text.match(/\p{Script=Hangul}/gu)?.length ?? 0
  return letters < fewLetters || syllables / letters > shareOfKorean
}

const sureLetters = ({ text, confidence }: OcrPage) => text.length * confidence
