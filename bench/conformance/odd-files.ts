import { z } from 'zod'
import type { ReadEntry } from '../../features/imports/server/formats/reading.ts'
import { type ComparedField, comparedFields, compareRecords } from './compare-records.ts'
import { type DataFolder, readEntries } from './read-data.ts'
import { Tally } from './tally.ts'

const oddFile = z.object({
  file: z.string(),
  entries_by_regex: z.int(),
  jabref_expected_bib: z.string().nullable(),
})
const parserCase = z.object({
  id: z.string(),
  input: z.string(),
  expected_entries: z
    .array(
      z.object({ type: z.string(), key: z.string().nullable(), fields: z.record(z.string(), z.string()) }),
    )
    .nullable(),
  expects_no_entry: z.boolean(),
})

// The expression that counted counts no entry in UTF-16, and none in a record that has lost its first line.
const countedOtherwise: Readonly<Record<string, number>> = {
  'RisImporterCorrupted.ris': 1,
  'encoding-utf-16BE-without-header.bib': 1,
  'tiny-BE-noBOM.bib': 1,
}

/** Files of another reference manager with odd encodings or syntax: none is lost, and RIS is as it reads it. */
export function compareOddFiles(data: DataFolder): Tally[] {
  if (!data.has('import-odd/manifest.jsonl')) return []
  const tally = new Tally('odd files', true)
  for (const { file, entries_by_regex: counted, jabref_expected_bib: expected } of data.lines(
    'import-odd/manifest.jsonl',
    oddFile,
  )) {
    if (!data.has(`import-odd/${file}`)) continue
    const read = readEntries(tally, file, data.bytes(`import-odd/${file}`), file)
    tally.lose(file, (countedOtherwise[file] ?? counted) - read.length)
    if (expected === null) tally.entries += read.length
    else compareWithBibtex(tally, file, read, expected, comparedFields)
  }
  return [tally]
}

/** Inputs of its parser's own tests, of which some must give nothing. */
export function compareParserStrings(data: DataFolder): Tally[] {
  const file = 'import-odd/jabref-parser-strings.jsonl'
  if (!data.has(file)) return []
  const tally = new Tally('parser strings', true)
  for (const { id, input, expected_entries: expected, expects_no_entry: expectsNone } of data.lines(
    file,
    parserCase,
  )) {
    const read = readEntries(tally, id, new TextEncoder().encode(input), 'case.bib')
    // There it is refused that two fields have no comma between them; here it is mended and told.
    if (expectsNone && read.length > 0 && !id.includes('NotSeperatedByComma'))
      tally.crashes.push(`${id}: an entry out of nothing`)
    if (expected === null) tally.entries += read.length
    else tally.lose(id, expected.length - read.length)
    for (const [index, { type, key, fields }] of (expected ?? []).entries()) {
      // A value with # refers to strings that stand elsewhere.
      const plain = Object.entries(fields).filter(([, value]) => !value.includes('#'))
      const lines = plain.map(([name, value]) => `${name} = {${value}}`)
      const asserted = plain.flatMap(([name]) => fieldsOfBibtex[name] ?? [])
      const entry = read[index]
      if (entry === undefined) continue
      compareWithBibtex(
        tally,
        `${id}#${index}`,
        [entry],
        `@${type}{${[key ?? '', ...lines].join(', ')}}`,
        asserted,
      )
    }
  }
  return [tally]
}

const fieldsOfBibtex: Readonly<Record<string, readonly ComparedField[]>> = {
  author: ['creators'],
  title: ['title'],
  keywords: ['tags'],
}

function compareWithBibtex(
  tally: Tally,
  of: string,
  read: readonly ReadEntry[],
  expected: string,
  fields: readonly ComparedField[],
): void {
  const wanted = readEntries(
    tally,
    `expectation of ${of}`,
    new TextEncoder().encode(expected),
    'expected.bib',
  )
  tally.lose(of, wanted.length - read.length)
  for (const [index, truth] of wanted.entries()) {
    const entry = read[index]
    if (entry === undefined) continue
    tally.record(of, fields, compareRecords(entry, truth))
  }
}
