/**
 * How right the suggestions of duplicates are: `node bench/duplicates.ts [papers]`.
 *
 * Records: pairs that are suggested among the papers of a real corpus, and copies of them made worse by rule (year, subtitle,
 * typo, author left out) that must be found. First pages: altered copies of real PDFs against all other PDFs.
 */
import { execFileSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { z } from 'zod'
import type { CslItem } from '#contract/csl.ts'
import {
  type Compared,
  compareRecords,
  keysOf,
  toCompared,
} from '#features/duplicates/server/compare/compare-records.ts'
import {
  alikeFrom,
  bandsOf,
  likenessOfPages,
  signatureOf,
} from '#features/duplicates/server/compare/first-page.ts'

const data = process.env.SEOGO_TEST_DATA ?? join(import.meta.dirname, '../../shared/data')
const count = Number(process.argv[2] ?? 4_000)

const paper = z.object({
  id: z.string(),
  title: z.string(),
  authors: z.array(z.string()),
  year: z.number().nullish(),
  doi: z.string().nullish(),
})
type Paper = z.infer<typeof paper>

function compared({ id, title, authors, year, doi }: Paper): Compared {
  const csl: CslItem = {
    type: 'article',
    title,
    author: authors.map((name) => ({ literal: name })),
    ...(year ? { issued: { 'date-parts': [[year]] } } : {}),
  }
  return toCompared({
    id,
    title,
    csl,
    doi: doi?.toLowerCase() ?? null,
    arxiv_id: null,
    pmid: null,
    pmcid: null,
    isbn: null,
  })
}

/** Every pair that shares a key, as the index finds them. */
function* likelyPairs(records: readonly Compared[]): Generator<[Compared, Compared]> {
  const byKey = new Map<string, Compared[]>()
  for (const record of records)
    for (const key of keysOf(record)) byKey.set(key, [...(byKey.get(key) ?? []), record])
  const seen = new Set<string>()
  for (const sharing of byKey.values()) {
    if (sharing.length > 40) continue
    for (const [at, one] of sharing.entries()) {
      for (const other of sharing.slice(at + 1)) {
        const name = `${one.id}|${other.id}`
        if (one.id === other.id || seen.has(name)) continue
        seen.add(name)
        yield [one, other]
      }
    }
  }
}

const ways: Readonly<Record<string, (paper: Paper) => Paper | undefined>> = {
  'year + 1': (each) => (each.year ? { ...each, year: each.year + 1 } : undefined),
  'no year': (each) => ({ ...each, year: null }),
  'no author': (each) => ({ ...each, authors: [] }),
  'subtitle lost': (each) =>
    /^.{25,}?: /.test(each.title) ? { ...each, title: each.title.split(': ')[0] ?? '' } : undefined,
  'letter lost': (each) =>
    each.title.length > 20 ? { ...each, title: each.title.slice(0, 12) + each.title.slice(13) } : undefined,
  'case and accents': (each) => ({
    ...each,
    title: `The ${each.title.toUpperCase()}`,
    year: each.year ? each.year - 1 : null,
  }),
}

function measureRecords(): void {
  const file = join(data, 'papers-20k.jsonl.gz')
  if (!existsSync(file)) throw new Error('papers-20k.jsonl.gz is not here: set SEOGO_TEST_DATA')
  const papers = gunzipSync(readFileSync(file))
    .toString()
    .trim()
    .split('\n')
    .slice(0, count)
    .map((line) => paper.parse(JSON.parse(line)))
  const records = papers.map(compared)
  const started = performance.now()
  const suggested = [...likelyPairs(records)].flatMap(([one, other]) => {
    const verdict = compareRecords(one, other)
    return verdict ? [{ one, other, verdict }] : []
  })
  const ms = performance.now() - started
  console.log(
    `${records.length} papers: ${suggested.length} pairs suggested, ${(ms / records.length).toFixed(3)} ms each`,
  )
  const titles = new Map(papers.map((each) => [each.id, each]))
  for (const { one, other, verdict } of suggested) {
    const show = (id: string) => {
      const p = titles.get(id)
      return `${p?.title} | ${p?.authors.slice(0, 4).join(', ')} | ${p?.year} | ${id}`
    }
    console.log(
      `  ${verdict.reasons.map(({ kind }) => kind).join(' ')}\n    ${show(one.id)}\n    ${show(other.id)}`,
    )
  }
  for (const [name, alter] of Object.entries(ways)) {
    const tried = papers.flatMap((each) => {
      const altered = alter({ ...each, doi: null })
      return altered ? [{ each, altered }] : []
    })
    const found = tried.filter(({ each, altered }) => {
      const [one, other] = [compared(each), compared({ ...altered, id: `${each.id}'` })]
      return keysOf(one).some((key) => keysOf(other).includes(key)) && compareRecords(one, other)
    })
    console.log(
      `  ${name}: ${found.length} of ${tried.length} found (${((100 * found.length) / tried.length).toFixed(1)} %)`,
    )
  }
}

/** Copies as they come: another stamp at the head, a cover page, letters misread, words lost. */
const pageWays: Readonly<Record<string, (text: string) => string>> = {
  stamp: (text) => `Downloaded from an archive on a day in May. Personal use only.\n${text}`,
  'cover page': (text) =>
    `${'This is a cover page of a repository, with terms of use for whoever reads it. '.repeat(12)}\n${text}`,
  '1 % of letters misread': (text) => misread(text, 100),
  '3 % of letters misread': (text) => misread(text, 33),
  'first fifth lost': (text) => text.slice(Math.floor(text.length / 5)),
  'every 12th word rewritten': (text) =>
    text
      .split(/\s+/)
      .map((word, at) => (at % 12 === 0 ? `new${at}` : word))
      .join(' '),
}

function misread(text: string, every: number): string {
  return [...text]
    .map((letter, at) => (at % every === every - 1 && /\p{L}/u.test(letter) ? 'x' : letter))
    .join('')
}

function measurePages(): void {
  const folder = join(data, 'pdfs')
  if (!existsSync(folder)) throw new Error('pdfs are not here: set SEOGO_TEST_DATA')
  const texts = readdirSync(folder)
    .filter((name) => name.endsWith('.pdf'))
    .map((name) => ({
      name,
      text: execFileSync('pdftotext', ['-l', '2', join(folder, name), '-']).toString(),
    }))
  const signed = texts.flatMap(({ name, text }) => {
    const signature = signatureOf(text)
    return signature ? [{ name, text, signature }] : []
  })
  console.log(`${texts.length} PDFs, ${signed.length} with enough text on their first pages`)
  const likenesses = signed.flatMap((one, at) =>
    signed.slice(at + 1).map((other) => ({
      pair: `${one.name} ${other.name}`,
      likeness: likenessOfPages(one.signature, other.signature),
    })),
  )
  const top = likenesses.toSorted((one, other) => other.likeness - one.likeness).slice(0, 4)
  console.log(`  different files (${likenesses.length} pairs), most alike:`, top)
  for (const [name, alter] of Object.entries(pageWays)) {
    const scores = signed.flatMap(({ text, signature }) => {
      const altered = signatureOf(alter(text))
      if (!altered) return []
      const isFound = bandsOf(altered).some((band) => bandsOf(signature).includes(band))
      return [{ likeness: likenessOfPages(altered, signature), isFound }]
    })
    const sorted = scores.map(({ likeness }) => likeness).toSorted((one, other) => one - other)
    const found = scores.filter(({ likeness, isFound }) => isFound && likeness >= alikeFrom).length
    console.log(
      `  ${name}: ${found} of ${scores.length} found; likeness from ${sorted[0]?.toFixed(2)}, median ${sorted[sorted.length >> 1]?.toFixed(2)}`,
    )
  }
}

measureRecords()
measurePages()
