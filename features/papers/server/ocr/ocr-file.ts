import type { z } from 'zod'
import type { FileId, LibraryId, PaperId } from '#contract/ids.ts'
import { announce, type UserTx } from '#platform/database/transactions.ts'
import { FilesAway } from '#platform/files/files.ts'
import { emit } from '#platform/outbox/emit.ts'
import { JobFailure } from '#platform/queue/failure.ts'
import type { JobContext } from '#platform/queue/job.ts'
import { storableText } from '#platform/queue/storable.ts'
import { fileRead } from '../../contract.ts'
import type { ocrFileJob } from '../jobs.ts'
import { PdfProblem } from '../pdf/pdf-problem.ts'
import type { PdfPage } from '../pdf/pdf-reading.ts'
import type { FirstPage } from '../pdf/recognise/seen-lines.ts'
import { findFile, listTexts } from '../queries.ts'
import { recordRecognised } from '../record-recognised.ts'
import type { OcrPage } from './lay-out-ocr.ts'
import { claimScan, listScanPages, putOcrPage, tallyOcr, updateOcr } from './ocr-queries.ts'
import { findOcr, type Ocr } from './plan-ocr.ts'
import { readPageByOcr } from './read-page.ts'
import { recognisedPages, recogniseScan } from './recognise-scan.ts'
import { PageNotRead } from './tesseract.ts'

type Target = { readonly fileId: FileId; readonly paperId: PaperId; readonly libraryId: LibraryId }
type ScanPage = { readonly number: number; readonly rotation: number; readonly ocr_confidence: number | null }

// Fewer on a page in the mean is dirt and page numbers, as with text that the file holds (text-quality.ts).
const leastLettersPerPage = 40

function tell(tx: UserTx, { libraryId, paperId }: Target): void {
  announce(tx, { libraryId }, [{ topic: 'paper', id: paperId }])
}

/**
 * Reads a scan with Tesseract, page by page. Each page is stored when it is read: a cancelled or killed job leaves its
 * pages, and the next one goes on after them. At the end the first pages say what they know of title and authors.
 */
export async function ocrFile(
  payload: z.output<typeof ocrFileJob.payload>,
  context: JobContext,
): Promise<void> {
  const { house } = context
  const claimed = await context.asUser(async (tx) => {
    const row = await claimScan(tx, payload.fileId)
    if (!row) return undefined
    tell(tx, { ...payload, paperId: row.paper_id as PaperId })
    return { row, pages: await listScanPages(tx, payload.fileId, house.config.SEOGO_OCR_MAX_PAGES) }
  })
  // Read already, gone, or in the trash.
  if (!claimed) return context.note({ skipped: true })
  const { row, pages } = claimed
  const target = { ...payload, paperId: row.paper_id as PaperId }
  const ocr = await findOcr(house)
  if (!ocr) return refuse(target, context)
  try {
    const scan = new Scan({ target, context, ocr, sha256: row.sha256, pages })
    await scan.read()
    await settle(
      target,
      { pageCount: row.page_count ?? pages.length, first: await scan.firstPages() },
      context,
    )
  } catch (error) {
    await giveUp(target, error, context)
  }
}

/** The program is not on this worker's machine: the file waits for it. */
async function refuse(target: Target, context: JobContext): Promise<never> {
  await context.asUser(async (tx) => {
    await updateOcr(tx, target.fileId, { ocr_state: 'needed', ocr_problem: 'ocr_not_installed' })
    tell(tx, target)
  })
  throw new JobFailure('ocr_not_installed', 'Tesseract or its language data is not installed', {
    retry: false,
  })
}

/** When nothing will try again, the file's row says why. */
async function giveUp(target: Target, error: unknown, context: JobContext): Promise<never> {
  if (context.signal.aborted || error instanceof FilesAway) throw error
  if (context.attempt >= context.maxAttempts) {
    await context.asUser(async (tx) => {
      await updateOcr(tx, target.fileId, { ocr_state: 'failed', ocr_problem: 'unexpected' })
      tell(tx, target)
    })
  }
  throw error
}

async function settle(
  target: Target,
  { pageCount, first }: { pageCount: number; first: FirstPage[] },
  context: JobContext,
): Promise<void> {
  await context.asUser(async (tx) => {
    const { pages, letters, confidence } = await tallyOcr(tx, target.fileId)
    const hasText = letters >= leastLettersPerPage * Math.max(1, pages)
    const problem = hasText ? (pages < pageCount ? 'ocr_page_limit' : null) : 'ocr_no_text'
    context.note({ pages, letters, confidence, problem })
    await updateOcr(tx, target.fileId, {
      ocr_state: 'done',
      ocr_problem: problem,
      ocr_pages_done: pages,
      ocr_confidence: confidence,
      text_quality: hasText ? 'ocr' : 'none',
    })
    let doiOfPaperId: PaperId | undefined
    if (hasText && (await findFile(tx, target.fileId))) {
      const text = (await listTexts(tx, target.fileId)).map((page) => page.text).join('\n')
      const recognised = recogniseScan({ first, text, confidence: confidence ?? 0 })
      doiOfPaperId = await recordRecognised(tx, target, recognised, context.note)
    }
    await emit(tx, fileRead, { ...target, state: 'read', ...(doiOfPaperId && { doiOfPaperId }) })
    announce(tx, { libraryId: target.libraryId }, [{ topic: 'papers' }])
    tell(tx, target)
  })
}

type Task = {
  readonly target: Target
  readonly context: JobContext
  readonly ocr: Ocr
  readonly sha256: string
  readonly pages: readonly ScanPage[]
}

/** One run over the pages of a scan. */
class Scan {
  readonly #task: Task
  readonly #first = new Map<number, FirstPage>()

  constructor(task: Task) {
    this.#task = task
  }

  async read(): Promise<void> {
    const { pages, context, target } = this.#task
    let done = pages.filter((page) => page.ocr_confidence !== null).length
    for (const page of pages) {
      if (page.ocr_confidence !== null) continue
      context.progress('ocr', (done / pages.length) * 98)
      const { text, boxes, confidence } = await this.#readPage(page)
      done += 1
      await context.asUser(async (tx) => {
        await putOcrPage(tx, target.fileId, {
          number: page.number,
          text: storableText(text),
          boxes,
          confidence,
        })
        await updateOcr(tx, target.fileId, { ocr_pages_done: done })
        tell(tx, target)
      })
    }
  }

  /** The first pages as they look; those an earlier run has read are read again, for only their text was stored. */
  async firstPages(): Promise<FirstPage[]> {
    for (const page of this.#task.pages.slice(0, recognisedPages))
      if (!this.#first.has(page.number)) await this.#readPage(page)
    return [...this.#first].toSorted(([one], [other]) => one - other).map(([, page]) => page)
  }

  async #readPage({ number, rotation }: ScanPage): Promise<Pick<OcrPage, 'text' | 'boxes' | 'confidence'>> {
    const { context, ocr, sha256 } = this.#task
    const { signal } = context
    // Asked for each page: a local copy of a distant file is not kept for hours.
    const path = await context.house.files.path(sha256)
    const task = {
      tesseract: ocr.tesseract,
      languages: ocr.languages,
      number,
      rotation: rotationOf(rotation),
      signal,
    }
    try {
      const page = await readPageByOcr(path, task)
      if (number <= recognisedPages) this.#first.set(number, page.shown)
      return page
    } catch (error) {
      // One page that cannot be drawn or read is no reason to lose the others.
      if (!(error instanceof PdfProblem || error instanceof PageNotRead)) throw error
      context.note({ [`page${number}`]: error.message })
      return { text: '', boxes: [], confidence: 0 }
    }
  }
}

function rotationOf(degrees: number): PdfPage['rotation'] {
  return degrees === 90 || degrees === 180 || degrees === 270 ? degrees : 0
}
