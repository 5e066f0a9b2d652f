/**
 * The process in which a PDF is parsed. Started by read-pdf.ts under the operating system's limits: the file is its
 * standard input, the answer goes to file descriptor 3: a line of JSON for each page, and one for the end.
 */
import { fstatSync, readSync, writeFileSync } from 'node:fs'
import { argv, exit } from 'node:process'
import { openDocument } from './open-document.ts'
import type { ChildLine, ChildTask } from './pdf-child-task.ts'
import { PdfProblem } from './pdf-problem.ts'
import { readDocument } from './read-document.ts'
import { orHalted, outliveStrayRejections } from './stray-promises.ts'

const [standardInput, answerPipe, tellingPipe] = [0, 3, 4]
const tellEveryMs = 100
const task: ChildTask = JSON.parse(argv[2] ?? '')

/** The whole file, from its beginning however often it has been read: pdf.js takes the bytes away with it. */
function readInput(): Uint8Array {
  const bytes = new Uint8Array(fstatSync(standardInput).size)
  let read = 0
  while (read < bytes.length) {
    const more = readSync(standardInput, bytes, read, bytes.length - read, read)
    if (more === 0) break
    read += more
  }
  return bytes.subarray(0, read)
}

const open = () => openDocument(readInput(), task.pdfjsFolder)

let toldAt = 0
/** Tells how many pages are read, some times a second. */
function tell(pagesRead: number, pageCount: number): void {
  if (Date.now() - toldAt < tellEveryMs) return
  toldAt = Date.now()
  writeFileSync(tellingPipe, `${pagesRead} ${pageCount}\n`)
}

/** Waits while the parent is busy with the lines before. */
function say(line: ChildLine): void {
  writeFileSync(answerPipe, `${JSON.stringify(line)}\n`)
}

outliveStrayRejections()
try {
  const reading = readDocument({ open, give: (page) => say({ page }), tell }, task.limits)
  say({ summary: await orHalted(reading) })
} catch (error) {
  if (!(error instanceof PdfProblem)) throw error
  say({ problem: { kind: error.kind, message: error.message } })
}
exit(0)
