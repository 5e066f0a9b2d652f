import { join } from 'node:path'
import { z } from 'zod'
import { childCodeFolder, painterMayRead } from './child-folders.ts'
import { runLimitedChild } from './limited-child.ts'
import { defaultPdfLimits, type PdfLimits } from './pdf-limits.ts'
import { PdfProblem } from './pdf-problem.ts'
import { refuseAtFirstGlance } from './read-pdf.ts'

export type ThumbnailOptions = {
  /** Ends the drawing at once; the promise is rejected with the signal's reason. */
  signal?: AbortSignal | undefined
  limits?: Partial<PdfLimits> | undefined
}

/** What thumbnail.ts tells thumbnail-child.ts on its command line. */
export type ThumbnailTask = { widthPx: number; maxHeightPx: number }

// Narrower only for a page more than three times as high as wide.
const size: ThumbnailTask = { widthPx: 480, maxHeightPx: 1440 }

// A page that is not drawn in so much time is a painting of a million paths, and nobody's library list needs it.
const drawingLimits = { ...defaultPdfLimits, cpuSeconds: 20, wallMs: 40_000, maxOutputBytes: 4_000_000 }

/**
 * Draws the first page, 480 pixels wide, as a WebP picture, in a child process that has limited memory and time.
 * @throws PdfProblem when the page cannot be drawn; the signal's reason; Error when the file cannot be opened.
 */
export async function renderThumbnail(path: string, options: ThumbnailOptions = {}): Promise<Uint8Array> {
  const limits = { ...drawingLimits, ...options.limits }
  await refuseAtFirstGlance(path, limits)
  const answer = await runLimitedChild(path, {
    script: join(childCodeFolder, 'thumbnail-child.ts'),
    args: [JSON.stringify(size)],
    mayRead: painterMayRead,
    // sharp is native code; it sees the drawn pixels only, never the file.
    mayLoadAddons: true,
    limits,
    signal: options.signal,
  })
  const end = answer.indexOf('\n')
  const outcome = outcomeSchema.parse(answer.subarray(0, end).toString('utf8'))
  if (outcome === 'ok') return answer.subarray(end + 1)
  throw new PdfProblem(outcome, answer.subarray(end + 1).toString('utf8'))
}

const outcomeSchema = z.enum(['ok', 'damaged', 'encrypted', 'no_pages'])
