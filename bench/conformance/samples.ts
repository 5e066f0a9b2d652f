import { z } from 'zod'
import { yearOf } from '#contract/csl.ts'
import type { ReadEntry } from '../../features/imports/server/formats/reading.ts'
import {
  type ComparableRecord,
  comparableOf,
  comparedFields,
  compareFields,
  toComparable,
} from './compare-records.ts'
import { type DataFolder, readEntries } from './read-data.ts'
import { Tally } from './tally.ts'

const optional = z.string().nullish()
const sample = z.object({
  id: z.string(),
  title: z.string(),
  authors: z.array(z.string()),
  year: z.int().nullish(),
  journal: optional,
  abstract: optional,
  keywords: z.array(z.string()).default([]),
  doi: optional,
})
type Sample = z.infer<typeof sample>

/** The same 500 papers in three formats. */
export function compareSamples(data: DataFolder): Tally[] {
  return ['sample-500.bib', 'sample-500.ris', 'sample-500.csl.json'].flatMap((file) =>
    compareFile(data, file, 'sample-500.jsonl', (entry, truth) => {
      const got = ofSample(entry)
      const wanted = sampleAsRecord(truth)
      // Formulas of TeX are shown as text, so only the words around them can be compared.
      const isTexRight = file.endsWith('.bib') && hasSameWords(got.abstract, wanted.abstract)
      return [isTexRight ? { ...got, abstract: wanted.abstract } : got, wanted]
    }),
  )
}

/** Korean records in three formats, and one of them in CP949, which leaves out what it cannot write. */
export function compareKorean(data: DataFolder): Tally[] {
  return ['korean.bib', 'korean.ris', 'korean.csl.json', 'korean-cp949.ris'].flatMap((file) =>
    compareFile(data, file, 'korean.jsonl', (entry, truth) => {
      // BibTeX and RIS name the university of a thesis as its publisher.
      const container = entry.csl['container-title'] ?? entry.csl.publisher ?? ''
      return [{ ...ofSample(entry), container }, sampleAsRecord(truth)]
    }),
  )
}

type Pair = readonly [got: ComparableRecord, wanted: ComparableRecord]

function compareFile(
  data: DataFolder,
  file: string,
  truthFile: string,
  pair: (entry: ReadEntry, truth: Sample) => Pair,
): Tally[] {
  if (!data.has(file) || !data.has(truthFile)) return []
  const tally = new Tally(file, true)
  const read = readEntries(tally, file, data.bytes(file), file)
  const byTitle = new Map(read.map((entry) => [plainTitle(entry.csl.title), entry]))
  const byKey = new Map(read.map((entry) => [entry.citationKey ?? '', entry]))
  for (const truth of data.lines(truthFile, sample)) {
    const entry = byKey.get(truth.id) ?? byTitle.get(plainTitle(truth.title))
    if (entry === undefined) {
      if (!isUnwritable(file, truth)) tally.lose(`${file}#${truth.id}`, 1)
      continue
    }
    const [got, wanted] = pair(entry, truth)
    tally.record(`${file}#${truth.id}`, comparedFields, compareFields(got, wanted))
  }
  return [tally]
}

/** A record with a character that is not in CP949 was left out of the file in it. */
function isUnwritable(file: string, truth: Sample): boolean {
  return (
    file === 'korean-cp949.ris' && /[^\p{ASCII}가-힣㐀-鿿豈-龎·「」‘’“”…–∼～]/u.test(JSON.stringify(truth))
  )
}

function plainTitle(title: string | undefined): string {
  return (title ?? '').normalize('NFC').replaceAll(/\s+/g, ' ').trim()
}

function ofSample(entry: ReadEntry): ComparableRecord {
  return { ...toComparable(entry), date: String(yearOf(entry.csl) ?? '') }
}

function sampleAsRecord(truth: Sample): ComparableRecord {
  return comparableOf({
    title: truth.title,
    creators: truth.authors,
    date: String(truth.year ?? ''),
    DOI: truth.doi,
    container: truth.journal,
    abstract: truth.abstract,
    tags: truth.keywords,
  })
}

/** The words outside of formulas stand in their order; dashes and quotation marks are those of print. */
function hasSameWords(got: string, truth: string): boolean {
  const printed = truth
    .replaceAll('---', '—')
    .replaceAll('--', '–')
    .replaceAll('``', '“')
    .replaceAll("''", '”')
  let from = 0
  for (const words of printed.split(/\$[^$]*\$/)) {
    const place = got.indexOf(words.trim(), from)
    if (place === -1) return false
    from = place + words.trim().length
  }
  return printed.includes('$') || got === printed
}
