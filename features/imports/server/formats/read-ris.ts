import { finishEntry, repeatedKeys } from './finish-entry.ts'
import { risFiles } from './named-files.ts'
import { type EntryProblem, excerptOf, type ReadEntries, type ReadEntry } from './reading.ts'
import { type RisRecord, readRisSyntax } from './ris-syntax.ts'
import { risToCsl } from './ris-to-csl.ts'

/**
 * Reads RIS in the dialects of Reference Manager, EndNote, Web of Science and publishers' pages.
 * @param onEntry called after each entry, with how many are done
 */
export function readRis(text: string, onEntry: (done: number) => void = () => undefined): ReadEntries {
  const { records, stray } = readRisSyntax(text)
  const entries: ReadEntry[] = []
  const problems: EntryProblem[] = []
  for (const [index, record] of records.entries()) {
    const verbatim = text.slice(record.start, record.end).trim()
    const { line } = record
    const finished = finishEntry({
      draft: risToCsl(record.fields),
      citationKey: keyOf(record),
      keywords: keywordsOf(record),
      attachments: risFiles(record.fields),
      verbatim,
      line,
    })
    if (finished.entry !== undefined) entries.push(finished.entry)
    problems.push(...finished.problems)
    if (record.isMended) problems.push({ code: 'entry_mended', line, excerpt: excerptOf(verbatim) })
    onEntry(index + 1)
  }
  for (const { line, text: words } of stray)
    problems.push({ code: 'stray_text', line, excerpt: excerptOf(words) })
  return { entries, problems: [...problems, ...repeatedKeys(entries)] }
}

/** EndNote numbers its records in ID, which is no citation key. */
function keyOf(record: RisRecord): string {
  const id = record.fields.find(({ tag }) => tag === 'ID')?.value.trim() ?? ''
  return /\p{L}/u.test(id) && !/\s/.test(id) ? id : ''
}

/**
 * A keyword stands in a KW of its own. EndNote puts all into one, a line or a semicolon apart; many Korean databases
 * one after the other with commas. A comma may also belong to one keyword, so it parts only the only KW of a record,
 * and there only Korean words or a list of three.
 */
function keywordsOf(record: RisRecord): string[] {
  const values = record.fields.filter(({ tag }) => tag === 'KW').map(({ value }) => value)
  const parts = values.flatMap((value) => value.split(/\s*[\n;]\s*/))
  const [only] = parts
  if (parts.length !== 1 || only === undefined) return parts
  const words = only.split(/\s*,\s*/)
  return words.length > 2 || /\p{Script=Hangul}/u.test(only) ? words : parts
}
