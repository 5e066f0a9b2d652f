import type { House } from '#platform/house.ts'
import { findTesseract, languagesOf } from './tesseract.ts'

/** Whether scans can be read on this machine. Where API and worker are two machines, the worker's is the one that counts. */
export async function checkOcr({ config }: House) {
  const tesseract = await findTesseract()
  const wished = config.SEOGO_OCR_LANGUAGES
  const languages = tesseract ? languagesOf(tesseract, wished) : []
  const facts = {
    tesseract: tesseract?.version ?? null,
    languages: languages.join('+'),
    mode: config.SEOGO_OCR,
  }
  if (languages.length === wished.split('+').length) return { state: 'ok' as const, facts }
  const message = !tesseract
    ? 'Tesseract is not installed: scanned PDFs stay without text (Debian: tesseract-ocr tesseract-ocr-kor tesseract-ocr-eng)'
    : `Tesseract has no data for every language of SEOGO_OCR_LANGUAGES (${wished}): it has ${tesseract.languages.join(', ')}`
  return { state: config.SEOGO_OCR === 'off' ? ('ok' as const) : ('degraded' as const), facts, message }
}
