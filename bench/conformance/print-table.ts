import { comparedFields } from './compare-records.ts'
import { type PdfOutcome, pdfBars } from './pdfs.ts'
import type { Deviation, FieldCount, Tally } from './tally.ts'

/** The tallies as a table: right of all, and how many more are meant otherwise. */
export function tableOf(tallies: readonly Tally[]): string {
  const head = ['', 'entries', 'lost', ...comparedFields, 'all']
  const rows = tallies.map((tally) => [
    tally.isCore ? tally.format : `(${tally.format})`,
    String(tally.entries),
    String(tally.lost.length),
    ...comparedFields.map((field) => cell(tally.fields.get(field))),
    share(tally.total),
  ])
  return aligned([head, ...rows])
}

function cell(count: FieldCount | undefined): string {
  if (count === undefined) return '–'
  return `${count.right}/${count.all}${count.meant === 0 ? '' : ` +${count.meant}`}`
}

export function share({ right, all }: FieldCount): string {
  return all === 0 ? '–' : `${(Math.floor((right / all) * 1000) / 10).toFixed(1)} %`
}

function aligned(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)))
  return rows
    .map((row) =>
      row
        .map((text, column) =>
          column === 0 ? text.padEnd(widths[0] ?? 0) : text.padStart(widths[column] ?? 0),
        )
        .join('  '),
    )
    .join('\n')
}

/** Deviations that are meant, by their reason. */
export function reasonsOf(tallies: readonly Tally[]): string {
  const byReason = new Map<string, Deviation[]>()
  for (const each of tallies.flatMap(({ deviations }) => deviations)) {
    if (each.reason !== undefined) byReason.set(each.reason, [...(byReason.get(each.reason) ?? []), each])
  }
  return [...byReason]
    .map(
      ([reason, list]) =>
        `  ${list.length} × ${[...new Set(list.map(({ of, field }) => `${of.replace(/#.*$/, '')} ${field}`))].join(', ')}: ${reason}`,
    )
    .join('\n')
}

export function wrongOf(tallies: readonly Tally[]): string {
  const short = (text: string) => JSON.stringify(text.length > 160 ? `${text.slice(0, 160)}…` : text)
  return tallies
    .flatMap(({ wrong }) => wrong)
    .map(
      ({ of, field, got, wanted }) =>
        `  ${of} ${field}\n    got    ${short(got)}\n    wanted ${short(wanted)}`,
    )
    .join('\n')
}

export function pdfTable({ legible, illegible, scores, deviations, broken }: PdfOutcome): string {
  const fields = ['title', 'authors', 'year', 'doi', 'arxiv'] as const
  const rows = fields.map(
    (field) => `${field} ${(scores[field] * 100).toFixed(1)} % (bar ${pdfBars[field] * 100} %)`,
  )
  return [
    `PDFs: ${legible} with readable text, ${illegible} without: ${rows.join(', ')}`,
    ...deviations.map((line) => `  ${line}`),
    ...(broken.length === 0
      ? []
      : [`broken and hostile PDFs: ${broken.map(({ file, ended }) => `${file} ${ended}`).join('; ')}`]),
  ].join('\n')
}
