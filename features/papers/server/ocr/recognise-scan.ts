import type { RecognisedMetadata } from '../pdf/pdf-reading.ts'
import type { FirstPage } from '../pdf/recognise/seen-lines.ts'
import { recogniseMetadata } from '../pdf/recognise.ts'

/** As of PDFs with text: a cover sheet, maybe two, and the paper's own first page. */
export const recognisedPages = 3

// A misread letter in a title looks as sure as a right one: what OCR says is never as good as text.
const mostConfidence = 0.75

/** What the first pages of a scan say of it, and no surer than OCR was of their letters. */
export function recogniseScan(scan: {
  readonly first: FirstPage[]
  readonly text: string
  readonly confidence: number
}): RecognisedMetadata {
  const found = recogniseMetadata({
    pages: scan.first,
    text: scan.text,
    metadata: {},
    textQuality: 'ocr',
    newestYear: new Date().getFullYear() + 1,
  })
  const doubt = mostConfidence * scan.confidence
  const less = <T extends { confidence: number }>(part: T): T => ({
    ...part,
    confidence: Math.round(part.confidence * doubt * 100) / 100,
  })
  const { title, authors, abstract, year, doi, arxiv } = found
  return {
    ...(title && { title: less(title) }),
    ...(authors && { authors: less(authors) }),
    ...(abstract && { abstract: less(abstract) }),
    ...(year && { year: less(year) }),
    ...(doi && { doi: less(doi) }),
    ...(arxiv && { arxiv: less(arxiv) }),
  }
}
