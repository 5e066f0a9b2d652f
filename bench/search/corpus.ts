import { createReadStream, existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { createGunzip } from 'node:zlib'
import { z } from 'zod'
import { type PaperRecord, paperRecord } from '../installation.ts'

/** A question with the papers that answer it. */
export type Known = {
  readonly kind: string
  readonly query: string
  readonly targets: readonly string[]
}

const koreanRecord = z.object({
  id: z.string(),
  title: z.string(),
  authors: z.array(z.string()),
  journal: z.string().nullish(),
  year: z.int().nullish(),
})
const query = z.object({
  query: z.string(),
  kind: z.string(),
  target_id: z.string(),
  relevant_ids: z.array(z.string()).optional(),
  n_relevant: z.int().optional(),
})

const linesOf = (path: string): unknown[] =>
  existsSync(path)
    ? readFileSync(path, 'utf8')
        .split('\n')
        .filter((line) => line.trim() !== '')
        .map((line) => JSON.parse(line))
    : []

/** Papers of a folder: every papers-*.jsonl.gz, and korean.jsonl. */
export async function readPapers(folder: string): Promise<PaperRecord[]> {
  const papers: PaperRecord[] = []
  const dois = new Set<string>()
  for (const name of readdirSync(folder).filter((each) => /^papers-.*\.jsonl\.gz$/.test(each))) {
    const lines = createInterface({ input: createReadStream(join(folder, name)).pipe(createGunzip()) })
    for await (const line of lines) papers.push(paperRecord.parse(JSON.parse(line)))
  }
  for (const line of linesOf(join(folder, 'korean.jsonl'))) {
    const { id, title, authors, journal, year } = koreanRecord.parse(line)
    papers.push({ id, title, authors, abstract: '', year: year ?? 2000, venue: journal ?? '' })
  }
  // A library has a DOI once; the corpus has some twice.
  return papers.map(({ doi, ...paper }) => {
    const known = doi?.toLowerCase()
    if (known === undefined || dois.has(known)) return paper
    dois.add(known)
    return { ...paper, doi: known }
  })
}

// More right answers than these are no question for one paper.
const mostTargets = 10

/** The known-item questions of a folder. */
export function readQueries(folder: string): Known[] {
  return ['queries.jsonl', 'korean-queries.jsonl'].flatMap((name) =>
    linesOf(join(folder, name)).flatMap((line) => {
      const read = query.parse(line)
      const targets = read.relevant_ids ?? [read.target_id]
      if ((read.n_relevant ?? targets.length) > mostTargets) return []
      const kind = name.startsWith('korean') ? `korean ${read.kind}` : read.kind
      return [{ kind, query: read.query, targets }]
    }),
  )
}

/** A row of numbers that is the same in every run (mulberry32). */
export function randomFrom(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

/**
 * So many papers: the real ones, then others with the halves of two titles, the sentences of two abstracts, and people, venue
 * and year of others, so that words keep the frequency they have.
 */
export function* grown(real: readonly PaperRecord[], count: number): Generator<PaperRecord> {
  const random = randomFrom(20_261_125)
  const one = () => {
    const paper = real[Math.floor(random() * real.length)]
    if (paper === undefined) throw new Error('no papers to make others of')
    return paper
  }
  yield* real.slice(0, count)
  for (let number = real.length; number < count; number += 1) {
    const [left, right] = [one(), one()]
    const halfOf = (text: string, at: 'first' | 'second') => {
      const words = text.split(' ')
      const middle = Math.ceil(words.length / 2)
      return (at === 'first' ? words.slice(0, middle) : words.slice(middle)).join(' ')
    }
    const sentences = (text: string, at: 'first' | 'second') => {
      const all = text.split(/(?<=[.!?]) /)
      const middle = Math.ceil(all.length / 2)
      return (at === 'first' ? all.slice(0, middle) : all.slice(middle)).join(' ')
    }
    const { authors, venue } = one()
    yield {
      id: `made-${number}`,
      title: `${halfOf(left.title, 'first')} ${halfOf(right.title, 'second')}`.trim(),
      authors,
      abstract: `${sentences(left.abstract, 'first')} ${sentences(right.abstract, 'second')}`.trim(),
      year: one().year,
      venue,
    }
  }
}

/** The first of every so many papers: those of the first library they are spread over. */
export function* everyNth(papers: Iterable<PaperRecord>, libraries: number): Generator<PaperRecord> {
  let at = 0
  for (const paper of papers) {
    if (at % libraries === 0) yield paper
    at += 1
  }
}
