/**
 * How right Seogo reads what other programs wrote, and what it wrote itself:
 * `npm run conformance -- [--data <folder>] [--json] [--skip-pdfs]`. The folder has the files of the shared test data, or some of
 * them. Ends with 1 when a core format deviates without a listed reason, fewer than 97 % of its fields are right, an
 * entry is lost, something crashes, or the PDFs are below their bars.
 */
import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { compareImportCases } from './conformance/import-cases.ts'
import { compareOddFiles, compareParserStrings } from './conformance/odd-files.ts'
import { comparePdfs, type PdfOutcome, pdfBars } from './conformance/pdfs.ts'
import { pdfTable, reasonsOf, share, tableOf, wrongOf } from './conformance/print-table.ts'
import { DataFolder } from './conformance/read-data.ts'
import { compareRoundTrips } from './conformance/round-trip.ts'
import { compareKorean, compareSamples } from './conformance/samples.ts'
import type { FieldCount, Tally } from './conformance/tally.ts'

const fieldsRightMin = 0.97

const { values } = parseArgs({
  options: {
    data: { type: 'string' },
    json: { type: 'boolean', default: false },
    'skip-pdfs': { type: 'boolean', default: false },
  },
})
const folder = resolve(values.data ?? join(import.meta.dirname, '../../shared/data'))
if (!existsSync(folder)) {
  console.error(`There is no folder ${folder}; name one with --data.`)
  process.exit(2)
}
const data = new DataFolder(folder)
const tallies = [
  ...compareImportCases(data),
  ...compareOddFiles(data),
  ...compareParserStrings(data),
  ...compareSamples(data),
  ...compareKorean(data),
  ...compareRoundTrips(data),
]
const pdfs = values['skip-pdfs'] ? undefined : await comparePdfs(data)
const core = sum(tallies.filter(({ isCore }) => isCore))
const faults = faultsOf(tallies, pdfs)
print()
process.exitCode = faults.length === 0 ? 0 : 1

function faultsOf(all: readonly Tally[], papers: PdfOutcome | undefined): string[] {
  const ofCore = all.filter(({ isCore }) => isCore)
  const faults = [
    ...all.flatMap(({ crashes }) => crashes.map((crash) => `crash: ${crash}`)),
    ...(papers?.crashes ?? []).map((crash) => `crash: ${crash}`),
    ...ofCore.flatMap(({ lost }) => lost.map((of) => `lost: ${of}`)),
    ...ofCore.flatMap(({ wrong }) => wrong.map(({ of, field }) => `without a reason: ${of} ${field}`)),
  ]
  if (core.all > 0 && core.right / core.all < fieldsRightMin) faults.push(`fields: ${share(core)} are right`)
  if (papers !== undefined && papers.legible > 0) {
    for (const field of ['title', 'authors', 'year', 'doi', 'arxiv'] as const) {
      if (papers.scores[field] < pdfBars[field]) faults.push(`PDFs: ${field} ${papers.scores[field]}`)
    }
  }
  return faults
}

function sum(some: readonly Tally[]): FieldCount {
  return some.reduce(
    (all, { total }) => ({
      right: all.right + total.right,
      meant: all.meant + total.meant,
      all: all.all + total.all,
    }),
    { right: 0, meant: 0, all: 0 },
  )
}

function print(): void {
  console.log('Right of all, "+n" meant otherwise for a reason below; formats in brackets are extras.\n')
  console.log(tableOf(tallies))
  console.log(
    `\ncore: ${core.right} of ${core.all} fields right (${share(core)}), ${core.meant} meant otherwise`,
  )
  const reasons = reasonsOf(tallies)
  if (reasons !== '') console.log(`\nMeant otherwise:\n${reasons}`)
  const wrong = wrongOf(tallies)
  if (wrong !== '') console.log(`\nWrong:\n${wrong}`)
  const lost = tallies.flatMap((tally) => tally.lost)
  if (lost.length > 0) console.log(`\nNot read: ${lost.join(', ')}`)
  if (pdfs !== undefined) console.log(`\n${pdfTable(pdfs)}`)
  if (data.absent.size > 0) console.log(`\nSkipped, not in ${folder}: ${[...data.absent].join(', ')}`)
  console.log(faults.length === 0 ? '\nconformance: green' : `\nconformance: RED\n  ${faults.join('\n  ')}`)
  if (values.json) console.log(JSON.stringify(asJson()))
}

function asJson(): Record<string, unknown> {
  return {
    bench: 'conformance',
    core,
    formats: tallies.map((tally) => ({
      format: tally.format,
      core: tally.isCore,
      entries: tally.entries,
      lost: tally.lost,
      crashes: tally.crashes,
      fields: Object.fromEntries(tally.fields),
      deviations: tally.deviations,
    })),
    pdfs: pdfs ?? null,
    absent: [...data.absent],
    faults,
  }
}
