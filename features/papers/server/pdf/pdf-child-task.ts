import type { PdfLimits } from './pdf-limits.ts'
import type { PdfProblemKind } from './pdf-problem.ts'
import type { PdfPage, PdfSummary } from './pdf-reading.ts'

/** The limits the child keeps by itself; the operating system keeps the others. */
export type ReadingLimits = Pick<
  PdfLimits,
  'maxPages' | 'maxPageCharacters' | 'maxTotalCharacters' | 'maxPageMs'
>

/** What read-pdf.ts tells pdf-child.ts on its command line. */
export type ChildTask = { pdfjsFolder: string; limits: ReadingLimits }

/** A line of the child's answer: pages first, then how it ended. */
export type ChildLine =
  | { page: PdfPage }
  | { summary: PdfSummary }
  | { problem: { kind: PdfProblemKind; message: string } }
