import { join } from 'node:path'
import { z } from 'zod'
import { childCodeFolder, painterMayRead } from './child-folders.ts'
import { runLimitedChild } from './limited-child.ts'
import { defaultPdfLimits, type PdfLimits } from './pdf-limits.ts'
import { PdfProblem } from './pdf-problem.ts'

/** What page-picture.ts tells page-picture-child.ts on its command line. */
export type PictureTask = { number: number; dpi: number; maxPixels: number }

export type PagePicture = {
  /** A gray PNG of the page as a viewer shows it: cropped and turned. */
  png: Buffer
  widthPx: number
  heightPx: number
  /** Of the page as shown. */
  widthPt: number
  heightPt: number
  /** What it came to; less than asked for when the page is huge. */
  dpi: number
}

// Tesseract reads letters of 20 to 40 pixels best, which is ten points at 200 to 300 dpi ("Improving the quality of the
// output", Tesseract documentation). Korean at 200 was read better than at 300 or 400, English the same, and both quicker.
const [usualDpi, maxPixels] = [200, 18_000_000]
const drawingLimits = { ...defaultPdfLimits, cpuSeconds: 30, wallMs: 60_000, maxOutputBytes: 40_000_000 }

const factsSchema = z.strictObject({
  widthPx: z.int().positive(),
  heightPx: z.int().positive(),
  widthPt: z.number().positive(),
  heightPt: z.number().positive(),
  dpi: z.number().positive(),
})
const problemSchema = z.enum(['damaged', 'encrypted'])

/**
 * Draws one page for OCR, in a child process that has limited memory and time.
 * @throws PdfProblem when the page cannot be drawn; the signal's reason; Error when the file cannot be opened.
 */
export async function renderPage(
  path: string,
  number: number,
  options: { signal?: AbortSignal; dpi?: number; limits?: Partial<PdfLimits> } = {},
): Promise<PagePicture> {
  const task: PictureTask = { number, dpi: options.dpi ?? usualDpi, maxPixels }
  const answer = await runLimitedChild(path, {
    script: join(childCodeFolder, 'page-picture-child.ts'),
    args: [JSON.stringify(task)],
    mayRead: painterMayRead,
    mayLoadAddons: true,
    limits: { ...drawingLimits, ...options.limits },
    signal: options.signal,
  })
  const end = answer.indexOf('\n')
  const [, outcome = '', said = ''] = /^(\w+) (.*)$/.exec(answer.subarray(0, end).toString('utf8')) ?? []
  if (outcome !== 'ok') throw new PdfProblem(problemSchema.parse(outcome), z.string().parse(JSON.parse(said)))
  return { png: answer.subarray(end + 1), ...factsSchema.parse(JSON.parse(said)) }
}
