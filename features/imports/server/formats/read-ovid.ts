import type { CslName } from '#contract/csl.ts'
import { toCslDate } from '#contract/csl-date.ts'
import { nameWithComma } from '#contract/person-names.ts'
import { spacedInitials, withoutFullStop } from '#features/sources/server/sources.ts'
import { finishRecords } from './finish-entry.ts'
import type { MappedEntry, ReadEntries } from './reading.ts'
import { readTaggedRecords, TaggedFields } from './tagged-records.ts'

/** A record begins with its number, `<12. >`, which counts as the tag `<`. */
const syntax = { line: /^\s{0,4}(<(?=\d+\. ?>)|[A-Z]{2}(?= {1,2}- ))(?: {1,2}- )?(.*)$/, first: '<' } as const

/** Reads the tagged export of Ovid (BIOSIS, PsycINFO, Zoological Record and others, which differ in what they tag). */
export function readOvid(text: string, onEntry: (done: number) => void = () => undefined): ReadEntries {
  return finishRecords(text, mapped(text), onEntry)
}

function* mapped(text: string) {
  for (const record of readTaggedRecords(text, syntax)) {
    yield { start: record.start, end: record.end, mapped: mappedOf(new TaggedFields(record)) }
  }
}

function mappedOf(fields: TaggedFields): MappedEntry {
  const type = typeOf(fields)
  const source = oneLine(fields.first('SO', 'BT')) ?? ''
  const cited = citationIn(source)
  const isPart = type === 'chapter'
  const draft = {
    type,
    title: withoutFullStop(oneLine(fields.first('TI'))?.replace(/\s*\[References\]\.?\s*$/i, '')),
    author: fields.all('AU').flatMap((text) => personIn(text) ?? []),
    editor: isPart ? editorsIn(oneLine(fields.first('BT')) ?? source) : undefined,
    issued: toCslDate(fields.first('DP', 'YR') ?? cited.date ?? fields.first('DG') ?? ''),
    'container-title': isPart
      ? bookIn(oneLine(fields.first('BT')) ?? source)
      : type === 'article-journal'
        ? (oneLine(fields.first('JN', 'JA')) ?? cited.journal)
        : undefined,
    volume: type === 'article-journal' ? (fields.first('VO') ?? cited.volume) : undefined,
    issue: type === 'article-journal' ? (fields.first('IP') ?? cited.issue) : undefined,
    page: fields.matching(/^([\w.-]*\d[\w.-]*)$/, 'PG') ?? cited.pages,
    number: type === 'patent' ? fields.first('PN') : undefined,
    publisher: fields.first('PU', 'PB', 'PI', 'PA'),
    DOI: fields.first('DO', 'DI'),
    PMID: fields.matching(/^(\d+)$/, 'PM'),
    ISSN: type === 'article-journal' ? fields.matching(/(\d{4}-\d{3}[\dX])/, 'IS') : undefined,
    ISBN: fields.matching(/(\d[\d-]{8,15}[\dX])/, 'IB'),
    language: fields.first('LG'),
    abstract: oneLine(fields.first('AB')),
    source: fields.first('DB'),
    archive_location: fields.first('AN'),
  }
  return { draft, keywords: fields.all('MH').map((word) => word.replace(/^\*/, '')) }
}

function oneLine(text: string | undefined): string | undefined {
  return text?.replaceAll(/\s*\n\s*/g, ' ')
}

function typeOf(fields: TaggedFields): string {
  const kinds = fields.all('DT', 'PT').join('\n').toLowerCase()
  if (kinds.includes('patent')) return 'patent'
  if (kinds.includes('chapter')) return 'chapter'
  if (kinds.includes('dissertation')) return 'thesis'
  return /\bbook\b(?! review)/.test(kinds) && !kinds.includes('journal') ? 'book' : 'article-journal'
}

/** `Walsdorf, Neill B. [Inventor, Reprint Author]`, `Shedko, MB`. */
function personIn(text: string): CslName | undefined {
  const bare = text.replaceAll(/\s*\[[^\]]*\]/g, '').trim()
  // Initials stand together.
  const apart = bare.replace(/(?<=, )\p{Lu}{2,3}$/u, (initials) => [...initials].join(' '))
  const name = nameWithComma(apart) ?? (apart === '' ? undefined : { literal: apart })
  return name?.given === undefined ? name : { ...name, given: spacedInitials(name.given) }
}

function editorsIn(source: string): CslName[] {
  const found = source.matchAll(/([^[\],;.][^[\],;]{0,60}, [^[\],;]{1,60}) \[Ed(?:itor|\.)?[^\]]{0,60}\]/g)
  return [...found].flatMap((match) => personIn(match[1] ?? '') ?? [])
}

/** The title between the editors and the pages: `[Ed.]. Title.:371-397, 2004.`, `(2012). Title. (pp. 11-31).` */
function bookIn(source: string): string | undefined {
  const behindEditors = source
    .replace(/^.*\[Ed(?:itor|\.)?[^\]]{0,60}\][.;]?\s*/, '')
    .replace(/^\(\d{4}\)\.\s*/, '')
  const title = /^(.+?)(?:\.:\d|\. \(pp|\.? ?:\s*\d+-\d+|$)/.exec(behindEditors)?.[1]
  return withoutFullStop(title)
}

type Citation = { journal?: string; date?: string; volume?: string; issue?: string; pages?: string }

/** `Journal. 201(2-3):327-334, November 15, 2004.` and `Journal June 2019;1(6):123-456`. */
function citationIn(source: string): Citation {
  const [, journal = '', date = '', volume = '', issue = '', pages = ''] =
    /^(.{1,300}?)\s+((?:[A-Z][a-z]{2,8}\.? )?\d{4});(\d+)\(([^()]{1,20})\):\s*([\w-]+)/.exec(source) ?? []
  if (journal !== '') return { journal, date, volume, issue, pages }
  const [, name, number, part, place] =
    /^(.{1,300}?)\.\s+(?:Vol\.)?(\d+)\(([^()]{1,20})\)(?::\s*([\w-]+))?/.exec(source) ?? []
  const chapter = /\.?:(\d+-\d+)|\(pp\. (\d+-\d+)\)/.exec(source)
  const found = { journal: name, volume: number, issue: part, pages: place ?? chapter?.[1] ?? chapter?.[2] }
  return Object.fromEntries(Object.entries(found).filter(([, text]) => text !== undefined))
}
