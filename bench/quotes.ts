/**
 * How well quotes are told from inventions: `npm run bench:quotes [-- --data <folder of PDFs>] [--seed <number>]
 * [--seeds <how many, from that one on>] [--json]`. Another seed takes other sentences and other inventions than those the
 * rules were made with.
 *
 * Takes sentences of real papers, disturbs them as models disturb what they copy (must be accepted) and fabricates others
 * from them (must be rejected); each fabrication is disturbed too. Then measures how fast quotes are checked, and compares
 * the rectangles of a sample with the words' own boxes as poppler finds them. Without PDFs: the example paper.
 * Ends with 1 when one fabricated quote passes, when fewer than 98 % of the genuine ones do, or
 * when more than one rectangle in fifty is not where its words are (quotes/boxes.ts).
 */
import { existsSync, readdirSync } from 'node:fs'
import { basename, join } from 'node:path'
import { parseArgs } from 'node:util'
import { englishPaper, koreanPaper } from '#features/analysis/server/testing/sample-papers.ts'
import { PdfProblem } from '#features/papers/server/pdf/pdf-problem.ts'
import { readPdf } from '#features/papers/server/pdf/read-pdf.ts'
import { report } from './measure.ts'
import { type BoxedPaper, compareBoxes } from './quotes/boxes.ts'
import { type Paper, seeded, sentencesOf } from './quotes/claims.ts'
import { makeClaims } from './quotes/make-claims.ts'
import { scoreClaims } from './quotes/score.ts'

const { values } = parseArgs({
  options: {
    data: { type: 'string' },
    seed: { type: 'string', default: '20261125' },
    seeds: { type: 'string', default: '1' },
    json: { type: 'boolean', default: false },
  },
})
const root = join(import.meta.dirname, '..')
const shared = join(process.env.SEOGO_TEST_DATA ?? join(root, '../shared/data'), 'pdfs')
const folder = values.data ?? (existsSync(shared) ? shared : join(root, 'examples'))

async function readPapers(): Promise<BoxedPaper[]> {
  const read: BoxedPaper[] = []
  for (const name of readdirSync(folder).filter((one) => one.endsWith('.pdf'))) {
    const path = join(folder, name)
    try {
      const { textQuality, pages } = await readPdf(path)
      if (textQuality === 'good') read.push({ name: basename(name, '.pdf'), path, pages })
    } catch (error) {
      if (!(error instanceof PdfProblem)) throw error
    }
  }
  return read
}

const papers = await readPapers()
const samples: Paper[] = [
  { name: 'sample in English', pages: englishPaper },
  { name: 'sample in Korean', pages: koreanPaper },
]
const sentences = new Map([...papers, ...samples].map((paper) => [paper, sentencesOf(paper)]))
const seeds = Array.from({ length: Number(values.seeds) }, (_, at) => Number(values.seed) + at)

const scores = scoreClaims(seeds.map((seed) => ({ seed, claims: makeClaims(sentences, seeded(seed)) })))
const boxes = await compareBoxes(papers, sentences, seeded(Number(values.seed) + 7))
const { genuine, fabricated } = scores.total
await report(
  'quotes',
  {
    papers: papers.map(({ name }) => name),
    genuine,
    fabricated,
    'quotes per second': scores.perSecond,
    'by seed': scores.bySeed,
    boxes: boxes ?? 'not compared: poppler-utils is not installed',
    'genuine by kind': scores.genuineByKind,
    'fabricated by kind': scores.fabricatedByKind,
    wrong: scores.wrong,
  },
  { json: values.json },
)
const isGoodEnough = fabricated.right === fabricated.claims && genuine.right / genuine.claims >= 0.98
process.exitCode = isGoodEnough && (boxes === undefined || boxes.atLeast80 / boxes.compared >= 0.98) ? 0 : 1
