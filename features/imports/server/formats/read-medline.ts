import type { CslName } from '#contract/csl.ts'
import { toCslDate } from '#contract/csl-date.ts'
import { nameInReadingOrder, nameWithComma, withOthersLast } from '#contract/person-names.ts'
import { fullPages, spacedInitials, withoutFullStop } from '#features/sources/server/sources.ts'
import { finishRecords } from './finish-entry.ts'
import type { MappedEntry, ReadEntries } from './reading.ts'
import { readTaggedRecords, TaggedFields } from './tagged-records.ts'

const syntax = { line: /^([A-Z]{2,4}) *- ?(.*)$/, first: 'PMID', partedByEmptyLine: true } as const

/** Reads MEDLINE (`.nbib`), as PubMed and ERIC write it (NLM, "MEDLINE/PubMed Data Element Descriptions"). */
export function readMedline(text: string, onEntry: (done: number) => void = () => undefined): ReadEntries {
  return finishRecords(text, mapped(text), onEntry)
}

function* mapped(text: string) {
  for (const record of readTaggedRecords(text, syntax)) {
    yield { start: record.start, end: record.end, mapped: mappedOf(new TaggedFields(record)) }
  }
}

function mappedOf(fields: TaggedFields): MappedEntry {
  const type = typeOf(fields)
  const isPart = type === 'chapter'
  const draft = {
    type,
    title: withoutFullStop(oneLine(fields.first('TI')) ?? oneLine(fields.first('BTI', 'TT'))),
    'original-title':
      fields.first('TI') === undefined ? undefined : withoutFullStop(oneLine(fields.first('TT'))),
    author: withOthersLast([
      ...peopleIn(fields, 'FAU', 'AU'),
      ...fields.all('CN').map((literal) => ({ literal })),
    ]),
    editor: peopleIn(fields, 'FED', 'ED'),
    issued: toCslDate(fields.first('DP') ?? ''),
    ...containerOf(fields, type),
    volume: fields.first('VI'),
    issue: fields.first('IP'),
    page: fullPages(fields.first('PG')),
    'collection-title': fields.first('CTI'),
    edition: fields.first('EN'),
    DOI: doiOf(fields),
    PMID: fields.first('PMID'),
    PMCID: fields.first('PMC'),
    ISSN: fields.matching(/(\d{4}-\d{3}[\dX])/, 'IS', 'ISSN'),
    ISBN: isPart || type === 'book' ? fields.matching(/(\d[\d-]{8,15}[\dX])/, 'ISBN') : undefined,
    URL: fields.matching(/^(https?:\/\/\S+)/, 'LID'),
    language: fields.first('LA'),
    abstract: oneLine(fields.first('AB', 'OAB')),
  }
  return {
    draft,
    keywords: [...fields.all('MH'), ...fields.all('OT')].map((word) => word.replaceAll('\n', ' ')),
  }
}

function oneLine(text: string | undefined): string | undefined {
  return text?.replaceAll(/\s*\n\s*/g, ' ')
}

/** ERIC marks reports and books as such even when they are articles of a journal, which have a volume. */
function typeOf(fields: TaggedFields): string {
  const kinds = fields.all('PT').join('\n')
  if (/^Preprint$/m.test(kinds)) return 'article'
  if (/^Book Chapter$/m.test(kinds)) return 'chapter'
  if (/^Dissertations|^Academic Dissertation/m.test(kinds)) return 'thesis'
  if (/^Journal Article/m.test(kinds) || fields.first('VI', 'TA') !== undefined) return 'article-journal'
  if (/^Books?$/m.test(kinds)) return 'book'
  return /^Reports? ?-/m.test(kinds) ? 'report' : 'article-journal'
}

/** ERIC names the publisher of what is no article where others name the journal. */
function containerOf(fields: TaggedFields, type: string): Record<string, string | undefined> {
  const place = { 'publisher-place': type === 'chapter' || type === 'book' ? fields.first('PL') : undefined }
  const named = oneLine(fields.first('JT'))
  switch (type) {
    case 'chapter':
      return { 'container-title': oneLine(fields.first('BTI')), publisher: fields.first('PB'), ...place }
    case 'thesis':
      return {
        publisher: fields.matching(/Dissertation,\s*(.+)$/, 'SO') ?? fields.first('PB'),
        genre: fields.matching(/^(\S+ Dissertation)\b/, 'SO'),
        archive: named,
      }
    case 'book':
    case 'report':
    case 'article':
      return { publisher: fields.first('PB') ?? named, ...place }
    default:
      return { 'container-title': named ?? fields.first('TA'), 'container-title-short': fields.first('TA') }
  }
}

/** Names in full where the record has them, the short ones otherwise; "et al." stands among the short ones. */
function peopleIn(fields: TaggedFields, full: string, short: string): CslName[] {
  const inFull = fields.all(full)
  const inShort = fields.all(short)
  const names = inFull.length > 0 ? [...inFull, ...inShort.filter(isEtAl)] : inShort
  return names
    .map((text): CslName | undefined => {
      if (isEtAl(text)) return { literal: text }
      const name = nameWithComma(text) ?? nameInReadingOrder(text.split(' ').toReversed())
      return name?.given === undefined ? name : { ...name, given: spacedInitials(name.given) }
    })
    .filter((name) => name !== undefined)
}

function isEtAl(name: string): boolean {
  return /^et al\.?$/i.test(name)
}

function doiOf(fields: TaggedFields): string | undefined {
  return (
    fields.matching(/^(10\.\d{4,9}\/\S+) \[doi\]/, 'LID', 'AID') ??
    fields.matching(/doi\.org\/(10\.\d{4,9}\/\S+)/, 'AID', 'LID')
  )
}
