import { readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { makePaper } from '../../../../examples/make-first-paper.ts'
import { readPdf } from './read-pdf.ts'

const examples = join(import.meta.dirname, '../../../../examples')
const paper = join(examples, 'first-paper.pdf')

const expectedSchema = z.object({
  title: z.string(),
  authors: z.array(z.string()),
  year: z.int(),
  doi: z.null(),
  claims: z.array(z.string()).min(4),
})

test('the first paper is recognised, and every sentence expected of its analysis stands in its text', async () => {
  const expected = expectedSchema.parse(
    JSON.parse(await readFile(join(examples, 'first-paper.expected.json'), 'utf8')),
  )
  const reading = await readPdf(paper)
  expect(reading.textQuality).toBe('good')
  expect(reading.recognised).toMatchObject({
    title: { value: expected.title, origin: 'page' },
    authors: { value: expected.authors, origin: 'page' },
    year: { value: expected.year },
  })
  expect(reading.recognised.doi).toBeUndefined()
  const text = reading.pages.map((page) => page.text.replace(/\s+/g, ' ')).join(' ')
  for (const claim of expected.claims) expect(text).toContain(claim)
})

test('the first paper is small, and its file is what its words make', async () => {
  expect((await stat(paper)).size).toBeLessThan(60_000)
  expect(Buffer.from(await makePaper()).equals(await readFile(paper))).toBe(true)
})
