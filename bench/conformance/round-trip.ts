import type { ExportedPaper } from '../../features/exports/server/formats/exported.ts'
import { writers } from '../../features/exports/server/formats/writers.ts'
import type { ReadEntry } from '../../features/imports/server/formats/reading.ts'
import { comparedFields, compareRecords } from './compare-records.ts'
import { type DataFolder, readEntries } from './read-data.ts'
import { Tally } from './tally.ts'

/** The bibliographies that are written out again. */
export const roundTripFiles = [
  'sample-500.bib',
  'sample-500.ris',
  'sample-500.csl.json',
  'korean.bib',
  'korean.ris',
  'korean.csl.json',
  'korean-cp949.ris',
]

/** A way of writing that our readers read again. */
export type Way = { readonly format: keyof typeof writers; readonly ending: string; readonly ascii: boolean }

export const roundTripWays: readonly Way[] = [
  { format: 'bibtex', ending: 'bib', ascii: false },
  { format: 'bibtex', ending: 'bib', ascii: true },
  { format: 'biblatex', ending: 'bib', ascii: false },
  { format: 'ris', ending: 'ris', ascii: false },
  { format: 'csl-json', ending: 'json', ascii: false },
]

export function toExported({ csl, keywords, citationKey }: ReadEntry, index: number): ExportedPaper {
  return { id: String(index), key: citationKey ?? `paper${index}`, csl, tags: keywords, addedAt: new Date(0) }
}

/** The file that an export of these papers is. */
export function writtenFile(papers: readonly ExportedPaper[], { format, ascii }: Way): Uint8Array {
  const { head, paper, between, tail } = writers[format]
  const options = { ascii, bom: false }
  const text = head(options) + papers.map((each) => paper(each, options)).join(between) + tail
  return new TextEncoder().encode(text)
}

/** What Seogo reads, it writes so that it reads the same again: one tally a way, over all the files there are. */
export function compareRoundTrips(data: DataFolder): Tally[] {
  const tallies = roundTripWays.map(
    ({ format, ascii }) => new Tally(`to ${format}${ascii ? ' (ASCII)' : ''} and back`, true),
  )
  for (const file of roundTripFiles) {
    if (!data.has(file)) continue
    for (const [index, way] of roundTripWays.entries()) {
      const tally = tallies[index]
      if (tally !== undefined) compareRoundTrip(tally, data, file, way)
    }
  }
  return tallies.filter(({ entries, crashes }) => entries > 0 || crashes.length > 0)
}

function compareRoundTrip(tally: Tally, data: DataFolder, file: string, way: Way): void {
  const of = `${file} as ${way.format}${way.ascii ? ' in ASCII' : ''}`
  const papers = readEntries(tally, file, data.bytes(file), file).map(toExported)
  const back = readEntries(tally, of, writtenFile(papers, way), `x.${way.ending}`)
  tally.lose(of, papers.length - back.length)
  for (const [place, { key, csl, tags }] of papers.entries()) {
    const entry = back[place]
    if (entry === undefined) continue
    if (entry.citationKey !== key) tally.lose(`${of}#${key} (came back as ${entry.citationKey})`, 1)
    tally.record(`${of}#${key}`, comparedFields, compareRecords(entry, { csl, keywords: tags }))
  }
}
