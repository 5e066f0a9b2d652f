/** Real bibliographies with their truth, beside the repository: a table of how many fields of each file are right. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { type CslItem, type CslName, displayAuthors, displayName, yearOf } from '#contract/csl.ts'
import { readBibliography } from './read-bibliography.ts'
import { readBibliographyHere } from './read-text.ts'
import type { BibliographyReading, ReadEntry } from './reading.ts'

const folder = process.env.SEOGO_TEST_DATA ?? join(import.meta.dirname, '../../../../../shared/data')
const isAbsent = !existsSync(join(folder, 'sample-500.jsonl'))
const why = isAbsent ? ` (skipped: no data in ${folder})` : ''

type Sample = {
  id: string
  title: string
  authors: string[]
  year: number
  journal: string
  abstract: string
  keywords: string[]
  doi?: string | null
  url?: string
  abstract_has_math?: boolean
  volume?: string | null
  issue?: string | null
  pages?: string | null
  et_al?: boolean
}

type Compared = Record<string, [got: unknown, truth: unknown]>

const table: Record<string, Record<string, string>> = {}
afterAll(() => {
  if (Object.keys(table).length > 0) process.stdout.write(`${asText(table)}\n`)
})

describe(`samples of 500 papers${why}`, () => {
  test.skipIf(isAbsent).each(['sample-500.ris', 'sample-500.csl.json'])(
    '%s is read as it is true',
    async (file) => {
      const truth = jsonLines<Sample>('sample-500.jsonl')
      const reading = await read(file)
      expect(reading.problems).toEqual([])
      const wrong = compareAll(file, reading.entries, truth, (entry, sample) => ({
        ...fieldsOf(entry, sample),
        abstract: [entry.csl.abstract, sample.abstract],
      }))
      // CSL has one string for all keywords; a keyword with a comma in it cannot be told from two.
      expect(wrong.filter((each) => !each.startsWith('keywords') || file.endsWith('.ris'))).toEqual([])
      expect(wrong.length).toBeLessThanOrEqual(6)
    },
  )

  test.skipIf(isAbsent)('sample-500.bib is read as it is true, its TeX as text', async () => {
    const truth = jsonLines<Sample>('sample-500.jsonl')
    const reading = await read('sample-500.bib')
    expect(reading.problems).toEqual([])
    const wrong = compareAll('sample-500.bib', reading.entries, truth, (entry, sample) => ({
      ...fieldsOf(entry, sample),
      abstract: [isAbstractOf(entry.csl.abstract ?? '', sample.abstract), true],
    }))
    expect(wrong.filter((each) => !each.startsWith('keywords'))).toEqual([])
    expect(wrong.length).toBeLessThanOrEqual(6)
  })
})

describe(`Korean records${why}`, () => {
  test.skipIf(isAbsent).each([
    ['korean.bib', 'utf-8', 113],
    ['korean.ris', 'utf-8', 113],
    ['korean.csl.json', 'utf-8', 113],
    ['korean-cp949.ris', 'cp949', 111],
  ])('%s in %s is read as it is true', async (file, encoding, count) => {
    const truth = jsonLines<Sample>('korean.jsonl')
    const reading = await read(file)
    expect(reading).toMatchObject({ encoding, problems: [] })
    expect(reading.entries).toHaveLength(count)
    const byTitle = new Map(truth.map((sample) => [plain(sample.title), sample]))
    const samples = reading.entries.map(
      (entry) => byTitle.get(plain(entry.csl.title ?? '')) ?? expect.fail(entry.csl.title),
    )
    const wrong = compareAll(file, reading.entries, samples, (entry, sample) => ({
      // NFC: some Hanja of KS X 1001 stand there twice, and Unicode holds them for one.
      title: [entry.csl.title, sample.title.normalize('NFC')],
      authors: [displayAuthors(entry.csl).join('|'), sample.authors.join('|')],
      year: [yearOf(entry.csl), sample.year ?? undefined],
      // BibTeX and RIS name the university of a thesis as its publisher.
      container: [entry.csl['container-title'] ?? entry.csl.publisher, sample.journal ?? undefined],
      volume: [entry.csl.volume, sample.volume ?? undefined],
      issue: [entry.csl.issue, sample.issue ?? undefined],
      pages: [
        entry.csl.page?.replaceAll(/\s*-\s*/g, '-'),
        sample.pages?.replaceAll(/\s*[–-]\s*/g, '-') ?? undefined,
      ],
      DOI: [entry.csl.DOI, sample.doi?.toLowerCase() ?? undefined],
    }))
    expect(wrong).toEqual([])
  })
})

describe(`import cases of another reference manager${why}`, () => {
  /** Where Seogo means something else than Zotero, and why. */
  const meantOtherwise: Readonly<Record<string, string>> = {
    'zotero:BibTeX:13 DOI': 'Zotero keeps the DOI of a chapter in a note; CSL has a field for it',
    'zotero:BibTeX:4 creators': 'Zotero puts the suffix III to the given name; CSL has a field for it',
    'zotero:BibTeX:6 title': '\\~ is an ASCII tilde, Zotero writes the operator U+223C',
    'zotero:RIS:4 DOI': 'the DOI stands in the address; Zotero leaves it there',
  }

  test.skipIf(isAbsent)(
    'titles, people, dates, DOIs, containers, abstracts and keywords are the same',
    async () => {
      const cases = jsonLines<ZoteroCase>('import-cases.jsonl').filter(({ format }) =>
        /^(bibtex|ris|csl-json)$/.test(format),
      )
      const wrong: string[] = []
      for (const { id, ext, input, expected } of cases) {
        const { entries } = await readBibliography(new TextEncoder().encode(input), `case.${ext}`)
        expect([id, entries.length]).toEqual([id, expected.length])
        // RIS:3 holds every type of EndNote with the names of fields for values ("Year"); it is looked at below.
        if (id !== 'zotero:RIS:3')
          wrong.push(...compareAll(id, entries, expected, compareToZotero).map((each) => `${id} ${each}`))
      }
      expect(
        wrong
          .map((each) => each.split(':').slice(0, 3).join(':'))
          .filter((each) => meantOtherwise[each] === undefined),
      ).toEqual([])
      expect(wrong).toHaveLength(Object.keys(meantOtherwise).length)
    },
  )

  test.skipIf(isAbsent)(
    'all 48 types of EndNote keep their titles, authors, abstracts and keywords',
    async () => {
      const found = jsonLines<ZoteroCase>('import-cases.jsonl').find(({ id }) => id === 'zotero:RIS:3')
      const { entries } = await readBibliography(new TextEncoder().encode(found?.input), 'case.ris')
      const wrong = compareAll('zotero:RIS:3', entries, found?.expected ?? [], (entry, item) => ({
        title: [entry.csl.title, item.title],
        abstract: [entry.csl.abstract, item.abstractNote],
        keywords: [entry.keywords.toSorted(), item.tags.toSorted()],
      }))
      // A court case and a law, whose short title Zotero takes for the title.
      expect(wrong.map((each) => each.split(':')[0])).toEqual(['title', 'title'])
    },
  )
})

describe(`odd files of another reference manager${why}`, () => {
  test.skipIf(isAbsent)('every file is read, with as many entries as it has', async () => {
    const manifest = jsonLines<{ file: string; entries_by_regex: number }>('import-odd/manifest.jsonl')
    const files = readdirSync(join(folder, 'import-odd')).filter((file) => /\.(bib|ris)$/.test(file))
    expect(files).toHaveLength(manifest.length)
    const counted = manifest.map(({ file }) => {
      const reading = readBibliographyHere(bytesOf(join('import-odd', file)), file, () => undefined)
      return [file, 'entries' in reading ? reading.entries.length : reading.unreadable]
    })
    // The expression of the manifest counts no entry in UTF-16, and none in a record that has lost its first line.
    const otherwise = new Map([
      ['RisImporterCorrupted.ris', 1],
      ['encoding-utf-16BE-without-header.bib', 1],
      ['tiny-BE-noBOM.bib', 1],
    ])
    expect(counted).toEqual(
      manifest.map(({ file, entries_by_regex: count }) => [file, otherwise.get(file) ?? count]),
    )
  })

  test.skipIf(isAbsent)('inputs of its parser’s tests give the entries they shall, or none', () => {
    const cases = jsonLines<ParserCase>('import-odd/jabref-parser-strings.jsonl')
    for (const { id, input, expected_entries: expected, expects_no_entry: expectsNone } of cases) {
      const reading = readBibliographyHere(new TextEncoder().encode(input), 'case.bib', () => undefined)
      const entries = 'entries' in reading ? reading.entries : []
      // There it is refused that two fields have no comma between them; here it is mended and told.
      if (expectsNone && !id.includes('NotSeperatedByComma')) expect([id, entries.length]).toEqual([id, 0])
      if (expected !== null)
        expect([id, entries.map(keyOf)]).toEqual([
          id,
          expected.map(({ key, fields }) => key ?? fields.key_field ?? ''),
        ])
    }
  })
})

type ParserCase = {
  id: string
  input: string
  expected_entries: { key: string | null; fields: Record<string, string> }[] | null
  expects_no_entry: boolean
}

type ZoteroItem = {
  title?: string
  creators: { firstName?: string; lastName?: string; name?: string; creatorType: string }[]
  date?: string
  issueDate?: string
  DOI?: string
  publicationTitle?: string
  bookTitle?: string
  proceedingsTitle?: string
  abstractNote?: string
  tags: string[]
}
type ZoteroCase = { id: string; format: string; ext: string; input: string; expected: ZoteroItem[] }

function keyOf(entry: ReadEntry): string {
  return entry.citationKey ?? ''
}

function compareToZotero(entry: ReadEntry, item: ZoteroItem): Compared {
  const { csl } = entry
  const people = (names: CslName[] | undefined) => (names ?? []).map(displayName)
  const date = csl.issued?.['date-parts']?.[0]?.map((part) => String(part).padStart(2, '0')).join('-')
  return {
    title: [csl.title, item.title],
    creators: [
      [...people(csl.author), ...people(csl.editor)],
      item.creators.map(
        ({ firstName, lastName, name }) => name ?? [firstName, lastName].filter(Boolean).join(' '),
      ),
    ],
    date: [date, (item.date ?? item.issueDate)?.replace('January 1, 2013', '2013-01-01')],
    DOI: [csl.DOI, item.DOI?.toLowerCase()],
    container: [csl['container-title'], item.publicationTitle ?? item.bookTitle ?? item.proceedingsTitle],
    abstract: [csl.abstract, item.abstractNote],
    keywords: [entry.keywords.toSorted(), item.tags.toSorted()],
  }
}

function fieldsOf(entry: ReadEntry, sample: Sample): Compared {
  const { csl }: { csl: CslItem } = entry
  return {
    key: [entry.citationKey, sample.id],
    title: [csl.title, sample.title],
    authors: [displayAuthors(csl).join('|'), sample.authors.join('|')],
    year: [yearOf(csl), sample.year],
    DOI: [csl.DOI, sample.doi?.toLowerCase()],
    container: [csl['container-title'], sample.journal],
    URL: [csl.URL, sample.url],
    keywords: [entry.keywords.join('|'), sample.keywords.join('|')],
  }
}

/** The words outside of formulas stand in their order; dashes and quotes are those of print. */
function isAbstractOf(got: string, truth: string): boolean {
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

/** Counts what agrees into the table. @returns what does not, as "field: got | truth". */
function compareAll<T>(
  file: string,
  entries: readonly ReadEntry[],
  truth: readonly T[],
  compare: (entry: ReadEntry, sample: T) => Compared,
): string[] {
  const right: Record<string, number> = {}
  const wrong: string[] = []
  for (const [index, entry] of entries.entries()) {
    const sample = truth[index] ?? expect.fail(`${file} has more entries than its truth`)
    for (const [field, [got, wanted]] of Object.entries(compare(entry, sample))) {
      const isRight = JSON.stringify(got) === JSON.stringify(wanted)
      right[field] = (right[field] ?? 0) + (isRight ? 1 : 0)
      if (!isRight) wrong.push(`${field}: ${JSON.stringify(got)} | ${JSON.stringify(wanted)}`)
    }
  }
  table[file] = Object.fromEntries(
    Object.entries(right).map(([field, count]) => [field, `${count}/${entries.length}`]),
  )
  return wrong
}

function asText(rows: Record<string, Record<string, string>>): string {
  return Object.entries(rows)
    .map(
      ([file, fields]) =>
        `${file}: ${Object.entries(fields)
          .map(([field, count]) => `${field} ${count}`)
          .join('  ')}`,
    )
    .join('\n')
}

function plain(title: string): string {
  return title.normalize('NFC').replaceAll(/\s+/g, ' ').trim()
}

function bytesOf(file: string): Uint8Array {
  return readFileSync(join(folder, file))
}

function read(file: string): Promise<BibliographyReading> {
  return readBibliography(bytesOf(file), file)
}

function jsonLines<T>(file: string): T[] {
  return readFileSync(join(folder, file), 'utf8')
    .trim()
    .split('\n')
    .map((line): T => JSON.parse(line))
}
