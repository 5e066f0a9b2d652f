/**
 * How well quotes are told from inventions: `npm run bench:quotes [-- --data <folder of PDFs>] [--seed <number>] [--json]`.
 * Another seed takes other sentences and other inventions than those the rules were made with.
 *
 * Takes sentences of real papers, disturbs them as models disturb what they copy (must be accepted) and fabricates others
 * from them (must be rejected); each fabrication is disturbed too. Then measures how fast quotes are checked, and compares
 * the rectangles of a sample with the words' own boxes as poppler finds them. Without PDFs: the example paper.
 * Ends with 1 when one fabricated quote passes, when fewer than 98 % of the genuine ones do, or
 * when more than one box in fifty overlaps its words by less than 0.8.
 */
import { existsSync, readdirSync } from 'node:fs'
import { basename, join } from 'node:path'
import { parseArgs } from 'node:util'
import { prepareQuotes } from '#features/analysis/server/quotes/verify-quote.ts'
import { englishPaper, koreanPaper } from '#features/analysis/server/testing/sample-papers.ts'
import { PdfProblem } from '#features/papers/server/pdf/pdf-problem.ts'
import { readPdf } from '#features/papers/server/pdf/read-pdf.ts'
import { report, round } from './measure.ts'
import { type BoxedPaper, compareBoxes } from './quotes/boxes.ts'
import { type Paper, seeded, sentencesOf } from './quotes/claims.ts'
import { makeClaims } from './quotes/make-claims.ts'

const { values } = parseArgs({
  options: {
    data: { type: 'string' },
    seed: { type: 'string', default: '20261125' },
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
const seed = Number(values.seed)
const claims = makeClaims(sentences, seeded(seed))

type Score = { claims: number; right: number }
const genuine: Record<string, Score> = {}
const fabricated: Record<string, Score> = {}
const wrong: { kind: string; paper: string; quote: string; verdict: string }[] = []
let checking = 0
for (const [paper, own] of Map.groupBy(claims, (claim) => claim.paper)) {
  const verify = prepareQuotes(paper.pages)
  for (const { kind, quote, isGenuine } of own) {
    const start = performance.now()
    const verdict = verify(quote)
    checking += performance.now() - start
    const scores = isGenuine ? genuine : fabricated
    const score = scores[kind] ?? { claims: 0, right: 0 }
    scores[kind] = score
    score.claims += 1
    if (verdict.verified === isGenuine) score.right += 1
    else
      wrong.push({ kind, paper: paper.name, quote, verdict: verdict.verified ? 'verified' : verdict.reason })
  }
}

function total(scores: Record<string, Score>): Score & { share: number } {
  const all = Object.values(scores)
  const count = all.reduce((sum, score) => sum + score.claims, 0)
  const right = all.reduce((sum, score) => sum + score.right, 0)
  return { claims: count, right, share: round((right / count) * 100) / 100 }
}

const boxes = await compareBoxes(papers, sentences, seeded(seed + 7))
const accepted = total(genuine)
const rejected = total(fabricated)
await report(
  'quotes',
  {
    seed,
    papers: papers.length,
    genuine: accepted,
    fabricated: rejected,
    'quotes per second': Math.round(claims.length / (checking / 1000)),
    boxes: boxes ?? 'not compared: poppler-utils is not installed',
    'genuine by kind': genuine,
    'fabricated by kind': fabricated,
    wrong,
  },
  { json: values.json },
)
const isGoodEnough = rejected.right === rejected.claims && accepted.right / accepted.claims >= 0.98
process.exitCode = isGoodEnough && (boxes === undefined || boxes.atLeast80 / boxes.compared >= 0.98) ? 0 : 1
