/** What is written comes back through our own readers: real bibliographies from beside the repository, and what is odd. */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { type CslItem, cslItem, displayName } from '#contract/csl.ts'
import type { ExportedPaper } from '#features/exports/server/formats/exported.ts'
import { writers } from '#features/exports/server/formats/writers.ts'
import { readBibliographyHere } from '#features/imports/server/formats/read-text.ts'
import type { ReadEntry } from '#features/imports/server/formats/reading.ts'
import {
  roundTripFiles,
  roundTripWays,
  toExported,
  type Way,
  writtenFile,
} from '../bench/conformance/round-trip.ts'

const folder = process.env.SEOGO_TEST_DATA ?? join(import.meta.dirname, '../../shared/data')
const isAbsent = !existsSync(join(folder, 'sample-500.jsonl'))
const why = isAbsent ? ` (skipped: no data in ${folder})` : ''

const written = (papers: readonly ExportedPaper[], format: Way['format'], ascii = false): string =>
  new TextDecoder('utf-8', { ignoreBOM: true }).decode(writtenFile(papers, { format, ascii, ending: '' }))

function readFile(bytes: Uint8Array, fileName: string): ReadEntry[] {
  const reading = readBibliographyHere(bytes, fileName, () => undefined)
  if ('unreadable' in reading) expect.fail(reading.unreadable)
  expect(reading.problems).toEqual([])
  return reading.entries
}

function writtenAndRead(papers: readonly ExportedPaper[], way: Way): ReadEntry[] {
  return readFile(writtenFile(papers, way), `x.${way.ending}`)
}

/** What must be the same when a paper comes back. */
function compared({ csl, tags }: { csl: CslItem; tags: readonly string[] }) {
  const people = (field: 'author' | 'editor') => csl[field]?.map(displayName)
  return {
    title: csl.title,
    authors: people('author'),
    editors: people('editor'),
    issued: csl.issued,
    DOI: csl.DOI,
    container: csl['container-title'],
    abstract: csl.abstract,
    pages: csl.page?.replaceAll(/\s*[-–]+\s*/g, '-'),
    volume: csl.volume,
    tags: [...tags].toSorted(),
  }
}

// TeX takes our reader a millisecond a record, so the dialects share the first hundred; `npm run conformance` takes all.
const mostOf = ({ format, ascii }: Way) => (format === 'biblatex' || ascii ? 100 : 1000)

describe(`real bibliographies come back as they went${why}`, () => {
  test.skipIf(isAbsent).each(roundTripFiles)('%s in every format', (file) => {
    const all = readFile(readFileSync(join(folder, file)), file).map(toExported)
    for (const way of roundTripWays) {
      const papers = all.slice(0, mostOf(way))
      const back = writtenAndRead(papers, way)
      expect(back.map(({ citationKey }) => citationKey)).toEqual(papers.map(({ key }) => key))
      for (const [index, entry] of back.entries()) {
        const paper = papers[index] ?? expect.fail()
        const got = compared({ csl: entry.csl, tags: entry.keywords })
        expect([way, paper.key, got]).toEqual([way, paper.key, compared(paper)])
      }
    }
  })
})

const odd: readonly (readonly [string, Partial<CslItem>])[] = [
  [
    'particles, suffixes, institutions, Korean names and more authors',
    {
      author: [
        { family: 'Beethoven', given: 'Ludwig', 'non-dropping-particle': 'van' },
        { family: 'King', given: 'Martin Luther', suffix: 'Jr.' },
        { family: 'García Márquez', given: 'Gabriel' },
        { family: '김', given: '철수' },
        { literal: '남궁민수' },
        { literal: 'World Health Organization' },
        { family: 'Plato' },
        { literal: 'others' },
      ],
    },
  ],
  [
    'a range',
    {
      issued: {
        'date-parts': [
          [2011, 12],
          [2012, 2],
        ],
      },
    },
  ],
  ['a range of years', { issued: { 'date-parts': [[1997], [1998]] } }],
  ['about a year', { issued: { 'date-parts': [[1999]], circa: true } }],
  ['a season', { issued: { 'date-parts': [[2025]], season: 1 } }],
  ['a day', { issued: { 'date-parts': [[2014, 6, 1]] } }],
  ['words for a date', { issued: { literal: 'in press' } }],
  [
    'signs of TeX',
    { title: String.raw`R&D at 50% of #1: a_b {c} ~ ^ \ <x> "quoted" -- and ''so'' on --- \`\`here` },
  ],
  ['capitals', { title: 'BERT and the iPhone in Korea: a study of DNA-like things for everybody' }],
  ['a formula', { title: String.raw`Learning in $\mathcal{O}(n^{\log k})$ steps` }],
  [
    'letters beyond ASCII',
    {
      title: 'Über Ångström, Škoda, Łódź, Gödel–Escher “Bach” ’s naïve façade — Straße',
      author: [{ family: 'Özgür', given: 'Ayşe' }],
    },
  ],
  ['paragraphs', { abstract: 'One.\n\nTwo: 5 $ and 10 $ are no formula.\n\nTY - not a tag' }],
  ['pages', { page: '1123-1145' }],
  ['a number instead of pages', { page: 'e0123' }],
  [
    'identifiers',
    { DOI: '10.1000/a_b(c)1', URL: 'https://example.org/a_b?c=%20d&e=~f#g', ISSN: '1234-5678' },
  ],
]

test.each(odd)('%s: comes back in every format', (_name, fields) => {
  const csl = cslItem.parse({
    type: 'article-journal',
    title: 'A title',
    'container-title': 'Journal of X',
    ...fields,
  })
  const paper = {
    id: '1',
    key: 'kim2024',
    csl,
    tags: ['one', 'two, with a comma', '세 번째'],
    addedAt: new Date(0),
  }
  for (const way of roundTripWays) {
    const back = writtenAndRead([paper], way)[0] ?? expect.fail()
    expect([way, compared({ csl: back.csl, tags: back.keywords })]).toEqual([way, compared(paper)])
    expect([back.csl.type, back.citationKey]).toEqual(['article-journal', 'kim2024'])
    expect([back.csl.DOI, back.csl.URL, back.csl.ISSN]).toEqual([csl.DOI, csl.URL, csl.ISSN])
  }
})

test('an arXiv preprint comes back as one, and PubMed numbers and ISBNs with their papers', () => {
  const preprint = cslItem.parse({
    type: 'article',
    title: 'T',
    archive: 'arXiv',
    archive_location: '1706.03762v2',
    number: 'arXiv:1706.03762v2',
    publisher: 'arXiv',
  })
  const book = cslItem.parse({
    type: 'book',
    title: 'B',
    ISBN: '978-3-16-148410-0',
    PMID: '123',
    'number-of-pages': '300',
    'collection-title': 'Series',
    'collection-number': '7',
  })
  const papers = [preprint, book].map((csl, index) => ({
    id: String(index),
    key: `k${index}a`,
    csl,
    tags: [],
    addedAt: new Date(0),
  }))
  for (const format of ['bibtex', 'biblatex'] as const) {
    const back = writtenAndRead(papers, { format, ascii: false, ending: 'bib' }).map(({ csl }) => csl)
    expect(back).toEqual([preprint, book])
  }
})

test('what a format has no place for is told in the record, and nothing is lost', () => {
  const csl = cslItem.parse({
    type: 'article-journal',
    title: 'T',
    composer: [{ family: 'Bach', given: 'J. S.' }],
    'reviewed-title': 'Of another',
    'original-date': { 'date-parts': [[1890]] },
  })
  const paper = { id: '1', key: 'bach', csl, tags: [], addedAt: new Date(0) }
  const ris = written([paper], 'ris')
  expect(ris).toContain('N1  - composer: J. S. Bach')
  expect(ris).toContain('N1  - reviewed-title: Of another')
  expect(ris).toContain('N1  - original-date: 1890')
  expect(written([paper], 'bibtex')).toContain('annote = {composer: J. S. Bach')
})

test('CSV is quoted by RFC 4180, marked for Excel, and runs no formula', () => {
  const csl = cslItem.parse({
    type: 'book',
    title: '=HYPERLINK("x")',
    abstract: 'a, "b"\nc',
    author: [{ literal: '홍길동' }],
  })
  const { head, paper } = writers.csv
  expect(head({ ascii: false, bom: true })).toMatch(/^\ufeffkey,type,title,.*\r\n$/)
  const line = paper(
    { id: '1', key: 'hong', csl, tags: ['하나', 'two'], addedAt: new Date(0) },
    { ascii: false, bom: false },
  )
  expect(line).toBe(
    `hong,book,"'=HYPERLINK(""x"")",홍길동,,,,,,,,,,,,,,,,하나; two,"a, ""b""\nc",,1970-01-01T00:00:00.000Z\r\n`,
  )
})
