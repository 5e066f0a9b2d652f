import { createHash } from 'node:crypto'
import { Readable } from 'node:stream'
import type { ImportId, UserId } from '#contract/ids.ts'
import type { House } from '#platform/house.ts'
import type { Bytes } from '#platform/http/route.ts'
import { type EntryRow, listEntries } from './entry-queries.ts'
import { requireImport, toEntry } from './report.ts'

const rowsAtOnce = 2_000

const columns = ['file', 'line', 'outcome', 'reason', 'filled_fields', 'undo', 'title', 'paper_id'] as const

/** A cell (RFC 4180). What a spreadsheet would take for a formula is told to be text by an apostrophe. */
function cell(value: string | number | null): string {
  const text = typeof value === 'string' && /^[=+\-@\t\r]/.test(value) ? `'${value}` : String(value ?? '')
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

function lineOf(row: EntryRow): string {
  const { fileName, line, outcome, reason, filledFields, undo, title, paperId } = toEntry(row)
  return [fileName, line, outcome, reason, filledFields.join(' '), undo, title, paperId].map(cell).join(',')
}

/** The whole report as a table. @throws Problem import_not_found */
export async function entriesAsCsv(house: House, userId: UserId, id: ImportId): Promise<Bytes> {
  await house.database.asUser(userId, (tx) => requireImport(tx, id))
  const lines = [columns.join(',')]
  let after: readonly [number, number] | undefined
  for (;;) {
    const rows = await house.database.asUser(userId, (tx) =>
      listEntries(tx, id, { after, limit: rowsAtOnce }),
    )
    lines.push(...rows.map(lineOf))
    const last = rows.at(-1)
    if (last === undefined || rows.length < rowsAtOnce) break
    after = [last.file_index, last.entry_index]
  }
  // The mark at the beginning tells spreadsheets that it is UTF-8; without it they break Korean.
  const bytes = Buffer.from(`\uFEFF${lines.join('\r\n')}\r\n`)
  return {
    stream: (range) => Readable.from([range ? bytes.subarray(range.start, range.end + 1) : bytes]),
    sizeBytes: bytes.length,
    mediaType: 'text/csv; charset=utf-8',
    fileName: `import-${id}.csv`,
    etag: createHash('sha256').update(bytes).digest('hex'),
  }
}
