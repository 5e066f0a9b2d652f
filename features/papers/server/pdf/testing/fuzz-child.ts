/**
 * Reads many PDFs in one process, each as pdf-child.ts reads its one. Started by fuzz.test.ts: standard input is a line
 * of JSON with the size of each, and then their bytes; the answer is a line of JSON for each.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { argv, exit } from 'node:process'
import { openDocument } from '../open-document.ts'
import type { ChildLine, ChildTask } from '../pdf-child-task.ts'
import { PdfProblem } from '../pdf-problem.ts'
import { readDocument } from '../read-document.ts'
import { orHalted, outliveStrayRejections } from '../stray-promises.ts'

const [standardInput, answerPipe, tellingPipe] = [0, 3, 4]
const task: ChildTask = JSON.parse(argv[2] ?? '')

async function linesOf(file: Buffer): Promise<ChildLine[] | { fault: string }> {
  const lines: ChildLine[] = []
  // pdf.js takes the bytes away with it.
  const open = () => openDocument(Uint8Array.from(file), task.pdfjsFolder)
  const give = (page: Extract<ChildLine, { page: unknown }>['page']) => lines.push({ page })
  try {
    const reading = readDocument({ open, give, tell: () => undefined }, task.limits)
    lines.push({ summary: await orHalted(reading) })
  } catch (error) {
    if (!(error instanceof PdfProblem)) return { fault: String(error instanceof Error ? error.stack : error) }
    lines.push({ problem: { kind: error.kind, message: error.message } })
  }
  return lines
}

outliveStrayRejections()
const input = readFileSync(standardInput)
const endOfSizes = input.indexOf('\n')
const sizes: number[] = JSON.parse(input.subarray(0, endOfSizes).toString())
let from = endOfSizes + 1
for (const [index, size] of sizes.entries()) {
  // Should one of them never end, its number is the last that was told.
  writeFileSync(tellingPipe, `${index}\n`)
  writeFileSync(answerPipe, `${JSON.stringify(await linesOf(input.subarray(from, from + size)))}\n`)
  from += size
}
exit(0)
