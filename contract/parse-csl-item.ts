import {
  type CslDate,
  type CslItem,
  type CslName,
  type CslType,
  cslDateFields,
  cslItem,
  cslNameFields,
  cslTextFields,
  cslType,
} from './csl.ts'
import { toCslDate } from './csl-date.ts'
import { findDois, normaliseDoi } from './identifiers.ts'
import { storable, toPlainLine, toPlainParagraphs } from './plain-text.ts'

/** Something of a record that had to be mended, or could not be taken. */
export type CslFault = {
  code: 'mended' | 'dropped'
  field: string
  /** The start of the value as it was given. */
  excerpt: string
}

export type CslReading = {
  /** Absent when the value is no record at all. */
  item?: CslItem
  faults: CslFault[]
}

// Longer texts are no metadata any more: an abstract has about 2,000 characters, a title 80.
const textLengthMax = 100_000

const lineLengthMax = 5_000
// An index of PostgreSQL holds 2,704 bytes a row, and these stand in one.
const nameLengthMax = 500
const codeLengthMax = 500
const yearMax = 9_999

const nameFields: ReadonlySet<string> = new Set(cslNameFields)
const dateFields: ReadonlySet<string> = new Set(cslDateFields)
const textFields: ReadonlySet<string> = new Set(cslTextFields)
const codeFields: ReadonlySet<string> = new Set(['id', 'citation-key', 'URL', 'DOI'])
const longFields: ReadonlySet<string> = new Set(['abstract', 'note', 'annote'])
const unsafeFields: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype'])

/** Spellings of older CSL processors and of Crossref's JSON. */
const otherSpellings: Readonly<Record<string, string>> = {
  doi: 'DOI',
  url: 'URL',
  isbn: 'ISBN',
  issn: 'ISSN',
  pmid: 'PMID',
  pmcid: 'PMCID',
  event: 'event-title',
  shortTitle: 'title-short',
  journalAbbreviation: 'container-title-short',
  'short-container-title': 'container-title-short',
  citekey: 'citation-key',
}

const otherTypes: Readonly<Record<string, CslType>> = {
  'journal-article': 'article-journal',
  'proceedings-article': 'paper-conference',
  proceedings: 'book',
  'posted-content': 'article',
  preprint: 'article',
  'book-chapter': 'chapter',
  'book-section': 'chapter',
  'book-part': 'chapter',
  'reference-book': 'book',
  'edited-book': 'book',
  monograph: 'book',
  dissertation: 'thesis',
  'report-component': 'report',
  'peer-review': 'review',
  misc: 'document',
  other: 'document',
}

/**
 * Takes a CSL-JSON record as the world writes it: numbers for strings, dates as words, names as one string, markup in
 * titles, lists with one element. What can be mended is mended; the rest of the record does not suffer from what cannot.
 */
export function parseCslItem(value: unknown): CslReading {
  if (!isRecord(value)) return { faults: [{ code: 'dropped', field: '', excerpt: excerptOf(value) }] }
  const faults: CslFault[] = []
  const draft: Record<string, unknown> = { type: typeOf(value.type, faults) }
  for (const [given, content] of Object.entries(value)) {
    const field = (Object.hasOwn(otherSpellings, given) ? otherSpellings[given] : undefined) ?? given
    if (field === 'type' || unsafeFields.has(field) || isEmpty(content) || Object.hasOwn(draft, field))
      continue
    const taken = takeField(field, content)
    if (taken.value !== undefined) draft[field] = taken.value
    if (taken.fault !== undefined) faults.push({ code: taken.fault, field, excerpt: excerptOf(content) })
  }
  return { item: cslItem.parse(draft), faults }
}

type Taken = { value?: unknown; fault?: CslFault['code'] }

function takeField(field: string, content: unknown): Taken {
  if (nameFields.has(field)) return takeNames(content)
  if (dateFields.has(field)) return takeDate(content)
  if (field === 'DOI') return takeDoi(content)
  if (textFields.has(field)) return takeText(field, content)
  if (typeof content === 'number') return { value: content }
  return typeof content === 'string' ? { value: cut(storable(content), textLengthMax) } : { fault: 'dropped' }
}

function typeOf(given: unknown, faults: CslFault[]): CslType {
  const name = typeof given === 'string' ? given.trim().toLowerCase() : ''
  const known = cslType.safeParse(name)
  if (known.success) return known.data
  const type = Object.hasOwn(otherTypes, name) ? otherTypes[name] : undefined
  if (type === undefined) faults.push({ code: 'mended', field: 'type', excerpt: excerptOf(given) })
  return type ?? 'document'
}

function takeText(field: string, content: unknown): Taken {
  const text = textOf(content)
  if (text === undefined) return { fault: 'dropped' }
  const plain = codeFields.has(field)
    ? storable(text).trim()
    : longFields.has(field)
      ? toPlainParagraphs(text)
      : toPlainLine(text)
  if (plain === '') return {}
  const lengthMax = longFields.has(field) ? textLengthMax : lineLengthMax
  return plain.length <= lengthMax ? { value: plain } : { value: cut(plain, lengthMax), fault: 'mended' }
}

function cut(text: string, length: number): string {
  return text.length <= length ? text : text.slice(0, length).toWellFormed()
}

/** A string, a number, or the first of a list of them, as Crossref writes titles. */
function textOf(content: unknown): string | undefined {
  const single: unknown = Array.isArray(content) ? content[0] : content
  if (typeof single === 'number') return String(single)
  return typeof single === 'string' ? single : undefined
}

function takeDoi(content: unknown): Taken {
  const text = textOf(content)
  const doi = text === undefined ? undefined : (normaliseDoi(text) ?? findDois(text)[0])
  return doi === undefined || doi.length > codeLengthMax ? { fault: 'dropped' } : { value: doi }
}

function takeNames(content: unknown): Taken {
  const list: unknown[] = Array.isArray(content)
    ? content
    : typeof content === 'string'
      ? content.split(/\s*;\s*|\s+and\s+/)
      : [content]
  const names = list.map(nameOf).filter((name) => name !== undefined)
  if (names.length === 0) return { fault: 'dropped' }
  return names.length < list.length || !Array.isArray(content)
    ? { value: names, fault: 'mended' }
    : { value: names }
}

function nameOf(value: unknown): CslName | undefined {
  if (typeof value === 'string') return literalName(value)
  if (!isRecord(value)) return undefined
  const part = (...fields: string[]): string =>
    nameText(fields.map((field) => textOf(value[field])).find((text) => text !== undefined) ?? '')
  const family = part('family', 'lastName')
  const given = part('given', 'firstName')
  if (family === '') return literalName(part('literal', 'name') || given)
  const name: CslName = { family }
  if (given !== '') name.given = given
  for (const field of ['non-dropping-particle', 'dropping-particle', 'suffix'] as const) {
    const text = part(field)
    if (text !== '') name[field] = text
  }
  return name
}

function literalName(text: string): CslName | undefined {
  const literal = nameText(text)
  return literal === '' ? undefined : { literal }
}

function nameText(text: string): string {
  return cut(toPlainLine(text), nameLengthMax)
}

function takeDate(content: unknown): Taken {
  if (typeof content === 'string' || typeof content === 'number') {
    return { value: toCslDate(String(content)), fault: 'mended' }
  }
  if (!isRecord(content)) return { fault: 'dropped' }
  const parts = datePartsOf(content['date-parts'] ?? content)
  const words = toPlainLine(textOf(content.raw) ?? textOf(content.literal) ?? '')
  if (parts.length === 0) {
    const value = toCslDate(words)
    if (value === undefined) return isNothing(content['date-parts']) ? {} : { fault: 'dropped' }
    return { value }
  }
  const date: CslDate = { 'date-parts': parts }
  const season = Number(textOf(content.season))
  if (Number.isInteger(season) && season >= 1 && season <= 4) date.season = season
  if (content.circa === true || content.circa === 1 || content.circa === '1') date.circa = true
  if (words !== '') date.literal = words
  return { value: date }
}

/** `[[2013, 1]]`, with strings for numbers, without the outer list, or as `{ year, month, day }`. */
function datePartsOf(value: unknown): number[][] {
  if (isRecord(value)) return datePartsOf([[value.year, value.month, value.day]])
  if (!Array.isArray(value)) return []
  const list: unknown[] = value.some(Array.isArray) ? value : [value]
  return list
    .slice(0, 2)
    .map((parts) => (Array.isArray(parts) ? wholeDate(parts) : []))
    .filter((parts) => parts.length > 0)
}

function wholeDate(parts: readonly unknown[]): number[] {
  const [year, month, day] = parts.map((part) => (isEmpty(part) ? Number.NaN : Number(part)))
  if (year === undefined || !Number.isInteger(year) || year === 0 || Math.abs(year) > yearMax) return []
  if (month === undefined || !(Number.isInteger(month) && month >= 1 && month <= 12)) return [year]
  return day !== undefined && Number.isInteger(day) && day >= 1 && day <= 31
    ? [year, month, day]
    : [year, month]
}

/** Crossref writes `[[null]]` for a date it does not have. */
function isNothing(value: unknown): boolean {
  return [value].flat(2).every((part) => part === null || part === undefined)
}

function isEmpty(value: unknown): boolean {
  return value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0)
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

// Not the whole of an object: it may be as deep as its file is long.
function excerptOf(value: unknown): string {
  const text = isRecord(value)
    ? `{${Object.keys(value).slice(0, 8).join(', ')}}`
    : (textOf(value) ?? typeof value)
  return storable(text.slice(0, 120))
}
