import { type CslDate, type CslItem, cslNameFields, displayName, isOthers } from '#contract/csl.ts'
import { toCslDate } from '#contract/csl-date.ts'
import { normaliseDoi } from '#contract/identifiers.ts'
import { toPlainLine, toPlainParagraphs } from '#contract/plain-text.ts'

export const comparedFields = ['title', 'creators', 'date', 'DOI', 'container', 'abstract', 'tags'] as const
export type ComparedField = (typeof comparedFields)[number]

/** What of a record must come through every format, each field as one text; an absent field is ''. */
export type ComparableRecord = Readonly<Record<ComparedField, string>>

export type Difference = { readonly field: ComparedField; readonly got: string; readonly wanted: string }

/** A record with its tags beside it, as readers of bibliographies give it. */
export type TaggedRecord = { readonly csl: CslItem; readonly keywords: readonly string[] }

export function toComparable({ csl, keywords }: TaggedRecord): ComparableRecord {
  const names = cslNameFields.filter((field) => field !== 'author').flatMap((field) => csl[field] ?? [])
  return comparableOf({
    title: csl.title,
    creators: (csl.author ?? []).filter((name) => !isOthers(name)).map(displayName),
    otherCreators: names.filter((name) => !isOthers(name)).map(displayName),
    date: csl.issued,
    DOI: csl.DOI,
    container: csl['container-title'],
    abstract: csl.abstract,
    tags: keywords,
  })
}

/** The same from any truth: creators in reading order, the date as text or as CSL has it. Only authors have an order. */
export function comparableOf(truth: {
  title?: string | null | undefined
  creators: readonly string[]
  otherCreators?: readonly string[]
  date?: string | CslDate | null | undefined
  DOI?: string | null | undefined
  container?: string | null | undefined
  abstract?: string | null | undefined
  tags: readonly string[]
}): ComparableRecord {
  return {
    title: toPlainLine(truth.title ?? ''),
    creators: [...truth.creators, ...(truth.otherCreators ?? []).toSorted()].map(toPlainLine).join('; '),
    date: dateText(typeof truth.date === 'string' ? toCslDate(truth.date) : truth.date),
    DOI: normaliseDoi(truth.DOI ?? '') ?? truth.DOI ?? '',
    container: toPlainLine(truth.container ?? ''),
    // How an abstract is broken into lines is of the page, not of the text.
    abstract: toPlainParagraphs(truth.abstract ?? '').replaceAll(/\s+/g, ' '),
    tags: [...new Set(truth.tags.map(toPlainLine))].toSorted().join('; '),
  }
}

/** @returns the fields in which two records differ, for instance one that was written out and read in again. */
export function compareRecords(one: TaggedRecord, other: TaggedRecord): Difference[] {
  return compareFields(toComparable(one), toComparable(other))
}

export function compareFields(got: ComparableRecord, wanted: ComparableRecord): Difference[] {
  return comparedFields
    .filter((field) => got[field] !== wanted[field])
    .map((field) => ({ field, got: got[field], wanted: wanted[field] }))
}

function dateText(date: CslDate | null | undefined): string {
  const parts = date?.['date-parts']?.map((each) =>
    each.map((part) => String(part).padStart(2, '0')).join('-'),
  )
  const season = date?.season === undefined ? '' : ` season ${date.season}`
  return parts === undefined ? toPlainLine(date?.literal ?? date?.raw ?? '') : `${parts.join('/')}${season}`
}
