/**
 * The process in which a PDF is parsed. Started by read-pdf.ts under the operating system's limits: the file is its
 * standard input, the answer goes to file descriptor 3 as JSON.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { argv, exit } from 'node:process'
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs'
import type { ChildTask } from './pdf-child-task.ts'
import { PdfProblem } from './pdf-problem.ts'
import { readDocument } from './read-document.ts'

const [standardInput, answerPipe] = [0, 3]
const task: ChildTask = JSON.parse(argv[2] ?? '')
let answer: string
try {
  const loading = getDocument({
    data: new Uint8Array(readFileSync(standardInput)),
    verbosity: 0,
    cMapUrl: `${task.pdfjsFolder}/cmaps/`,
    cMapPacked: true,
    standardFontDataUrl: `${task.pdfjsFolder}/standard_fonts/`,
    useSystemFonts: false,
    disableFontFace: true,
    useWasm: false,
    // No picture is decoded: only text is wanted here, and pictures are what memory bombs are made of.
    maxImageSize: 0,
    isImageDecoderSupported: false,
    isOffscreenCanvasSupported: false,
  })
  answer = JSON.stringify({ reading: await readDocument(loading, task.limits) })
} catch (error) {
  if (!(error instanceof PdfProblem)) throw error
  answer = JSON.stringify({ problem: { kind: error.kind, message: error.message } })
}
writeFileSync(answerPipe, answer)
exit(0)
