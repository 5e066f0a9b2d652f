import { Readable } from 'node:stream'
import type { z } from 'zod'
import type { FileId, LibraryId, PaperId } from '#contract/ids.ts'
import type { ProblemCode } from '#contract/problems.ts'
import { announce, type UserTx } from '#platform/database/transactions.ts'
import { FileMissing, FilesAway } from '#platform/files/files.ts'
import { emit } from '#platform/outbox/emit.ts'
import { JobFailure } from '#platform/queue/failure.ts'
import type { JobContext } from '#platform/queue/job.ts'
import { storable } from '#platform/queue/storable.ts'
import { fileRead } from '../contract.ts'
import type { readFileJob } from './jobs.ts'
import { enqueueOcr, planOcr } from './ocr/plan-ocr.ts'
import { PdfProblem } from './pdf/pdf-problem.ts'
import type { PdfPage, PdfSummary } from './pdf/pdf-reading.ts'
import { readPdfPages } from './pdf/read-pdf.ts'
import { hasText } from './pdf/text-quality.ts'
import { renderThumbnail } from './pdf/thumbnail.ts'
import { findFile } from './queries.ts'
import { blankPages, claimFile, deletePages, insertPages, updateFile } from './reading-queries.ts'
import { recordRecognised } from './record-recognised.ts'

type Target = { readonly fileId: FileId; readonly paperId: PaperId; readonly libraryId: LibraryId }

/** What is in memory at a time: pages of one INSERT, and characters of their text and places. */
const batchPages = 50
const batchCharacters = 2_000_000

function tell(tx: UserTx, { libraryId, paperId }: Target): void {
  announce(tx, { libraryId }, [{ topic: 'papers' }, { topic: 'paper', id: paperId }])
}

/** The word for what is wrong with the file itself; undefined for faults that are not the file's. */
function problemCode(error: unknown): ProblemCode | undefined {
  if (error instanceof PdfProblem) return `pdf_${error.kind}`
  return error instanceof FileMissing ? 'file_not_found' : undefined
}

async function store(
  target: Target,
  reading: PdfSummary,
  thumbnail: string | undefined,
  context: JobContext,
): Promise<void> {
  const ocr = hasText(reading.textQuality) ? undefined : await planOcr(context.house)
  await context.asUser(async (tx) => {
    // Letters without meaning are neither searched nor quoted; their pages stay, for number and size.
    if (reading.textQuality === 'garbage') await blankPages(tx, target.fileId)
    await updateFile(tx, target.fileId, {
      state: 'read',
      problem: null,
      page_count: reading.pageCount,
      text_quality: reading.textQuality,
      outline: JSON.stringify(storable(reading.outline)),
      ...(thumbnail ? { thumbnail_sha256: thumbnail } : {}),
      ...(ocr ? { ocr_state: ocr.state, ocr_problem: ocr.problem } : {}),
    })
    if (ocr?.state === 'waiting') await enqueueOcr(tx, target)
    // In the trash since: its record is nobody's concern, and comes back as it was.
    const doiOfPaperId = (await findFile(tx, target.fileId))
      ? await recordRecognised(tx, target, reading.recognised, context.note)
      : undefined
    await emit(tx, fileRead, { ...target, state: 'read', ...(doiOfPaperId && { doiOfPaperId }) })
    tell(tx, target)
  })
}

/** Writes pages in batches, as they come; an earlier reading that was cut off leaves nothing of its own. */
function storePages(target: Target, context: JobContext) {
  let batch: PdfPage[] = []
  let characters = 0
  let isFirst = true
  const flush = async () => {
    const pages = batch
    batch = []
    characters = 0
    await context.asUser(async (tx) => {
      if (isFirst) await deletePages(tx, target.fileId)
      await insertPages(tx, target, pages)
    })
    isFirst = false
  }
  return {
    flush,
    async add(page: PdfPage): Promise<void> {
      batch.push(page)
      // A place is some thirty characters of JSON.
      characters += page.text.length + page.boxes.length * 30
      if (batch.length >= batchPages || characters >= batchCharacters) await flush()
    },
  }
}

/** The first page as a picture. A page that cannot be drawn is no reason to lose the text. */
async function makeThumbnail(path: string, { house, signal, note }: JobContext): Promise<string | undefined> {
  try {
    const picture = await renderThumbnail(path, { signal })
    const { sha256 } = await house.files.put(Readable.from([Buffer.from(picture)]), { maxBytes: 5_000_000 })
    return sha256
  } catch (error) {
    if (!(error instanceof PdfProblem)) throw error
    note({ thumbnail: error.kind })
    return undefined
  }
}

/** Settles a reading that failed: when nothing will try again, the file's row says why. */
async function refuse(target: Target, error: unknown, context: JobContext): Promise<never> {
  // Cancelled, taken over or shutting down: the file is whole, and whoever holds the job decides.
  if (context.signal.aborted) throw error
  // The bytes are elsewhere and safe: the file goes on waiting, and is asked for again when its job gives up.
  if (error instanceof FilesAway) throw error
  const code = problemCode(error)
  // A busy machine, perhaps: once more, and no oftener.
  const isBusy = error instanceof PdfProblem && (error.limit === 'cpu' || error.limit === 'time')
  const attempts = code === undefined ? context.maxAttempts : isBusy ? Math.min(context.maxAttempts, 2) : 1
  const retry = context.attempt < attempts
  if (!retry) {
    await context.asUser(async (tx) => {
      await updateFile(tx, target.fileId, { state: 'unreadable', problem: code ?? 'unexpected' })
      await emit(tx, fileRead, { ...target, state: 'unreadable' })
      tell(tx, target)
    })
  }
  if (code === undefined || !(error instanceof Error)) throw error
  throw new JobFailure(code, error.message, { retry, cause: error })
}

/**
 * Reads a stored PDF: its pages with the place of every run, its outline, a picture of the first page, and what the page
 * itself says of title, authors, year and identifiers. A repeat writes the same again, or nothing when the file is read.
 */
export async function readFile(
  payload: z.output<typeof readFileJob.payload>,
  context: JobContext,
): Promise<void> {
  const file = await context.asUser(async (tx) => {
    const row = await claimFile(tx, payload.fileId)
    if (row) tell(tx, { ...payload, paperId: row.paper_id as PaperId })
    return row
  })
  // Read already, gone, or in the trash: nothing to read for.
  if (!file) return context.note({ skipped: true })
  const target: Target = { ...payload, paperId: file.paper_id as PaperId }
  try {
    await readAndStore(target, file.sha256, context)
  } catch (error) {
    await refuse(target, error, context)
  }
}

async function readAndStore(target: Target, sha256: string, context: JobContext): Promise<void> {
  const { house, signal, progress, note } = context
  const path = await house.files.path(sha256)
  progress('reading', 0)
  const pages = storePages(target, context)
  const reading = await readPdfPages(path, pages.add, {
    signal,
    // The last tenth is for the picture and for storing.
    onProgress: (read, all) => progress('reading', (read / Math.max(1, all)) * 90),
  })
  await pages.flush()
  progress('picturing', 92)
  const thumbnail = await makeThumbnail(path, context)
  progress('storing', 96)
  await store(target, reading, thumbnail, context)
  const { pageCount, textQuality, pagesWithGaps } = reading
  note({ pages: pageCount, textQuality, pagesWithGaps })
}
