import { z } from 'zod'
import { cslItem } from '#contract/csl.ts'
import type { FileId, PaperId } from '#contract/ids.ts'
import { Problem } from '#contract/problems.ts'
import type { UserTx } from '#platform/database/transactions.ts'
import type { paperDetail } from '../contract.ts'
import { fieldOrigin, textBox } from '../contract.ts'
import { summariesOf } from './list-queries.ts'
import { hasText } from './pdf/text-quality.ts'
import { findFile, findPaper, hashTexts, listBoxes, listFiles, listTexts } from './queries.ts'
import type { Origin } from './record.ts'
import { toSummary } from './summary.ts'

export const storedOrigins = z.record(z.string(), fieldOrigin)

/** @throws Problem paper_not_found — also for one that the person may not see or that is in the trash. */
export async function requirePaper(tx: UserTx, id: PaperId) {
  const row = await findPaper(tx, id)
  if (!row) throw new Problem('paper_not_found')
  const origins: Record<string, Origin> = storedOrigins.parse(row.origins)
  return {
    id,
    libraryId: row.library_id,
    title: row.title,
    authors: row.authors,
    year: row.year,
    venue: row.venue,
    doi: row.doi,
    arxivId: row.arxiv_id,
    pmid: row.pmid,
    pmcid: row.pmcid,
    isbn: row.isbn,
    abstract: row.abstract,
    citationKey: row.citation_key,
    version: row.version,
    csl: cslItem.parse(row.csl),
    origins,
  }
}

type FileRow = Awaited<ReturnType<typeof listFiles>>[number]

function toFile(row: FileRow) {
  return {
    id: row.id,
    name: row.name,
    mediaType: row.media_type,
    sizeBytes: row.size_bytes,
    sha256: row.sha256,
    state: row.state,
    problem: row.problem,
    pageCount: row.page_count,
    textQuality: row.text_quality,
    ocr: toOcr(row),
    hasThumbnail: row.thumbnail_sha256 !== null,
  }
}

function toOcr(row: FileRow) {
  const { ocr_state: state, ocr_problem: problem, ocr_pages_done: done, ocr_confidence: confidence } = row
  return state === null ? null : { state, problem, pagesDone: done ?? 0, confidence }
}

/** A paper with all its page shows. @throws Problem paper_not_found */
export async function readPaperDetail(tx: UserTx, id: PaperId): Promise<z.input<typeof paperDetail>> {
  const paper = await requirePaper(tx, id)
  const [summary] = await summariesOf(tx, [id])
  if (!summary) throw new Problem('paper_not_found')
  const { abstract, citationKey, arxivId, pmid, pmcid, isbn, csl, origins, version } = paper
  const named = { citationKey, arxivId, pmid, pmcid, isbn }
  const files = (await listFiles(tx, id)).map(toFile)
  return { ...toSummary(summary), ...named, abstract, csl, origins, version, files }
}

/** Whether the text of a paper can be read now: `none` also for scans, garbage text and unreadable files. */
export type TextState = 'ready' | 'being_read' | 'none'

/** Also a scan that is being read by OCR: its text will be there. */
function isUnderWay({ state, ocr_state: ocr }: FileRow): boolean {
  return state === 'stored' || state === 'reading' || ocr === 'waiting' || ocr === 'reading'
}

function stateOf(files: readonly FileRow[]): { state: TextState; file: FileRow | undefined } {
  const readable = files.find((file) => file.state === 'read' && hasText(file.text_quality))
  if (readable) return { state: 'ready', file: readable }
  const underWay = files.some(isUnderWay)
  return { state: underWay ? 'being_read' : 'none', file: undefined }
}

/** @returns whether {@link pagesOf} would find text, without reading any. */
export async function textStateOf(tx: UserTx, paperId: PaperId): Promise<TextState> {
  return stateOf(await listFiles(tx, paperId)).state
}

/**
 * SHA-256 of the text that {@link pagesOf} would give now: another as soon as the paper is read anew or from another
 * file. Undefined unless its text is `ready`.
 */
export async function textHashOf(tx: UserTx, paperId: PaperId): Promise<string | undefined> {
  const { file } = stateOf(await listFiles(tx, paperId))
  return file && hashTexts(tx, file.id as FileId)
}

const storedBoxes = z.array(textBox)

/**
 * The text of a paper's best readable file, page by page; undefined unless its text is `ready`. Where it stands on a page
 * is told by {@link boxesOf}, for a book's places are ten times its text.
 */
export async function pagesOf(tx: UserTx, paperId: PaperId) {
  const { file } = stateOf(await listFiles(tx, paperId))
  if (!file) return undefined
  const pages = await listTexts(tx, file.id as FileId)
  return {
    fileId: file.id as FileId,
    sha256: file.sha256,
    textHash: await hashTexts(tx, file.id as FileId),
    pages,
  }
}

/**
 * One file with its text, page by page, or that of some pages only; a scan that was never read has empty pages.
 * @returns undefined for a file that the person may not see or whose paper is in the trash
 */
export async function findFileText(
  tx: UserTx,
  fileId: FileId,
  only?: { readonly from: number; readonly to: number },
) {
  const file = await findFile(tx, fileId)
  if (file === undefined) return undefined
  const pages = await listTexts(tx, fileId, only)
  return {
    paperId: file.paper_id,
    libraryId: file.library_id,
    sha256: file.sha256,
    pageCount: file.page_count,
    pages,
  }
}

/** Where the text of some pages stands, by page number; for `rectanglesOf`. */
export async function boxesOf(
  tx: UserTx,
  fileId: FileId,
  numbers: readonly number[],
): Promise<Map<number, z.output<typeof storedBoxes>>> {
  const rows = await listBoxes(tx, fileId, numbers)
  return new Map(rows.map(({ number, boxes }) => [number, storedBoxes.parse(boxes)]))
}
