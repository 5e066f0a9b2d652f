import type { CslName, CslType } from '#contract/csl.ts'
import type { CallOf } from '#contract/endpoint.ts'
import {
  normaliseArxivId,
  normaliseDoi,
  normaliseIsbn,
  normaliseIssn,
  normalisePmcid,
  normalisePmid,
} from '#contract/identifiers.ts'
import type { RecordField } from '#contract/record-fields.ts'
import type { correctPaper, PaperDetail } from '../contract.ts'
import { dateText } from './shown-field.ts'

/** A name in the form: a name in one piece has no given name. */
export type NameRow = { readonly id: number; readonly family: string; readonly given: string }

const textFields = [
  'title',
  'originalTitle',
  'date',
  'venue',
  'volume',
  'issue',
  'pages',
  'edition',
  'publisher',
  'doi',
  'arxivId',
  'pmid',
  'pmcid',
  'isbn',
  'issn',
  'url',
  'language',
  'abstract',
] as const
export type TextFieldName = (typeof textFields)[number]

/** The record as it stands in the fields of the form. */
export type RecordForm = Readonly<Record<TextFieldName, string>> & {
  readonly type: CslType
  readonly authors: readonly NameRow[]
  readonly editors: readonly NameRow[]
  /** Fields to be handed back to the sources. */
  readonly release: readonly RecordField[]
}

type Change = CallOf<typeof correctPaper>['body']

export function toRecordForm({ csl, title, doi, arxivId, abstract }: PaperDetail): RecordForm {
  return {
    type: csl.type,
    title,
    originalTitle: csl['original-title'] ?? '',
    authors: rowsOf(csl.author),
    editors: rowsOf(csl.editor),
    date: csl.issued === undefined ? '' : dateText(csl.issued),
    venue: csl['container-title'] ?? '',
    volume: csl.volume ?? '',
    issue: csl.issue ?? '',
    pages: csl.page ?? '',
    edition: csl.edition ?? '',
    publisher: csl.publisher ?? '',
    doi: doi ?? '',
    arxivId: arxivId ?? '',
    pmid: csl.PMID ?? '',
    pmcid: csl.PMCID ?? '',
    isbn: csl.ISBN ?? '',
    issn: csl.ISSN ?? '',
    url: csl.URL ?? '',
    language: csl.language ?? '',
    abstract: abstract ?? '',
    release: [],
  }
}

function rowsOf(names: readonly CslName[] | undefined): NameRow[] {
  return (names ?? []).map(({ family, given, literal }, id) => ({
    id,
    family: family ?? literal ?? '',
    given: given ?? '',
  }))
}

const identifiers: Partial<Record<TextFieldName, (text: string) => unknown>> = {
  doi: normaliseDoi,
  arxivId: normaliseArxivId,
  pmid: normalisePmid,
  pmcid: normalisePmcid,
  isbn: normaliseIsbn,
  issn: normaliseIssn,
}

/** The fields whose value is none: an identifier that does not check, a date nobody can read, an address that is none. */
export function wrongFields(before: RecordForm, form: RecordForm): TextFieldName[] {
  return textFields.filter((name) => {
    const value = form[name].trim()
    // What stood there before is not the person's fault.
    if (value === '' || value === before[name].trim()) return name === 'title' && value === ''
    if (name === 'date') return !/^[12]\d{3}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?$/.test(value)
    if (name === 'url') return !/^https?:\/\/\S+$/.test(value)
    return identifiers[name] !== undefined && identifiers[name](value) === undefined
  })
}

/** Only what was changed, so that the rest keeps its origin; an emptied field is null. */
export function changesOf(before: RecordForm, after: RecordForm): Change {
  const changed = textFields.filter((name) => before[name].trim() !== after[name].trim())
  const texts = changed.map((name): [string, string | null] => [name, after[name].trim() || null])
  const isSame = (one: readonly NameRow[], other: readonly NameRow[]) =>
    JSON.stringify(toNames(one)) === JSON.stringify(toNames(other))
  return {
    ...Object.fromEntries(texts),
    ...(after.type === before.type ? {} : { type: after.type }),
    ...(isSame(before.authors, after.authors) ? {} : { authors: toNames(after.authors) }),
    ...(isSame(before.editors, after.editors) ? {} : { editors: toNames(after.editors) }),
    ...(after.release.length === 0 ? {} : { release: [...after.release] }),
  }
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
