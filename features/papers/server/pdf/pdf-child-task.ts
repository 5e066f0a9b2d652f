import type { PdfLimits } from './pdf-limits.ts'

/** The limits the child keeps by itself; the operating system keeps the others. */
export type ReadingLimits = Pick<
  PdfLimits,
  'maxPages' | 'maxPageCharacters' | 'maxTotalCharacters' | 'maxPageMs'
>

/** What read-pdf.ts tells pdf-child.ts on its command line. */
export type ChildTask = { pdfjsFolder: string; limits: ReadingLimits }
