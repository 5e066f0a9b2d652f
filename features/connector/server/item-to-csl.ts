import { type CslItem, type CslName, cslDateFields } from '#contract/csl.ts'
import { toCslDate } from '#contract/csl-date.ts'
import { normaliseArxivId } from '#contract/identifiers.ts'
import { parseCslItem } from '#contract/parse-csl-item.ts'
import { toPlainLine, toPlainParagraphs } from '#contract/plain-text.ts'
import { dateFieldsOf, extraNames, roleOf, textFieldsOf, typeOf } from './item-fields.ts'
import type { ZoteroCreator, ZoteroItem } from './zotero-item.ts'

export type MappedItem = {
  readonly csl: CslItem
  readonly citationKey: string | undefined
  readonly tags: readonly string[]
}

/** Letters that make a paragraph or a line in the HTML of a note. */
const breaks = /<\s*(?:br|\/p|\/div|\/li|\/h\d|\/tr|\/blockquote)\b[^>]*>/gi

/** `03/2009`, as translators write the date of an issue. */
const monthAndYear = /^(\d{1,2})\/(\d{4})$/

/** A note as plain paragraphs. */
export function noteText(html: string): string {
  return toPlainParagraphs(html.replaceAll(breaks, '\n\n'))
}

function textOf(value: unknown): string {
  if (typeof value === 'number') return String(value)
  return typeof value === 'string' ? value.trim() : ''
}

function firstOf(item: ZoteroItem, names: readonly string[]): string {
  for (const name of names) {
    const text = textOf(Object.hasOwn(item, name) ? item[name] : undefined)
    if (text !== '') return text
  }
  return ''
}

function toName({ firstName = '', lastName = '', name = '' }: ZoteroCreator): CslName | undefined {
  const [given, family, literal] = [firstName.trim(), lastName.trim(), name.trim()]
  if (literal !== '') return { literal }
  if (family === '') return given === '' ? undefined : { literal: given }
  return given === '' ? { literal: family } : { family, given }
}

type Draft = Record<string, unknown>

function putPeople(draft: Draft, { creators }: ZoteroItem): void {
  for (const creator of creators) {
    const name = toName(creator)
    if (name === undefined) continue
    const role = Object.hasOwn(roleOf, creator.creatorType)
      ? (roleOf[creator.creatorType] ?? 'contributor')
      : 'contributor'
    const known = draft[role]
    draft[role] = Array.isArray(known) ? [...known, name] : [name]
  }
}

/** `Citation Key: kim2020` becomes a field where the item has none; other lines stay what they are. */
function putExtra(draft: Draft, extra: string): void {
  const left: string[] = []
  for (const line of extra.split(/\r\n?|\n/)) {
    const [, label = '', value = ''] = /^\s*([\p{L} -]{2,40}):\s*(.+)$/u.exec(line) ?? []
    const name = label.trim().toLowerCase().replaceAll('-', ' ')
    const field = Object.hasOwn(extraNames, name) ? extraNames[name] : undefined
    if (name === 'arxiv') putArxiv(draft, value)
    if (field === undefined || draft[field] !== undefined) left.push(line)
    else draft[field] = cslDateFields.some((each) => each === field) ? toCslDate(value) : value.trim()
  }
  const note = left.join('\n').trim()
  if (note !== '') draft.note = note
}

/** Seogo keeps the id in `archive_location`, as its own readers do. */
function putArxiv(draft: Draft, text: string): void {
  const found = normaliseArxivId(text.replace(/\s*\[[^\]]*\]\s*$/, '').trim())
  if (found === undefined || draft.archive_location !== undefined) return
  draft.archive = 'arXiv'
  draft.archive_location = found.id
}

/**
 * An item of Zotero as a CSL record; people, dates and fields by the table, lines of "Extra" as fields where they are
 * some, notes as `annote`. What has no place in CSL is lost to it: keep the item beside it.
 */
export function toMappedItem(item: ZoteroItem): MappedItem {
  const draft: Draft = { type: Object.hasOwn(typeOf, item.itemType) ? typeOf[item.itemType] : 'document' }
  for (const [field, names] of Object.entries(textFieldsOf)) {
    const text = firstOf(item, names)
    if (text !== '') draft[field] = text
  }
  for (const [field, names] of Object.entries(dateFieldsOf)) {
    const text = firstOf(item, names)
    if (text !== '') draft[field] = toCslDate(text.replace(monthAndYear, '$2-$1'))
  }
  putPeople(draft, item)
  for (const text of [textOf(item.archiveID), textOf(item.reportNumber)])
    if (/^arxiv:/i.test(text)) putArxiv(draft, text)
  putExtra(draft, textOf(item.extra))
  const notes = [...item.notes, ...(item.itemType === 'note' ? [textOf(item.note)] : [])].map(noteText)
  const annote = notes.filter((text) => text !== '').join('\n\n')
  if (annote !== '') draft.annote = annote
  if (draft.title === undefined && annote !== '') draft.title = annote.split('\n')[0]?.slice(0, 200)
  const { item: csl } = parseCslItem(draft)
  if (csl === undefined) throw new Error('a record with a type is one')
  return {
    csl,
    citationKey: csl['citation-key'],
    tags: item.tags.map(toPlainLine).filter((name) => name !== ''),
  }
}
