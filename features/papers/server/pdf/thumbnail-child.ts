/**
 * The process in which a page is drawn. Started by thumbnail.ts under the operating system's limits: the file is its
 * standard input, the picture goes to file descriptor 3, after a line that says how it went.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { argv, exit } from 'node:process'
import { PDFiumLibrary } from '@hyzyla/pdfium'
import sharp from 'sharp'
import { PdfProblem } from './pdf-problem.ts'
import type { ThumbnailTask } from './thumbnail.ts'

const [standardInput, answerPipe] = [0, 3]
const white = '#ffffff'
const webpQuality = 75

async function drawFirstPage({ widthPx, maxHeightPx }: ThumbnailTask): Promise<Uint8Array> {
  const library = await PDFiumLibrary.init()
  const document = await library.loadDocument(readFileSync(standardInput)).catch((error: unknown) => {
    const message = error instanceof Error ? error.message : String(error)
    throw new PdfProblem(/password|security/i.test(message) ? 'encrypted' : 'damaged', message)
  })
  if (document.getPageCount() === 0) throw new PdfProblem('no_pages', 'the PDF has no page')
  const page = document.getPage(0)
  const { originalWidth, originalHeight } = page.getOriginalSize()
  if (!(originalWidth > 0 && originalHeight > 0))
    throw new PdfProblem('damaged', 'the first page has no size')
  // The scale follows from the pixels that are wanted, never from the page: a page of 200 kilometres costs no more.
  const scale = Math.min(widthPx / originalWidth, maxHeightPx / originalHeight)
  const drawn = await page.render({
    scale,
    render: async ({ data, width, height }) =>
      sharp(data, { raw: { width, height, channels: 4 } })
        .flatten({ background: white })
        .webp({ quality: webpQuality })
        .toBuffer(),
  })
  return drawn.data
}

const task: ThumbnailTask = JSON.parse(argv[2] ?? '')
try {
  const picture = await drawFirstPage(task)
  writeFileSync(answerPipe, Buffer.concat([Buffer.from('ok\n'), picture]))
} catch (error) {
  if (!(error instanceof PdfProblem)) throw error
  writeFileSync(answerPipe, `${error.kind}\n${error.message}`)
}
exit(0)
