/**
 * Reads the real and the broken files of the shared test data, which are not part of this repository (their authors'
 * rights); skipped where they are absent.
 */
import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import type { PdfReading } from './pdf-reading.ts'
import { readPdf } from './read-pdf.ts'

const data = process.env.SEOGO_TEST_DATA ?? resolve(import.meta.dirname, '../../../../../shared/data')
const [papers, broken] = [join(data, 'pdfs'), join(data, 'pdfs-bad')]

const truthSchema = z.object({
  file: z.string(),
  title: z.string(),
  authors: z.array(z.string()),
  year: z.int().nullable(),
  year_ok: z.array(z.int()).optional(),
  doi: z.string().nullable(),
  arxiv: z.string().nullable(),
  pages: z.int(),
  text_quality: z.enum(['good', 'ocr', 'none', 'garbage']),
})
type Truth = z.infer<typeof truthSchema>

function truths(): Truth[] {
  const lines = readFileSync(join(papers, 'truth.jsonl'), 'utf8').trim().split('\n')
  return lines.map((line) => truthSchema.parse(JSON.parse(line)))
}

/** Without case, accents and punctuation. */
function plain(text: string): string {
  const letters = text.normalize('NFKD').toLowerCase().replace(/\p{M}/gu, '')
  return letters.replace(/[^\p{L}\p{N}]+/gu, ' ').trim()
}

/** How much of two lists is the same, 0 to 1 (F1). */
function agreement(found: string[], expected: string[]): number {
  const common = found.map(plain).filter((name) => expected.map(plain).includes(name)).length
  return (2 * common) / Math.max(1, found.length + expected.length)
}

const average = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length

describe.skipIf(!existsSync(papers))('real papers (shared data)', () => {
  test('are read whole, and what their first pages say is recognised', { timeout: 300_000 }, async () => {
    const read: { truth: Truth; reading: PdfReading }[] = []
    for (const truth of truths()) read.push({ truth, reading: await readPdf(join(papers, truth.file)) })
    for (const { truth, reading } of read) {
      const quality = truth.text_quality === 'ocr' ? 'good' : truth.text_quality
      expect([truth.file, reading.pageCount, reading.textQuality]).toEqual([truth.file, truth.pages, quality])
    }
    const legible = read.filter(({ reading }) => reading.textQuality === 'good')
    const share = (is: (entry: (typeof read)[number]) => boolean) =>
      average(legible.map((entry) => Number(is(entry))))
    const found = ({ reading }: (typeof read)[number]) => reading.recognised
    const scores = {
      title: share((entry) => plain(found(entry).title?.value ?? '') === plain(entry.truth.title)),
      authors: average(
        legible.map((entry) => agreement(found(entry).authors?.value ?? [], entry.truth.authors)),
      ),
      year: share(({ truth, reading }) => {
        const year = reading.recognised.year?.value ?? null
        return year === truth.year || (year !== null && (truth.year_ok ?? []).includes(year))
      }),
      doi: share((entry) => (found(entry).doi?.value ?? null) === (entry.truth.doi?.toLowerCase() ?? null)),
      arxiv: share((entry) => (found(entry).arxiv?.value.id ?? null) === entry.truth.arxiv),
    }
    expect.soft(scores.title).toBeGreaterThanOrEqual(0.95)
    expect.soft(scores.authors).toBeGreaterThanOrEqual(0.95)
    expect.soft(scores.year).toBeGreaterThanOrEqual(0.9)
    expect.soft(scores.doi).toBe(1)
    expect.soft(scores.arxiv).toBe(1)
  })
})

describe.skipIf(!existsSync(broken))('broken and hostile files (shared data)', () => {
  test.each([
    ['truncated.pdf', 'damaged'],
    ['zero-byte.pdf', 'empty'],
    ['text-renamed.pdf', 'not_a_pdf'],
    ['html-error-page.pdf', 'not_a_pdf'],
    ['encrypted-password.pdf', 'encrypted'],
    ['zero-pages.pdf', 'no_pages'],
    ['broken-xref.pdf', 'read: Broken Xref Paper'],
    ['flate-bomb-400MiB.pdf', 'limits_exceeded'],
    ['flate-bomb-nested-1GiB.pdf', 'limits_exceeded'],
    ['page-tree-loop.pdf', 'damaged'],
    ['huge-mediabox.pdf', 'read: Broken Xref Paper'],
    ['random-after-header.pdf', 'damaged'],
  ])('%s ends as %s', async (file, outcome) => {
    const ended = await readPdf(join(broken, file)).then(
      (reading) => `read: ${reading.pages[0]?.text}`,
      (problem: { kind?: string }) => problem.kind,
    )
    expect(ended).toBe(outcome)
  })
})
