import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { type Dice, diceOf } from '#server/testing/junk.ts'
import { pdfjsFolder, readerMayRead } from './child-folders.ts'
import { runLimitedChild } from './limited-child.ts'
import type { ChildTask } from './pdf-child-task.ts'
import { defaultPdfLimits } from './pdf-limits.ts'
import { PdfProblem } from './pdf-problem.ts'
import { childLineSchema, readPdf } from './read-pdf.ts'
import { makePdf, textAt } from './testing/make-pdf.ts'

const seed = Number(process.env.SEOGO_TEST_SEED ?? 20_261_125)
const data = process.env.SEOGO_TEST_DATA ?? resolve(import.meta.dirname, '../../../../../shared/data')
const folder = mkdtempSync(join(tmpdir(), 'seogo-fuzz-'))
afterAll(() => rmSync(folder, { recursive: true }))

function smallBook(): Buffer {
  const words = (text: string) => textAt({ x: 72, y: 700, size: 20, font: 'bold' }, text)
  const korean = textAt({ x: 72, y: 600, font: 'korean' }, '한국어 논문 검색의 색인 구조')
  return makePdf({
    pages: [{ content: words('A Small Book') + korean }, { content: words('Part 2'), rotation: 90 }],
    info: { Title: 'A Small Book', Author: 'Ada Lovelace' },
    outline: [
      { title: '1 서론', page: 0 },
      { title: '2 Method', page: 1 },
    ],
  })
}

const sound: [name: string, bytes: () => Buffer][] = [
  ['a made book', smallBook],
  ['the example', () => readFileSync(join(import.meta.dirname, '../../../../examples/first-paper.pdf'))],
  ...[
    'organizing-programs-without-classes.pdf',
    'early-lisp-history-1956-1959-herbert-stoyan-html-rendering.pdf',
  ]
    .map((name) => join(data, 'pdfs', name))
    .filter((path) => existsSync(path))
    .map((path): [string, () => Buffer] => [path.split('/').at(-1) ?? '', () => readFileSync(path)]),
]

/** A copy with something wrong in it: bits turned, digits exchanged, a stretch lost, doubled or overwritten, the end lost. */
function damage(bytes: Buffer, dice: Dice): Buffer {
  const at = () => dice.whole(bytes.length)
  const start = at()
  const end = Math.min(bytes.length, start + 1 + dice.whole(400))
  const copy = Buffer.from(bytes)
  switch (dice.whole(6)) {
    case 0:
      return copy.subarray(0, 10 + at())
    case 1:
      return Buffer.concat([bytes.subarray(0, start), bytes.subarray(end)])
    case 2:
      return Buffer.concat([bytes.subarray(0, end), bytes.subarray(start)])
    case 3:
      for (let index = start; index < end; index += 1) copy[index] = dice.whole(256)
      return copy
    case 4:
      // Where the form of a PDF is: the numbers of objects, lengths, offsets and sizes.
      return Buffer.from(
        copy.toString('latin1').replace(/\d/g, (digit) => (dice.once(60) ? String(dice.whole(10)) : digit)),
        'latin1',
      )
    default:
      for (let turned = 0; turned < 1 + dice.whole(60); turned += 1) {
        const place = at()
        copy[place] = (copy[place] ?? 0) ^ (1 << dice.whole(8))
      }
      return copy
  }
}

const { maxPages, maxPageCharacters, maxTotalCharacters } = defaultPdfLimits
const task: ChildTask = {
  pdfjsFolder,
  limits: { maxPages, maxPageCharacters, maxTotalCharacters, maxPageMs: 1_000 },
}

/** Reads them all in one process, as limited as any. */
async function readAll(files: readonly Buffer[]): Promise<unknown[]> {
  const path = join(folder, 'all')
  const sizes = JSON.stringify(files.map(({ length }) => length))
  writeFileSync(path, Buffer.concat([Buffer.from(`${sizes}\n`), ...files]))
  let last = ''
  const answer = await runLimitedChild(path, {
    script: join(import.meta.dirname, 'testing/fuzz-child.ts'),
    args: [JSON.stringify(task)],
    mayRead: readerMayRead,
    limits: defaultPdfLimits,
    onLine: (line) => {
      last = line
    },
  }).catch((error: unknown) => {
    throw new Error(`file ${last} ended the process`, { cause: error })
  })
  return answer
    .toString()
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line))
}

/** What is wrong with how a file ended; undefined when it is a reading, or a problem with a name. */
function faultOf(lines: unknown): string | undefined {
  const parsed = childLineSchema.array().min(1).safeParse(lines)
  if (parsed.success) return undefined
  return `${JSON.stringify(lines).slice(0, 600)} ${parsed.error.message.slice(0, 300)}`
}

// Real papers have many pages each.
const timesOf = (bytes: Buffer) => (bytes.length > 50_000 ? 12 : 40)

test.each(sound)(
  '%s, damaged in many ways, is read or refused by name',
  { timeout: 120_000 },
  async (_, bytes) => {
    const dice = diceOf(seed)
    const files = Array.from({ length: timesOf(bytes()) }, () => damage(bytes(), dice))
    const ended = await readAll(files)
    expect(ended.length).toBe(files.length)
    const faults = ended.map(faultOf).flatMap((fault, index) => (fault ? [`file ${index}: ${fault}`] : []))
    expect(faults).toEqual([])
  },
)

test('a damaged file ends as a reading or a problem also where files are read one by one', {
  timeout: 120_000,
}, async () => {
  const dice = diceOf(seed + 1)
  const paths = sound.slice(0, 2).flatMap(([, bytes], which) =>
    [1, 2, 3].map((count) => {
      const path = join(folder, `${which}-${count}.pdf`)
      writeFileSync(path, damage(bytes(), dice))
      return path
    }),
  )
  const endOf = (path: string) =>
    readPdf(path, { limits: { wallMs: 60_000, cpuSeconds: 20 } }).then(
      () => 'read',
      (error: unknown) => (error instanceof PdfProblem ? 'refused' : error),
    )
  for (const end of await Promise.all(paths.map(endOf))) expect(['read', 'refused']).toContain(end)
})
