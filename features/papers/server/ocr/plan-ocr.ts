import type { FileId, LibraryId, PaperId, UserId } from '#contract/ids.ts'
import type { ProblemCode } from '#contract/problems.ts'
import type { Tx } from '#platform/database/transactions.ts'
import type { House } from '#platform/house.ts'
import { enqueue } from '#platform/queue/enqueue.ts'
import { ocrFileJob } from '../jobs.ts'
import { findTesseract, languagesOf, type Tesseract } from './tesseract.ts'

/** What OCR can be done with on this machine. */
export type Ocr = { readonly tesseract: Tesseract; readonly languages: readonly string[] }

/** @returns undefined when Tesseract is absent, or has none of the languages */
export async function findOcr({ config }: House): Promise<Ocr | undefined> {
  const tesseract = await findTesseract()
  const languages = tesseract ? languagesOf(tesseract, config.SEOGO_OCR_LANGUAGES) : []
  return tesseract && languages.length > 0 ? { tesseract, languages } : undefined
}

type Plan =
  | { readonly state: 'waiting'; readonly problem: null }
  | { readonly state: 'needed'; readonly problem: ProblemCode }

/** What becomes of a new file without text: read at once, or marked with why not. */
export async function planOcr(house: House): Promise<Plan> {
  if (house.config.SEOGO_OCR === 'off') return { state: 'needed', problem: 'ocr_off' }
  const isThere = (await findOcr(house)) !== undefined
  return isThere ? { state: 'waiting', problem: null } : { state: 'needed', problem: 'ocr_not_installed' }
}

type Scan = { readonly fileId: FileId; readonly libraryId: LibraryId; readonly paperId: PaperId }

export async function enqueueOcr(
  tx: Tx,
  { fileId, libraryId, paperId }: Scan,
  onBehalfOf?: UserId,
): Promise<void> {
  const subject = { kind: 'paper', id: paperId }
  const options = { key: `ocr ${fileId}`, subject, ...(onBehalfOf ? { onBehalfOf } : {}) }
  await enqueue(tx, ocrFileJob, { fileId, libraryId }, options)
}
