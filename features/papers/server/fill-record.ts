import { isDeepStrictEqual } from 'node:util'
import { type CslItem, cslItem } from '#contract/csl.ts'
import type { RecordField } from '#contract/record-fields.ts'
import { columnsOf, type Origin } from './record.ts'

/** A record with what is known about it. */
export type KnownRecord = {
  readonly csl: CslItem
  readonly citationKey: string | null
  readonly origins: Readonly<Record<string, Origin>>
}

/** What was put where a record had nothing, as it was put: the way back takes away just this. */
export type Filled = {
  readonly csl: Readonly<Record<string, unknown>>
  readonly citationKey?: string | undefined
}

/** The shown field that a CSL field is the source of; a person who corrected the one has spoken about the other. */
const shownAs: Readonly<Record<string, RecordField>> = {
  title: 'title',
  author: 'authors',
  issued: 'year',
  'container-title': 'venue',
  abstract: 'abstract',
  DOI: 'doi',
  PMID: 'pmid',
  PMCID: 'pmcid',
  ISBN: 'isbn',
  archive: 'arxivId',
  archive_location: 'arxivId',
  'original-title': 'originalTitle',
  editor: 'editors',
  volume: 'volume',
  issue: 'issue',
  page: 'pages',
  edition: 'edition',
  publisher: 'publisher',
  ISSN: 'issn',
  URL: 'url',
  language: 'language',
}

// They name the entry within its file and say nothing about the work; the type is never absent.
const ofTheEntry = new Set(['id', 'type', 'citation-key'])

const bibliography: Origin = { source: 'bibliography', confidence: 1 }

/** A value that says something: no empty text, no empty list. */
function isSaid(value: unknown): boolean {
  return (
    value !== undefined && value !== null && value !== '' && !(Array.isArray(value) && value.length === 0)
  )
}

/**
 * Puts in what a record lacks and another one of the same work knows. Nothing is overwritten, and no field is touched
 * that a person has corrected, be it by emptying it.
 * @returns undefined when there is nothing to put in
 */
export function fillRecord(
  known: KnownRecord,
  other: { readonly csl: CslItem; readonly citationKey?: string | undefined },
): (KnownRecord & { readonly filled: Filled }) | undefined {
  const isByHand = (field: string) => known.origins[shownAs[field] ?? '']?.source === 'person'
  const had: Readonly<Record<string, unknown>> = known.csl
  const missing = Object.entries(other.csl).filter(
    ([field, value]) => isSaid(value) && !isSaid(had[field]) && !ofTheEntry.has(field) && !isByHand(field),
  )
  const citationKey = known.citationKey === null ? other.citationKey : undefined
  if (missing.length === 0 && citationKey === undefined) return undefined
  const filled: Filled = { csl: Object.fromEntries(missing), citationKey }
  const origins = { ...known.origins }
  for (const [field] of missing) {
    const shown = shownAs[field]
    if (shown !== undefined) origins[shown] = bibliography
  }
  return {
    csl: cslItem.parse({ ...known.csl, ...filled.csl }),
    citationKey: known.citationKey ?? citationKey ?? null,
    origins,
    filled,
  }
}

/**
 * Takes away what {@link fillRecord} put in. A field that reads otherwise by now, or that a person has spoken about, stays.
 * @returns the record, and whether something had to stay
 */
export function emptyRecord(known: KnownRecord, filled: Filled): KnownRecord & { readonly kept: boolean } {
  const csl: Record<string, unknown> = { ...known.csl }
  const origins = { ...known.origins }
  let kept = false
  for (const [field, value] of Object.entries(filled.csl)) {
    const shown = shownAs[field]
    const isByHand = shown !== undefined && origins[shown]?.source === 'person'
    if (isByHand || !isDeepStrictEqual(csl[field], value)) {
      kept = true
      continue
    }
    delete csl[field]
    if (shown !== undefined) delete origins[shown]
  }
  const ownKey = filled.citationKey === undefined || known.citationKey === filled.citationKey
  const citationKey = filled.citationKey !== undefined && ownKey ? null : known.citationKey
  return { csl: cslItem.parse(csl), citationKey, origins, kept: kept || !ownKey }
}

/** The columns of a record that was filled or emptied. */
export function columnsOfKnown({ csl, citationKey, origins }: KnownRecord) {
  return { ...columnsOf(csl), citation_key: citationKey, origins: JSON.stringify(origins) }
}
