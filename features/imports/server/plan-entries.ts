import type { EntryProblemCode } from '../contract.ts'
import type { BibliographyReading, EntryProblem, ReadEntry } from './formats/reading.ts'

/** What is to become of one entry of a file; the same file always gives the same list in the same order. */
export type PlannedEntry = {
  readonly line: number | null
  /** Why it is refused when there is no record; what is to be known of it otherwise. */
  readonly reason: string | null
  readonly title: string | null
  readonly record?: ReadEntry
}

/** Of several things to be known of an entry the gravest is shown. */
const gravity: readonly EntryProblemCode[] = [
  'entry_mended',
  'characters_lost',
  'field_dropped',
  'string_undefined',
  'parent_missing',
  'key_repeated',
  'field_mended',
]

/** Lists what to do with a file that has been read: its entries, and behind them what could not be read. */
export function planEntries({ entries, problems }: BibliographyReading): PlannedEntry[] {
  const notices = noticesOf(entries, problems)
  const planned = entries.map((record): PlannedEntry => {
    const { line, csl, verbatim } = record
    // A record is found and known again by its title; without one it would be a row that nobody can tell from others.
    if (csl.title === undefined) return { line, reason: 'title_missing', title: firstLine(verbatim) }
    return { line, reason: notices.get(record) ?? null, title: csl.title, record }
  })
  const unreadable = problems
    .filter(({ code }) => code === 'entry_unreadable')
    .map(
      ({ line, excerpt }): PlannedEntry => ({ line, reason: 'entry_unreadable', title: firstLine(excerpt) }),
    )
  const all = [...planned, ...unreadable]
  return all.length === 0 ? [{ line: null, reason: 'import_empty', title: null }] : all
}

/** The gravest problem of each entry: a problem is of the last entry that begins before it. */
function noticesOf(
  entries: readonly ReadEntry[],
  problems: readonly EntryProblem[],
): Map<ReadEntry, EntryProblemCode> {
  const inOrder = entries.toSorted((one, other) => one.line - other.line)
  const notices = new Map<ReadEntry, EntryProblemCode>()
  let place = -1
  for (const { code, line, key } of problems.toSorted((one, other) => one.line - other.line)) {
    while ((inOrder[place + 1]?.line ?? Number.POSITIVE_INFINITY) <= line) place += 1
    const entry = inOrder.findLast(
      (each, index) =>
        index <= place && (key === undefined || (each.line === line && each.citationKey === key)),
    )
    const before = entry && notices.get(entry)
    const isGraver = before === undefined || gravity.indexOf(code) < gravity.indexOf(before)
    if (entry !== undefined && gravity.includes(code) && isGraver) notices.set(entry, code)
  }
  return notices
}

function firstLine(text: string): string {
  return text.slice(0, 200).replaceAll(/\s+/g, ' ').trim()
}
