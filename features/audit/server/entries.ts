import { Readable } from 'node:stream'
import { z } from 'zod'
import { fromCursor, toCursor } from '#contract/pages.ts'
import { Problem } from '#contract/problems.ts'
import { toInstant } from '#contract/time.ts'
import { csvCell } from '#platform/csv.ts'
import type { House } from '#platform/house.ts'
import { type AuditEntry, auditEntry } from '../contract.ts'
import { type EntryFilter, type EntryRow, listEntries } from './queries.ts'

const position = z.tuple([z.int().positive()])

/** The row a page goes on behind. @throws Problem bad_request for a cursor that is none */
export function beforeOf(cursor: string | undefined): number | undefined {
  if (cursor === undefined) return undefined
  const [seq] = fromCursor(cursor, position) ?? []
  if (seq === undefined) throw new Problem('bad_request', { field: 'cursor' })
  return seq
}

const toPerson = (id: string | null, name: string | null) => (id === null ? null : { id, name })

export function toEntry(row: EntryRow): AuditEntry {
  return auditEntry.parse({
    seq: row.seq,
    at: toInstant(row.at),
    act: row.act,
    by: toPerson(row.actor_id, row.actor_name),
    person: toPerson(row.user_id, row.user_name),
    subject:
      row.subject_kind === null
        ? null
        : { kind: row.subject_kind, id: row.subject_id, title: row.subject_title },
    address: row.address,
    facts: row.facts,
  })
}

/** One page from rows of which one more than asked for was read. */
export function toPage(rows: readonly EntryRow[], limit: number) {
  const page = rows.slice(0, limit)
  const last = rows.length > limit ? page.at(-1) : undefined
  return { items: page.map(toEntry), next: last ? toCursor([last.seq]) : null }
}

const head = 'seq,at,act,by,by_id,person,person_id,subject_kind,subject_id,subject_title,address,facts\r\n'
const rowsAtOnce = 1_000

function toLine(entry: AuditEntry): string {
  const { seq, at, act, by, person, subject, address, facts } = entry
  const named = [by?.name, by?.id, person?.name, person?.id, subject?.kind, subject?.id, subject?.title]
  const cells = [String(seq), at, act, ...named, address, JSON.stringify(facts)]
  return `${cells.map((cell) => csvCell(cell ?? '')).join(',')}\r\n`
}

async function* linesOf(house: House, filter: EntryFilter): AsyncGenerator<string> {
  yield head
  let before: number | undefined
  for (;;) {
    const page = { ...filter, before, limit: rowsAtOnce }
    const rows = await house.database.asSystem('the audit trail is exported', (tx) => listEntries(tx, page))
    for (const row of rows) yield toLine(toEntry(row))
    if (rows.length < rowsAtOnce) return
    before = rows.at(-1)?.seq
  }
}

/** The trail as CSV, read while it is sent. */
export function toCsv(house: House, filter: EntryFilter): Readable {
  return Readable.from(linesOf(house, filter), { objectMode: false })
}
