import { type CslName, cslType } from '#contract/csl.ts'
import type { CallOf } from '#contract/endpoint.ts'
import {
  normaliseArxivId,
  normaliseDoi,
  normaliseIsbn,
  normaliseIssn,
  normalisePmcid,
  normalisePmid,
} from '#contract/identifiers.ts'
import { type RecordField, recordFields } from '#contract/record-fields.ts'
import type { correctPaper, PaperDetail } from '../contract.ts'
import { dateText, shownText } from './shown-field.ts'

/** A name in the form: a name in one piece has no given name. */
export type NameRow = { readonly id: number; readonly family: string; readonly given: string }

/** What is written of one field: people in rows, all else as one text; the year as a date, as much of it as is known. */
export type FieldValue = string | readonly NameRow[]
type Change = CallOf<typeof correctPaper>['body']

/** A field as it stands in the record, as it is written. */
export function writtenValue(
  { csl, arxivId }: Pick<PaperDetail, 'csl' | 'arxivId'>,
  field: RecordField,
): FieldValue {
  if (field === 'authors') return rowsOf(csl.author)
  if (field === 'editors') return rowsOf(csl.editor)
  if (field === 'type') return csl.type
  if (field === 'year') return csl.issued === undefined ? '' : dateText(csl.issued)
  return field === 'arxivId' ? (arxivId ?? '') : shownText(csl, field)
}

function rowsOf(names: readonly CslName[] | undefined): NameRow[] {
  return (names ?? []).map(({ family, given, literal }, id) => ({
    id,
    family: family ?? literal ?? '',
    given: given ?? '',
  }))
}

const identifiers: Partial<Record<RecordField, (text: string) => unknown>> = {
  doi: normaliseDoi,
  arxivId: normaliseArxivId,
  pmid: normalisePmid,
  pmcid: normalisePmcid,
  isbn: normaliseIsbn,
  issn: normaliseIssn,
}

/** What is wrong with what is written: a title is missing, a date nobody can read, an address or identifier that is none. */
export type Fault = 'title' | 'date' | 'url' | 'identifier'

export function faultOf(field: RecordField, value: FieldValue, before: FieldValue): Fault | undefined {
  if (typeof value !== 'string') return undefined
  const text = value.trim()
  if (text === '') return field === 'title' ? 'title' : undefined
  // What stood there before is not the person's fault.
  if (isSameValue(value, before)) return undefined
  if (field === 'year')
    return /^[12]\d{3}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?$/.test(text) ? undefined : 'date'
  if (field === 'url') return /^https?:\/\/\S+$/.test(text) ? undefined : 'url'
  const normalise = identifiers[field]
  return normalise !== undefined && normalise(text) === undefined ? 'identifier' : undefined
}

export function isSameValue(one: FieldValue, other: FieldValue): boolean {
  if (typeof one === 'string' || typeof other === 'string')
    return typeof one === 'string' && typeof other === 'string' && one.trim() === other.trim()
  return JSON.stringify(toNames(one)) === JSON.stringify(toNames(other))
}

/** The correction that writes a field; an emptied one is null. */
export function changeOf(field: RecordField, value: FieldValue): Change {
  if (typeof value !== 'string') return { [field]: toNames(value) }
  const text = value.trim()
  if (field === 'type') return { type: cslType.parse(text) }
  return { [field === 'year' ? 'date' : field]: text === '' ? null : text }
}

/** A value as a reader sees it. */
export function shownValue(value: FieldValue): string {
  if (typeof value === 'string') return value.trim()
  return toNames(value)
    .map((name) => (typeof name === 'string' ? name : `${name.given} ${name.family}`))
    .join('; ')
}

function toNames(rows: readonly NameRow[]) {
  return rows
    .map(({ family, given }) => ({ family: family.trim(), given: given.trim() }))
    .filter(({ family, given }) => family !== '' || given !== '')
    .map(({ family, given }) => {
      if (family !== '' && given !== '') return { family, given }
      return family === '' ? given : family
    })
}

/** The field after or before another in the order they are shown. */
export function neighbourOf(field: RecordField, step: 1 | -1): RecordField | undefined {
  return recordFields[recordFields.indexOf(field) + step]
}
