import { join } from 'node:path'
import { z } from 'zod'
import { PdfProblem } from '#features/papers/server/pdf/pdf-problem.ts'
import type { PdfReading } from '#features/papers/server/pdf/pdf-reading.ts'
import { readPdf } from '#features/papers/server/pdf/read-pdf.ts'
import type { DataFolder } from './read-data.ts'

const pdfTruth = z.object({
  file: z.string(),
  title: z.string(),
  authors: z.array(z.string()),
  year: z.int().nullable(),
  year_ok: z.array(z.int()).optional(),
  doi: z.string().nullable(),
  arxiv: z.string().nullable(),
  text_quality: z.enum(['good', 'ocr', 'none', 'garbage']),
})
type Truth = z.infer<typeof pdfTruth>

/** Shares from 0 to 1; `authors` is the mean F1 over names. */
export type PdfScores = { title: number; authors: number; year: number; doi: number; arxiv: number }

export type PdfOutcome = {
  /** Papers with readable text, over which the scores are. */
  legible: number
  /** Scans and garbled text layers, of which nothing can be recognised. */
  illegible: number
  scores: PdfScores
  /** What is not as it is printed, one line each. */
  deviations: string[]
  /** Files that shall be refused with a word, and were read or refused. */
  broken: { file: string; ended: string }[]
  crashes: string[]
}

/** The bars of the scores: measured on 24 papers, so one paper is 4 % (features/papers/server/pdf/real-papers.test.ts). */
export const pdfBars: PdfScores = { title: 0.95, authors: 0.95, year: 0.9, doi: 1, arxiv: 1 }

export async function comparePdfs(data: DataFolder): Promise<PdfOutcome | undefined> {
  const outcome: PdfOutcome = {
    legible: 0,
    illegible: 0,
    scores: { title: 0, authors: 0, year: 0, doi: 0, arxiv: 0 },
    deviations: [],
    broken: [],
    crashes: [],
  }
  const hasPapers = data.has('pdfs/truth.jsonl')
  const hasBroken = data.has('pdfs-bad/expected.jsonl')
  if (!hasPapers && !hasBroken) return undefined
  if (hasPapers) await comparePapers(data, outcome)
  if (hasBroken) await readBroken(data, outcome)
  return outcome
}

async function comparePapers(data: DataFolder, outcome: PdfOutcome): Promise<void> {
  const sums = outcome.scores
  for (const truth of data.lines('pdfs/truth.jsonl', pdfTruth)) {
    const reading = await read(data, `pdfs/${truth.file}`, outcome)
    if (reading === undefined) continue
    if (reading.textQuality !== 'good') {
      outcome.illegible += 1
      continue
    }
    outcome.legible += 1
    const scores = scoresOf(reading, truth)
    for (const field of ['title', 'authors', 'year', 'doi', 'arxiv'] as const) {
      sums[field] += scores[field]
      if (scores[field] < 1)
        outcome.deviations.push(`${truth.file}: ${field} ${Math.round(scores[field] * 100)} %`)
    }
  }
  for (const field of ['title', 'authors', 'year', 'doi', 'arxiv'] as const)
    sums[field] /= Math.max(1, outcome.legible)
}

async function read(data: DataFolder, file: string, outcome: PdfOutcome): Promise<PdfReading | undefined> {
  try {
    return await readPdf(join(data.path, file))
  } catch (error) {
    outcome.crashes.push(`${file}: ${error instanceof Error ? error.message : String(error)}`)
    return undefined
  }
}

function scoresOf({ recognised }: PdfReading, truth: Truth): PdfScores {
  const year = recognised.year?.value ?? null
  return {
    title: Number(plain(recognised.title?.value ?? '') === plain(truth.title)),
    authors: agreement(recognised.authors?.value ?? [], truth.authors),
    year: Number(year === truth.year || (year !== null && (truth.year_ok ?? []).includes(year))),
    doi: Number((recognised.doi?.value ?? null) === (truth.doi?.toLowerCase() ?? null)),
    arxiv: Number((recognised.arxiv?.value.id ?? null) === truth.arxiv),
  }
}

/** Without case, accents and punctuation. */
function plain(text: string): string {
  const letters = text.normalize('NFKD').toLowerCase().replaceAll(/\p{M}/gu, '')
  return letters.replaceAll(/[^\p{L}\p{N}]+/gu, ' ').trim()
}

/** How much of two lists is the same, 0 to 1 (F1). */
function agreement(found: readonly string[], expected: readonly string[]): number {
  const wanted = expected.map(plain)
  const common = found.map(plain).filter((name) => wanted.includes(name)).length
  return found.length + expected.length === 0 ? 1 : (2 * common) / (found.length + expected.length)
}

/** A broken or hostile file must be read or refused with a word; anything else is a crash. */
async function readBroken(data: DataFolder, outcome: PdfOutcome): Promise<void> {
  for (const { file } of data.lines('pdfs-bad/expected.jsonl', z.object({ file: z.string() }))) {
    try {
      const { pageCount } = await readPdf(join(data.path, 'pdfs-bad', file))
      outcome.broken.push({ file, ended: `read, ${pageCount} page(s)` })
    } catch (error) {
      if (error instanceof PdfProblem) outcome.broken.push({ file, ended: error.kind })
      else outcome.crashes.push(`${file}: ${error instanceof Error ? error.message : String(error)}`)
    }
  }
}
