import { z } from 'zod'
import { cslDateFields } from '#contract/csl.ts'
import { toCslDate } from '#contract/csl-date.ts'
import { normaliseArxivId } from '#contract/identifiers.ts'
import { fields, isRecord, listOf, type MappedRecord, nameOf, text } from './mapped-record.ts'
import { dateFieldsOf, extraNames, roleOf, textFieldsOf, typeOf } from './zotero-fields.ts'

const zoteroItem = fields({
  itemType: text,
  creators: listOf(fields({ creatorType: text, firstName: text, lastName: text, name: text })),
  archiveID: text,
  reportNumber: text,
  extra: text,
  tags: listOf(z.union([z.string(), z.object({ tag: z.string() }).transform(({ tag }) => tag)])),
})
type ZoteroItem = z.infer<typeof zoteroItem>

type Draft = MappedRecord['draft']

/** `03/2009`, as translators write the date of an issue. */
const monthAndYear = /^(\d{1,2})\/(\d{4})$/

/**
 * Maps an item of Zotero (the fields of its API, its Connector and Better BibTeX's JSON) to CSL: people, dates and fields by
 * the table, lines of "Extra" as fields where they are some. What has no place in CSL is lost to it: keep the item beside it.
 * @returns undefined for what is no work of its own: an attachment, a note, an annotation
 */
export function zoteroItemToCsl(
  record: unknown,
): (MappedRecord & { citationKey: string | undefined }) | undefined {
  if (!isRecord(record)) return undefined
  const item = zoteroItem.parse(record)
  if (item.itemType === undefined || /^(?:attachment|note|annotation)$/.test(item.itemType)) return undefined
  const draft: Draft = {
    type: Object.hasOwn(typeOf, item.itemType) ? typeOf[item.itemType] : 'document',
  }
  for (const [field, names] of Object.entries(textFieldsOf)) draft[field] = firstOf(record, names)
  for (const [field, names] of Object.entries(dateFieldsOf)) {
    const date = firstOf(record, names)
    if (date !== undefined) draft[field] = toCslDate(date.replace(monthAndYear, '$2-$1'))
  }
  putPeople(draft, item)
  for (const id of [item.archiveID, item.reportNumber]) if (id && /^arxiv:/i.test(id)) putArxiv(draft, id)
  putExtra(draft, item.extra ?? '')
  const { 'citation-key': citationKey, ...rest } = draft
  return { draft: rest, keywords: item.tags, citationKey: text.parse(citationKey) }
}

function firstOf(record: Record<string, unknown>, names: readonly string[]): string | undefined {
  return names
    .map((name) => text.parse(Object.hasOwn(record, name) ? record[name] : undefined))
    .find((value) => value !== undefined)
}

function putPeople(draft: Draft, { creators }: ZoteroItem): void {
  for (const { creatorType = 'author', firstName, lastName, name } of creators) {
    const person = nameOf(lastName, firstName, name)
    if (person === undefined) continue
    // Zotero writes a name in one piece as a last name without a first one, too.
    const isWhole = person.family !== undefined && person.given === undefined && /\s/.test(person.family)
    const role = Object.hasOwn(roleOf, creatorType) ? (roleOf[creatorType] ?? 'contributor') : 'contributor'
    const known = draft[role]
    draft[role] = [...(Array.isArray(known) ? known : []), isWhole ? { literal: person.family } : person]
  }
}

/** Seogo keeps the id in `archive_location`, as its own readers do. */
function putArxiv(draft: Draft, written: string): void {
  const found = normaliseArxivId(written.replace(/\s*\[[^\]]*\]\s*$/, '').trim())
  if (found === undefined || draft.archive_location !== undefined) return
  draft.archive = 'arXiv'
  draft.archive_location = found.id
}

/** What Zotero has no field for stands in lines of "Extra": "Citation Key: kim2024", "PMID: 123"; the rest is a note. */
function putExtra(draft: Draft, extra: string): void {
  const left: string[] = []
  for (const line of extra.split(/\r\n?|\n/)) {
    const [, label = '', value = ''] = /^\s*([\p{L} -]{2,40}):\s*(\S.*?)\s*$/u.exec(line) ?? []
    const name = label.trim().toLowerCase().replaceAll('-', ' ')
    const field = Object.hasOwn(extraNames, name) ? extraNames[name] : undefined
    if (name === 'arxiv') putArxiv(draft, value)
    const isTaken = field !== undefined && draft[field] !== undefined
    // A second citation key is no note, but one that was given up.
    if (field === undefined || (isTaken && field !== 'citation-key')) left.push(line)
    else if (!isTaken) draft[field] = cslDateFields.some((each) => each === field) ? toCslDate(value) : value
  }
  draft.note = left.join('\n').trim() || undefined
}
