import { parseCslItem } from '#contract/parse-csl-item.ts'
import { toPlainLine, toPlainParagraphs } from '#contract/plain-text.ts'
import { lineCounter } from './line-counter.ts'
import {
  type EntryProblem,
  excerptOf,
  type MappedEntry,
  type NamedAttachment,
  type ReadEntries,
  type ReadEntry,
} from './reading.ts'

/** One record of a file, cut out of it; `mapped` is absent when it could not be read. */
export type FoundRecord = { start: number; end: number; mapped?: MappedEntry | undefined }

/** Finishes the records of a file in their order. */
export function finishRecords(
  text: string,
  records: Iterable<FoundRecord>,
  onEntry: (done: number) => void,
): ReadEntries {
  const entries: ReadEntry[] = []
  const problems: EntryProblem[] = []
  const lineAt = lineCounter(text)
  let done = 0
  for (const { start, end, mapped } of records) {
    const verbatim = text.slice(start, end).trim()
    const line = lineAt(start)
    const finished: ReturnType<typeof finishEntry> =
      mapped === undefined
        ? { problems: [{ code: 'entry_unreadable', line, excerpt: excerptOf(verbatim) }] }
        : finishEntry({ ...mapped, verbatim, line })
    if (finished.entry !== undefined) entries.push(finished.entry)
    problems.push(...finished.problems)
    done += 1
    onEntry(done)
  }
  return { entries, problems: [...problems, ...repeatedKeys(entries)] }
}

/** The last step of every format: the record passes the one door of CSL, and what is wrong with it is told. */
export function finishEntry(found: MappedEntry & { verbatim: string; line: number }): {
  entry?: ReadEntry
  problems: EntryProblem[]
} {
  const { line, verbatim } = found
  const key = toPlainLine(found.citationKey ?? '')
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
  const entry: ReadEntry = { csl: item, keywords: each(found.keywords, toPlainLine), verbatim, line }
  if (key !== '') entry.citationKey = key
  const notes = each(found.notes, toPlainParagraphs)
  if (notes.length > 0) entry.notes = notes
  const collections = collectionsOf(found.collections ?? [])
  if (collections.length > 0) entry.collections = collections
  const attachments = (found.attachments ?? []).map(attachmentOf).filter(({ path }) => path !== '')
  if (attachments.length > 0) entry.attachments = attachments
  return { entry, problems }
}

/** Each text once, none empty. */
function each(texts: readonly string[] | undefined, clean: (text: string) => string): string[] {
  return [...new Set((texts ?? []).map(clean))].filter((text) => text !== '')
}

function collectionsOf(paths: readonly (readonly string[])[]): string[][] {
  return paths
    .map((path) => path.map(toPlainLine).filter((name) => name !== ''))
    .filter((path) => path.length > 0)
}

function attachmentOf({ path, title, mediaType }: NamedAttachment): NamedAttachment {
  return {
    path: toPlainLine(path),
    ...(title === undefined ? {} : { title: toPlainLine(title) }),
    ...(mediaType === undefined ? {} : { mediaType: toPlainLine(mediaType) }),
  }
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
