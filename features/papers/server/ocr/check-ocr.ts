import type { HealthLook } from '#platform/feature.ts'
import type { House } from '#platform/house.ts'
import { findTesseractAgain, languagesOf } from './tesseract.ts'

/** Whether scans can be read on this machine. Where API and worker are two machines, the worker's is the one that counts. */
export async function checkOcr({ config }: House): Promise<HealthLook> {
  const tesseract = await findTesseractAgain()
  const wished = config.SEOGO_OCR_LANGUAGES
  const languages = tesseract ? languagesOf(tesseract, wished) : []
  const facts = {
    tesseract: tesseract?.version ?? null,
    languages: languages.join('+'),
    mode: config.SEOGO_OCR,
  }
  if (config.SEOGO_OCR === 'off') return { state: 'off', facts }
  if (!tesseract) return { state: 'degraded', finding: 'ocr_not_installed', facts }
  if (languages.length === wished.split('+').length) return { state: 'ok', facts }
  return { state: 'degraded', finding: 'ocr_languages_missing', facts: { ...facts, wished } }
}
