/**
 * The process in which a page is drawn for reading by eye. Started by page-picture.ts under the operating system's
 * limits: the file is its standard input, the picture goes to file descriptor 3, after a line that says how it went.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { argv, exit } from 'node:process'
import { PDFiumLibrary } from '@hyzyla/pdfium'
import sharp from 'sharp'
import type { PictureTask } from './page-picture.ts'
import { PdfProblem } from './pdf-problem.ts'

const [standardInput, answerPipe] = [0, 3]
const pointsPerInch = 72

async function drawPage({ number, dpi, maxPixels }: PictureTask): Promise<Buffer> {
  const library = await PDFiumLibrary.init()
  const document = await library.loadDocument(readFileSync(standardInput)).catch((error: unknown) => {
    const message = error instanceof Error ? error.message : String(error)
    throw new PdfProblem(/password|security/i.test(message) ? 'encrypted' : 'damaged', message)
  })
  if (number > document.getPageCount()) throw new PdfProblem('damaged', `page ${number} is not there`)
  const page = document.getPage(number - 1)
  const { originalWidth: width, originalHeight: height } = page.getOriginalSize()
  if (!(width > 0 && height > 0)) throw new PdfProblem('damaged', `page ${number} has no size`)
  const scale = Math.min(dpi / pointsPerInch, Math.sqrt(maxPixels / (width * height)))
  const drawn = await page.render({
    scale,
    render: async ({ data, width: widthPx, height: heightPx }) =>
      sharp(data, { raw: { width: widthPx, height: heightPx, channels: 4 } })
        .flatten({ background: '#ffffff' })
        .greyscale()
        // Packed for a pipe between two processes of one machine, not for a network.
        .png({ compressionLevel: 1 })
        .toBuffer(),
  })
  const facts = {
    widthPx: drawn.width,
    heightPx: drawn.height,
    widthPt: width,
    heightPt: height,
    dpi: scale * pointsPerInch,
  }
  return Buffer.concat([Buffer.from(`ok ${JSON.stringify(facts)}\n`), drawn.data])
}

const task: PictureTask = JSON.parse(argv[2] ?? '')
try {
  writeFileSync(answerPipe, await drawPage(task))
} catch (error) {
  if (!(error instanceof PdfProblem)) throw error
  writeFileSync(answerPipe, `${error.kind} ${JSON.stringify(error.message)}\n`)
}
exit(0)
