import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { rectanglesOf } from '#contract/text-rectangles.ts'
import { findLimitsEnforcer, runLimitedChild } from './limited-child.ts'
import { defaultPdfLimits } from './pdf-limits.ts'
import type { PdfProblem } from './pdf-problem.ts'
import { pdfLimitsEnforcedBy, type ReadPdfOptions, readPdf, readPdfPages } from './read-pdf.ts'
import { flateBomb, makePdf, streamObject, textAt } from './testing/make-pdf.ts'

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'seogo-read-pdf-'))
})
afterAll(() => rm(folder, { recursive: true }))

let files = 0
async function keep(bytes: Buffer | string): Promise<string> {
  files += 1
  const path = join(folder, `${files}.pdf`)
  await writeFile(path, bytes)
  return path
}

const read = async (bytes: Buffer | string, options?: ReadPdfOptions) => readPdf(await keep(bytes), options)

/** What reading a file is refused with, as `kind` or `kind/limit`. */
async function refusal(bytes: Buffer | string, options?: ReadPdfOptions): Promise<string> {
  const problem = await read(bytes, options).then(
    () => undefined,
    (error: PdfProblem) => error,
  )
  if (problem === undefined) return 'read'
  return problem.limit === undefined ? problem.kind : `${problem.kind}/${problem.limit}`
}

const longLine =
  'A line of ordinary words that says nothing in particular and is long enough to count as text. '

test('a book comes page by page, and waits for whoever takes them', async () => {
  const content = Array.from({ length: 60 }, (_, line) =>
    textAt({ x: 50, y: 740 - line * 12 }, longLine),
  ).join('')
  const path = await keep(makePdf({ pages: Array.from({ length: 400 }, () => ({ content })) }))
  const taken: number[] = []
  let readAhead = 0
  let told = 0
  const { pageCount } = await readPdfPages(
    path,
    async ({ number }) => {
      // Long enough for the child to read all of it, if it did not wait.
      if (number === 1) await new Promise((resolve) => setTimeout(resolve, 1_500))
      if (number === 1) readAhead = told
      taken.push(number)
    },
    {
      onProgress: (pagesRead) => {
        told = pagesRead
      },
    },
  )
  expect([pageCount, taken.length, taken.at(0), taken.at(-1)]).toEqual([400, 400, 1, 400])
  expect(readAhead).toBeLessThan(200)
})

test('a page whose text and places are more than may be held at a time is refused', async () => {
  const content = textAt({ x: 50, y: 700 }, longLine)
  expect(await refusal(makePdf({ pages: [{ content }] }), { limits: { maxPageBytes: 100 } })).toBe(
    'limits_exceeded/output',
  )
})

describe('reading a PDF', () => {
  test('gives text, places, outline, dictionary and sizes', async () => {
    const content =
      textAt({ x: 72, y: 700, size: 20, font: 'bold' }, 'Queues That Keep Their Promises') +
      textAt({ x: 72, y: 670 }, 'First line of the') +
      textAt({ x: 72, y: 658 }, 'paragraph.')
    const reading = await read(
      makePdf({
        pages: [
          { content },
          { content: textAt({ x: 72, y: 700 }, longLine), widthPt: 400, heightPt: 300, rotation: 90 },
        ],
        info: { Title: 'Queues (draft)', Author: '김철수', Producer: 'by hand' },
        outline: [
          { title: '1 서론', page: 0 },
          { title: '2 Method', page: 1 },
        ],
      }),
    )
    expect(reading).toMatchObject({
      pageCount: 2,
      metadata: { title: 'Queues (draft)', author: '김철수', producer: 'by hand' },
      outline: [
        { title: '1 서론', page: 1, depth: 0 },
        { title: '2 Method', page: 2, depth: 0 },
      ],
    })
    const [first, second] = reading.pages
    expect(first).toMatchObject({ number: 1, widthPt: 612, heightPt: 792, rotation: 0 })
    expect(first?.text).toBe('Queues That Keep Their Promises\nFirst line of the\nparagraph.')
    expect(second).toMatchObject({ number: 2, widthPt: 400, heightPt: 300, rotation: 90 })
    const place = first === undefined ? [] : rectanglesOf(first, 0, 6)
    expect(place).toHaveLength(1)
    expect(place[0]?.x).toBe(72)
    expect(place[0]?.y).toBeGreaterThan(693)
    expect(place[0]?.y).toBeLessThan(700)
  })

  test('reads Korean', async () => {
    const content = textAt({ x: 72, y: 700, font: 'korean', size: 16 }, '한국어 논문 제목 검색')
    const reading = await read(makePdf({ pages: [{ content }] }))
    expect(reading.pages[0]?.text).toBe('한국어 논문 제목 검색')
  })

  test('reads two columns one after the other', async () => {
    const column = (x: number, word: string) =>
      [700, 688, 676].map((y, index) => textAt({ x, y }, `${word} ${index + 1}`)).join('')
    const reading = await read(makePdf({ pages: [{ content: column(72, 'left') + column(320, 'right') }] }))
    expect(reading.pages[0]?.text.split('\n')).toEqual([
      'left 1',
      'left 2',
      'left 3',
      'right 1',
      'right 2',
      'right 3',
    ])
  })

  test('calls a page without text a scan', async () => {
    const reading = await read(makePdf({ pages: [{ content: '0 0 100 100 re f' }] }))
    expect(reading.textQuality).toBe('none')
    expect(reading.recognised).toEqual({})
  })

  test('calls a text layer without meaning garbage', async () => {
    const unmapped = String.fromCharCode(...Array.from({ length: 160 }, (_, index) => 1 + (index % 8)))
    const content = textAt({ x: 72, y: 700 }, `${unmapped} some letters in between`)
    const reading = await read(makePdf({ pages: [{ content }] }))
    expect(reading.textQuality).toBe('garbage')
  })

  test('reads a file whose cross-references are all wrong', async () => {
    const broken = makePdf({ pages: [{ content: textAt({ x: 72, y: 700 }, 'still here') }] })
      .toString('latin1')
      .replace(/\d{10} 00000 n/g, '0000000007 00000 n')
    const reading = await read(Buffer.from(broken, 'latin1'))
    expect(reading.pages[0]?.text).toBe('still here')
  })

  test('tells how far it has come', async () => {
    const page = { content: textAt({ x: 72, y: 700 }, longLine) }
    const told: [number, number][] = []
    await read(makePdf({ pages: [page, page, page] }), {
      onProgress: (pagesRead, pageCount) => told.push([pagesRead, pageCount]),
    })
    expect(told.length).toBeGreaterThan(0)
    for (const [pagesRead, pageCount] of told) expect([pagesRead <= 3, pageCount]).toEqual([true, 3])
  })

  test('leaves out a page that is not there and says so', async () => {
    const file = makePdf({ pages: [{ content: textAt({ x: 72, y: 700 }, 'first') }] })
      .toString('latin1')
      .replace('/Kids [20 0 R] /Count 1', '/Kids [20 0 R 99 0 R] /Count 2')
    const reading = await read(Buffer.from(file, 'latin1'))
    expect(reading.pages.map(({ text, gap }) => [text, gap])).toEqual([
      ['first', undefined],
      ['', 'unreadable'],
    ])
  })

  test('cuts a page that is longer than allowed, and the pages after the whole is full', async () => {
    const page = { content: [700, 688, 676].map((y) => textAt({ x: 72, y }, 'twelve chars')).join('') }
    const reading = await read(makePdf({ pages: [page, page, page] }), {
      limits: { maxPageCharacters: 30, maxTotalCharacters: 40 },
    })
    expect(reading.pages.map(({ text, gap }) => [text.length, gap])).toEqual([
      [25, 'too_long'],
      [12, 'too_long'],
      [0, 'too_long'],
    ])
  })
})

describe('a PDF that cannot be read', () => {
  test.each([
    ['no byte', 'empty', () => ''],
    ['a web page', 'not_a_pdf', () => '<!doctype html><title>404</title><h1>Not found</h1>'],
    ['a header and then nothing', 'damaged', () => '%PDF-1.7\n'],
    ['a header and then noise', 'damaged', () => `%PDF-1.7\n${'\u0007?x<<>>endobj '.repeat(999)}`],
    [
      'the first tenth of a file',
      'damaged',
      () => makePdf({ pages: [{ content: longLine }] }).subarray(0, 120),
    ],
    ['no page', 'no_pages', () => makePdf({ pages: [] })],
    ['a password', 'encrypted', encrypted],
    ['a page tree that bites its tail', 'damaged', circular],
  ])('%s is refused as %s', async (_, kind, make) => {
    expect(await refusal(make())).toBe(kind)
  })

  test('more pages than allowed are refused before they are read', async () => {
    const page = { content: longLine }
    expect(await refusal(makePdf({ pages: [page, page, page] }), { limits: { maxPages: 2 } })).toBe(
      'too_many_pages',
    )
  })

  test('a file larger than allowed is refused before it is read', async () => {
    const pdf = makePdf({ pages: [{ content: longLine }] })
    expect(await refusal(pdf, { limits: { maxFileBytes: 100 } })).toBe('limits_exceeded/size')
  })

  test('a file that is not there is a plain error', async () => {
    await expect(readPdf(join(folder, 'absent.pdf'))).rejects.toThrow('ENOENT')
  })
})

describe('a hostile PDF', () => {
  test('that inflates to 600 megabytes meets the memory limit', async () => {
    expect(await refusal(flateBomb())).toBe('limits_exceeded/memory')
  })

  test('that inflates to 600 megabytes meets the watchdog where the kernel gives no limits', async () => {
    expect(await refusal(flateBomb(), { enforcedBy: 'watchdog', limits: { memoryBytes: 300_000_000 } })).toBe(
      'limits_exceeded/memory',
    )
  })

  test('that calls itself a billion times costs one page', async () => {
    const reading = await read(formBomb(), { limits: { maxPageMs: 1_000 } })
    expect(reading.pages.map((page) => page.gap)).toEqual(['too_slow', undefined])
    expect(reading.pages[1]?.text).toBe('the page after it')
  })

  test('is ended by the clock, and by the processor time', async () => {
    expect(await refusal(formBomb(), { limits: { wallMs: 1_500 } })).toBe('limits_exceeded/time')
    expect(await refusal(formBomb(), { limits: { cpuSeconds: 1 } })).toMatch(/limits_exceeded\/(cpu|time)/)
  })

  test('is ended when nobody waits any longer', async () => {
    const giveUp = new AbortController()
    setTimeout(() => giveUp.abort(new Error('the reader went home')), 600)
    await expect(read(formBomb(), { signal: giveUp.signal })).rejects.toThrow('the reader went home')
    await expect(read(formBomb(), { signal: AbortSignal.abort(new Error('too late')) })).rejects.toThrow(
      'too late',
    )
  })
})

describe('the child process', () => {
  async function runScript(source: string): Promise<string> {
    files += 1
    const script = join(folder, `${files}.mjs`)
    await writeFile(script, `import { writeFileSync } from 'node:fs'\n${source}`)
    const answer = await runLimitedChild(script, {
      script,
      args: [],
      mayRead: [script],
      limits: defaultPdfLimits,
    })
    return answer.toString()
  }

  test('may neither read, write, start programs nor see the environment', async () => {
    const answer = await runScript(`
      import { readFileSync } from 'node:fs'
      import { execFileSync } from 'node:child_process'
      const attempt = (act) => { try { act(); return 'done' } catch (error) { return error.code } }
      writeFileSync(3, JSON.stringify({
        read: attempt(() => readFileSync('/etc/hosts')),
        write: attempt(() => writeFileSync(${JSON.stringify(join(folder, 'written'))}, 'x')),
        start: attempt(() => execFileSync('true')),
        environment: Object.keys(process.env),
      }))`)
    expect(JSON.parse(answer)).toEqual({
      read: 'ERR_ACCESS_DENIED',
      write: 'ERR_ACCESS_DENIED',
      start: 'ERR_ACCESS_DENIED',
      environment: [],
    })
  })

  test('that answers more than it may is ended', async () => {
    const script = join(folder, 'talkative.mjs')
    await writeFile(
      script,
      `import { writeFileSync } from 'node:fs'\nfor (;;) writeFileSync(3, 'x'.repeat(1000))`,
    )
    const limits = { ...defaultPdfLimits, maxOutputBytes: 100_000 }
    await expect(
      runLimitedChild(script, { script, args: [], mayRead: [script], limits }),
    ).rejects.toMatchObject({
      kind: 'limits_exceeded',
      limit: 'output',
    })
  })

  test('that is broken itself is an error, not a fact about the file', async () => {
    await expect(runScript(`throw new Error('a fault of ours')`)).rejects.toThrow('a fault of ours')
  })
})

test('a machine without prlimit has the watchdog', () => {
  expect(['prlimit', 'watchdog']).toContain(pdfLimitsEnforcedBy())
  expect(findLimitsEnforcer(['/nowhere'])).toBe('watchdog')
})

/** A file that declares encryption with a password nobody gave. */
function encrypted(): Buffer {
  const nonsense = 'ab'.repeat(32)
  return makePdf({
    pages: [{ content: longLine }],
    trailer: `/Encrypt << /Filter /Standard /V 1 /R 2 /O <${nonsense}> /U <${nonsense}> /P -4 >> /ID [<00> <00>]`,
  })
}

function circular(): Buffer {
  const file = makePdf({ pages: [{ content: longLine }] }).toString('latin1')
  return Buffer.from(file.replace('/Kids [20 0 R]', '/Kids [2 0 R]'), 'latin1')
}

/** Forty forms, each drawing the next one twice: 2^40 words, on the first page of two. */
function formBomb(): Buffer {
  const [first, depth] = [200, 40]
  const objects: Record<number, Buffer> = {}
  for (let level = 0; level < depth; level += 1) {
    const next = first + level + 1
    const isLast = level === depth - 1
    const content = isLast ? textAt({ x: 0, y: 0 }, 'bomb') : '/next Do /next Do'
    const resources = isLast ? '/Font << /roman 3 0 R >>' : `/XObject << /next ${next} 0 R >>`
    objects[first + level] = streamObject(
      content,
      `/Type /XObject /Subtype /Form /BBox [0 0 612 792] /Resources << ${resources} >>`,
    )
  }
  const pages = [{ content: '/bomb Do' }, { content: textAt({ x: 72, y: 700 }, 'the page after it') }]
  return makePdf({ pages, objects, forms: { bomb: first } })
}
