/** Real items of Zotero beside the repository, and the files that its own importers made them from. */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { comparedFields, compareFields, toComparable } from '../../../bench/conformance/compare-records.ts'
import { DataFolder, readEntries } from '../../../bench/conformance/read-data.ts'
import { Tally } from '../../../bench/conformance/tally.ts'
import { toMappedItem } from './item-to-csl.ts'
import { zoteroItem } from './zotero-item.ts'

const folder = process.env.SEOGO_TEST_DATA ?? join(import.meta.dirname, '../../../../shared/data')
const isAbsent = !existsSync(join(folder, 'import-cases.jsonl'))
const why = isAbsent ? ` (skipped: no data in ${folder})` : ''

const importCase = z.object({
  id: z.string(),
  format: z.string(),
  ext: z.string(),
  core: z.boolean(),
  input: z.string(),
  expected: z.array(zoteroItem),
})

test.skipIf(isAbsent)(`an item of Zotero and the file it was made from become the same record${why}`, () => {
  const tallies = new Map<string, Tally>()
  for (const { id, format, ext, core, input, expected } of new DataFolder(folder).lines(
    'import-cases.jsonl',
    importCase,
  )) {
    if (!core) continue
    const tally = tallies.get(format) ?? new Tally(format, core)
    tallies.set(format, tally)
    const read = readEntries(tally, id, new TextEncoder().encode(input), `case.${ext}`)
    for (const [index, item] of expected.entries()) {
      const entry = read[index]
      if (entry === undefined) continue
      const { csl, tags } = toMappedItem(item)
      const asItem = toComparable({ csl, keywords: tags })
      tally.record(`${id}#${index}`, comparedFields, compareFields(toComparable(entry), asItem))
    }
  }
  expect(tallies.size).toBe(6)
  expect([...tallies.values()].flatMap(({ wrong }) => wrong)).toEqual([])
})
