/** Real bibliographies with their truth, beside the repository; `npm run conformance` shows the same as a table. */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { compareImportCases } from '../../../../bench/conformance/import-cases.ts'
import { compareOddFiles, compareParserStrings } from '../../../../bench/conformance/odd-files.ts'
import { DataFolder } from '../../../../bench/conformance/read-data.ts'
import { compareKorean, compareSamples } from '../../../../bench/conformance/samples.ts'
import type { Tally } from '../../../../bench/conformance/tally.ts'
import { readBibliography } from './read-bibliography.ts'

const folder = process.env.SEOGO_TEST_DATA ?? join(import.meta.dirname, '../../../../../shared/data')
const isAbsent = !existsSync(join(folder, 'import-cases.jsonl'))
const why = isAbsent ? ` (skipped: no data in ${folder})` : ''

function faultsOf({ format, isCore, wrong, lost, crashes, entries }: Tally): unknown {
  const differences = isCore ? wrong : []
  return { format, isEmpty: entries === 0, differences, lost: isCore ? lost : [], crashes }
}

describe(`what other programs wrote${why}`, () => {
  test.skipIf(isAbsent).each([
    ['import cases of a reference manager', compareImportCases, 6],
    ['odd files of another', compareOddFiles, 1],
    ['inputs of its parser’s tests', compareParserStrings, 1],
    ['500 papers in three formats', compareSamples, 3],
    ['Korean records in three formats and in CP949', compareKorean, 4],
  ])('%s are read as they are meant, or for a listed reason otherwise', (_what, compare, coreCount) => {
    const tallies = compare(new DataFolder(folder))
    expect(tallies.filter(({ isCore }) => isCore)).toHaveLength(coreCount)
    for (const tally of tallies.filter((each) => each.isCore || each.entries > 0)) {
      const none = { format: tally.format, isEmpty: false, differences: [], lost: [], crashes: [] }
      expect(faultsOf(tally)).toEqual(none)
    }
  })

  test.skipIf(isAbsent).each([
    ['sample-500.bib', 'utf-8', 500],
    ['korean.ris', 'utf-8', 113],
    ['korean-cp949.ris', 'cp949', 111],
  ])('%s is read in %s by the thread, nothing told against it', async (file, encoding, count) => {
    const reading = await readBibliography(readFileSync(join(folder, file)), file)
    expect(reading).toMatchObject({ encoding, problems: [] })
    expect(reading.entries).toHaveLength(count)
  })
})
