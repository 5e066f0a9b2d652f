import { open } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { childCodeFolder, pdfjsFolder, readerMayRead } from './child-folders.ts'
import { findLimitsEnforcer, type LimitsEnforcer, limitsExceeded, runLimitedChild } from './limited-child.ts'
import type { ChildTask } from './pdf-child-task.ts'
import { defaultPdfLimits, type PdfLimits } from './pdf-limits.ts'
import { PdfProblem } from './pdf-problem.ts'
import {
  type PdfPage,
  type PdfReading,
  type PdfSummary,
  pdfPageSchema,
  pdfSummarySchema,
} from './pdf-reading.ts'

export type ReadPdfOptions = {
  /** Ends the reading at once; the promise is rejected with the signal's reason. */
  signal?: AbortSignal | undefined
  limits?: Partial<PdfLimits> | undefined
  /** Hears some times a second how many pages have been read. */
  onProgress?: ((pagesRead: number, pageCount: number) => void) | undefined
  /** For tests of the weaker guard on a machine that has the stronger one. */
  enforcedBy?: LimitsEnforcer
}

/** Reads a PDF as {@link readPdfPages} does, and keeps all its pages: for files known to be small. */
export async function readPdf(path: string, options: ReadPdfOptions = {}): Promise<PdfReading> {
  const pages: PdfPage[] = []
  const summary = await readPdfPages(path, (page) => void pages.push(page), options)
  return { ...summary, pages }
}

/**
 * Reads the text of every page with its places, the outline, the dictionary, and what the first pages say of title,
 * authors, year and identifiers. The file is parsed in a child process that has limited memory and time, may read
 * nothing but this file, and may write nothing; it waits while `onPage` is at work, so that of a book of any size a few
 * pages are in memory at a time.
 * @returns what is said of the whole, after its last page.
 * @throws PdfProblem when the file cannot be read; the signal's reason; Error when the file cannot be opened.
 */
export async function readPdfPages(
  path: string,
  onPage: (page: PdfPage) => Promise<void> | void,
  options: ReadPdfOptions = {},
): Promise<PdfSummary> {
  const limits = { ...defaultPdfLimits, ...options.limits }
  await refuseAtFirstGlance(path, limits)
  let summary: PdfSummary | undefined
  const takeLine = async (line: string) => {
    const said = childLineSchema.parse(JSON.parse(line))
    if ('problem' in said) throw new PdfProblem(said.problem.kind, said.problem.message)
    if ('page' in said) await onPage(said.page)
    else summary = said.summary
  }
  await runLimitedChild(path, {
    script: childScript,
    args: [JSON.stringify(childTask(limits))],
    mayRead: readerMayRead,
    limits,
    signal: options.signal,
    onAnswer: linesOf(takeLine, limits.maxPageBytes),
    onLine: (line) => {
      const [pagesRead = 0, pageCount = 0] = line.split(' ').map(Number)
      if (pagesRead <= pageCount) options.onProgress?.(pagesRead, pageCount)
    },
    ...(options.enforcedBy === undefined ? {} : { enforcedBy: options.enforcedBy }),
  })
  if (!summary) throw new Error('the reading child ended without a last word')
  return summary
}

const lineEnd = 0x0a

/** Puts pieces of bytes together to lines. @throws PdfProblem when one is longer than it may be */
function linesOf(take: (line: string) => Promise<void>, maxBytes: number): (piece: Buffer) => Promise<void> {
  let waiting: Buffer[] = []
  let waitingBytes = 0
  const hold = (bytes: Buffer) => {
    waiting.push(bytes)
    waitingBytes += bytes.length
    if (waitingBytes > maxBytes) throw limitsExceeded('output')
  }
  return async (piece) => {
    let from = 0
    for (let end = piece.indexOf(lineEnd); end >= 0; end = piece.indexOf(lineEnd, from)) {
      hold(piece.subarray(from, end))
      const line = Buffer.concat(waiting).toString('utf8')
      waiting = []
      waitingBytes = 0
      from = end + 1
      await take(line)
    }
    hold(piece.subarray(from))
  }
}

/** Who keeps a PDF within its limits on this machine: the kernel (`prlimit`), or the weaker watchdog. */
export function pdfLimitsEnforcedBy(): LimitsEnforcer {
  return findLimitsEnforcer()
}

const childScript = join(childCodeFolder, 'pdf-child.ts')

/** A line of the reading child's answer. */
export const childLineSchema = z.union([
  z.strictObject({ page: pdfPageSchema }),
  z.strictObject({ summary: pdfSummarySchema }),
  z.strictObject({
    problem: z.strictObject({
      kind: z.enum(['damaged', 'encrypted', 'no_pages', 'too_many_pages']),
      message: z.string(),
    }),
  }),
])

function childTask(limits: PdfLimits): ChildTask {
  const { maxPages, maxPageCharacters, maxTotalCharacters, maxPageMs } = limits
  return { pdfjsFolder, limits: { maxPages, maxPageCharacters, maxTotalCharacters, maxPageMs } }
}

const headerWithinBytes = 1024

/** What a kilobyte tells: saves a process for the web page somebody saved as .pdf. */
export async function refuseAtFirstGlance(
  path: string,
  limits: Pick<PdfLimits, 'maxFileBytes'>,
): Promise<void> {
  await using file = await open(path, 'r')
  const { size } = await file.stat()
  if (size === 0) throw new PdfProblem('empty', 'the file is empty')
  if (size > limits.maxFileBytes) throw limitsExceeded('size')
  const { buffer, bytesRead } = await file.read(Buffer.alloc(headerWithinBytes), 0, headerWithinBytes, 0)
  if (!buffer.subarray(0, bytesRead).includes('%PDF-')) {
    throw new PdfProblem('not_a_pdf', 'the file does not begin like a PDF')
  }
}
