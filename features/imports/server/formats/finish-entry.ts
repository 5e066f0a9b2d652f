import { parseCslItem } from '#contract/parse-csl-item.ts'
import { toPlainLine } from '#contract/plain-text.ts'
import { type EntryProblem, excerptOf, type ReadEntry } from './reading.ts'

export type DraftEntry = {
  draft: unknown
  citationKey: string
  keywords: readonly string[]
  verbatim: string
  line: number
}

/** The last step of every format: the record passes the one door of CSL, and what is wrong with it is told. */
export function finishEntry(found: DraftEntry): { entry?: ReadEntry; problems: EntryProblem[] } {
  const { line, verbatim } = found
  const key = toPlainLine(found.citationKey)
  const about = key === '' ? { line } : { line, key }
  const { item, faults } = parseCslItem(found.draft)
  if (item === undefined) {
    return { problems: [{ ...about, code: 'entry_unreadable', excerpt: excerptOf(verbatim) }] }
  }
  const problems: EntryProblem[] = faults.map(({ code, field, excerpt }) => ({
    ...about,
    code: code === 'mended' ? 'field_mended' : 'field_dropped',
    field,
    excerpt,
  }))
  if (item.title === undefined)
    problems.push({ ...about, code: 'title_missing', excerpt: excerptOf(verbatim) })
  const keywords = [...new Set(found.keywords.map(toPlainLine))].filter((keyword) => keyword !== '')
  const entry: ReadEntry = { csl: item, keywords, verbatim, line }
  if (key !== '') entry.citationKey = key
  return { entry, problems }
}

/** Tells of citation keys that several entries have; which of them a document cites cannot be known. */
export function repeatedKeys(entries: readonly ReadEntry[]): EntryProblem[] {
  const seen = new Set<string>()
  return entries.flatMap(({ citationKey: key, line, verbatim }): EntryProblem[] => {
    if (key === undefined) return []
    const isRepeated = seen.has(key)
    seen.add(key)
    return isRepeated ? [{ code: 'key_repeated', line, key, excerpt: excerptOf(verbatim) }] : []
  })
}
