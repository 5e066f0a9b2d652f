import { finishRecords } from './finish-entry.ts'
import { readJsonRecords } from './json-records.ts'
import type { MappedEntry, ReadEntries } from './reading.ts'

/**
 * Reads CSL-JSON as Zotero, Mendeley and Pandoc write it.
 * @param onEntry called after each entry, with how many are done
 */
export function readCslJson(text: string, onEntry: (done: number) => void = () => undefined): ReadEntries {
  return finishRecords(text, mapped(text), onEntry)
}

function* mapped(text: string) {
  for (const { start, end, value } of readJsonRecords(text)) {
    yield { start, end, mapped: value === undefined ? undefined : mappedOf(value) }
  }
}

function mappedOf(value: unknown): MappedEntry {
  const record = withNoteFields(value)
  return {
    draft: without(record, 'keyword'),
    citationKey: keyOf(record),
    keywords: keywordsOf(record.keyword),
  }
}

/** Zotero keeps what it has no field for in lines of the note: "Citation Key: kim2024", "PMID: 123". */
function withNoteFields(value: unknown): Record<string, unknown> {
  const record: Record<string, unknown> = typeof value === 'object' && value !== null ? { ...value } : {}
  if (typeof record.note !== 'string') return record
  const rest: string[] = []
  for (const line of record.note.split('\n')) {
    const match = /^(citation key|pmid|pmcid|doi|original-date|status)\s*:\s*(\S.*)$/i.exec(line.trim())
    const name = match?.[1]?.toLowerCase().replace(' ', '-') ?? ''
    const field = /^(pmid|pmcid|doi)$/.test(name) ? name.toUpperCase() : name
    if (match === null || record[field] !== undefined) rest.push(line)
    else record[field] = match[2]
  }
  return { ...record, note: rest.join('\n') }
}

function without(record: Record<string, unknown>, field: string): Record<string, unknown> {
  return Object.fromEntries(Object.entries(record).filter(([name]) => name !== field))
}

/** Better BibTeX and Pandoc use the citation key as id; Zotero an address, other programs a number. */
function keyOf(record: Record<string, unknown>): string {
  const named = record['citation-key'] ?? record.id
  return typeof named === 'string' && /^(?=.*\p{L})[^\s"#%'(),={}~\\/]+$/u.test(named) ? named : ''
}

function keywordsOf(value: unknown): string[] {
  if (Array.isArray(value)) return value.filter((keyword) => typeof keyword === 'string')
  if (typeof value !== 'string') return []
  return value.split(value.includes(';') ? /\s*;\s*/ : /\s*,\s*/)
}
