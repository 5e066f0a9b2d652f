import type { CslDate, CslName } from '#contract/csl.ts'
import { toCslDate } from '#contract/csl-date.ts'
import { nameWithComma } from '#contract/person-names.ts'
import type { XmlElement } from '#platform/xml.ts'
import { finishRecords } from './finish-entry.ts'
import type { MappedEntry, ReadEntries } from './reading.ts'
import { readXmlRecords } from './xml-records.ts'

/** Reads MODS 3, the records of libraries (Library of Congress, "MODS User Guidelines"). */
export function readMods(text: string, onEntry: (done: number) => void = () => undefined): ReadEntries {
  return finishRecords(text, mapped(text), onEntry)
}

function* mapped(text: string) {
  for (const { start, end, element } of readXmlRecords(text, ['mods'])) {
    yield { start, end, mapped: element && mappedOf(element) }
  }
}

function mappedOf(mods: XmlElement): MappedEntry {
  const related = (type: string) => mods.all('relatedItem').find((each) => each.attribute('type') === type)
  const host = related('host')
  const part = [host, mods].map((each) => each?.first('part')).find((found) => found !== undefined)
  const detail = (...types: string[]) =>
    part
      ?.all('detail')
      .filter((each) => types.includes(each.attribute('type') ?? ''))
      .map((each) => each.textAt('number'))
      .find((number) => number !== undefined)
  const type = typeOf(mods, host)
  const origins = [mods, host].flatMap((each) => each?.all('originInfo') ?? [])
  const code = (name: string) =>
    [mods, host]
      .flatMap((each) => each?.all('identifier') ?? [])
      .find((each) => each.attribute('type') === name)
  const draft = {
    type,
    title: titleOf(mods),
    ...peopleOf(mods),
    issued: issuedOf(mods, part),
    ...containerOf(type, host, related('series')),
    volume: detail('volume'),
    issue: detail('issue', 'number'),
    page: pagesOf(part),
    'number-of-pages': /(\d+) p\./.exec(mods.textAt('physicalDescription', 'extent') ?? '')?.[1],
    edition: mods.textAt('originInfo', 'edition'),
    publisher: origins.map((each) => each.textAt('publisher')).find((text) => text !== undefined),
    'publisher-place': origins
      .flatMap((each) => each.all('place', 'placeTerm'))
      .find((each) => each.attribute('type') === 'text')
      ?.text(),
    language: mods.textAt('language', 'languageTerm') ?? mods.textAt('language'),
    abstract: mods.markupAt('abstract'),
    note: mods.textsAt('note').join('\n\n'),
    DOI: code('doi')?.text(),
    ISBN: code('isbn')?.text(),
    ISSN: code('issn')?.text(),
    URL: mods.textAt('location', 'url') ?? code('uri')?.text(),
    'call-number': mods.textAt('classification'),
  }
  return { draft, keywords: mods.textsAt('subject', 'topic') }
}

/** A book that is in something else is in a series or a set. */
function containerOf(
  type: string,
  host: XmlElement | undefined,
  series: XmlElement | undefined,
): Record<string, string | undefined> {
  if (type === 'book') return { 'collection-title': titleOf(series) ?? titleOf(host) }
  return {
    'container-title': titleOf(host),
    'container-title-short': titleOf(host, 'abbreviated'),
    'collection-title': titleOf(series),
  }
}

/** The title with the article that libraries set apart, its subtitle and its part. */
function titleOf(element: XmlElement | undefined, type?: string): string | undefined {
  const info = element?.all('titleInfo').find((each) => each.attribute('type') === type)
  const title = info?.markupAt('title')
  if (info === undefined || title === undefined) return undefined
  const nonSort = info.textAt('nonSort')
  const article = nonSort === undefined ? '' : `${nonSort}${/['’]$/.test(nonSort) ? '' : ' '}`
  const subtitle = info.markupAt('subTitle')
  const parts = [info.textAt('partNumber'), info.textAt('partName')].filter((text) => text !== undefined)
  const whole = `${article}${title}${subtitle === undefined ? '' : `: ${subtitle}`}`
  return parts.length === 0 ? whole : `${whole}. ${parts.join(': ')}`
}

const genres: readonly (readonly [RegExp, string])[] = [
  [/thesis|dissertation/, 'thesis'],
  [/conference (?:paper|publication)|proceeding/, 'paper-conference'],
  [/journal article|^article$|academic journal/, 'article-journal'],
  [/newspaper/, 'article-newspaper'],
  [/report/, 'report'],
  [/^map$/, 'map'],
  [/^(?:book|novel|fiction)$/, 'book'],
  [/patent/, 'patent'],
  [/web/, 'webpage'],
]
const resources: Readonly<Record<string, string>> = {
  cartographic: 'map',
  'moving image': 'motion_picture',
  'notated music': 'musical_score',
  'software, multimedia': 'software',
  'sound recording': 'song',
  'still image': 'graphic',
}

function typeOf(mods: XmlElement, host: XmlElement | undefined): string {
  const words = mods.textsAt('genre').map((text) => text.toLowerCase())
  const named = genres.find(([pattern]) => words.some((word) => pattern.test(word)))?.[1]
  // The proceedings as a whole are in no other work.
  if (named === 'paper-conference' && host === undefined) return 'book'
  if (named !== undefined) return named
  const resource = resources[mods.textAt('typeOfResource') ?? '']
  if (resource !== undefined) return resource
  if (host !== undefined) return isSerial(host) ? 'article-journal' : 'chapter'
  return mods.textAt('originInfo', 'issuance') === 'monographic' ? 'book' : 'document'
}

function isSerial(host: XmlElement): boolean {
  return (
    /^(?:continuing|serial)$/.test(host.textAt('originInfo', 'issuance') ?? '') ||
    host.all('identifier').some((each) => each.attribute('type') === 'issn')
  )
}

const editors = /^(?:editor|edt)$/i
const translators = /^(?:translator|trl)$/i
const authors = /^(?:author|aut|creator|cre|photographer|pht|artist|art|cartographer|ctg|composer|cmp)$/i

function peopleOf(mods: XmlElement): Record<string, CslName[]> {
  const people: Record<string, CslName[]> = {}
  for (const element of mods.all('name')) {
    const name = nameOf(element)
    if (name === undefined) continue
    const roles = element.textsAt('role', 'roleTerm')
    const is = (pattern: RegExp) => roles.some((role) => pattern.test(role))
    // A publisher or a distributor is no creator of the work.
    if (is(/^(?:publisher|pbl|distributor|dst)$/i) && !is(authors)) continue
    const field = is(editors)
      ? 'editor'
      : is(translators)
        ? 'translator'
        : roles.length === 0 || is(authors)
          ? 'author'
          : 'contributor'
    people[field] = [...(people[field] ?? []), name]
  }
  return people
}

function nameOf(element: XmlElement): CslName | undefined {
  const parts = element.all('namePart')
  const named = (type: string | undefined) =>
    parts.filter((each) => each.attribute('type') === type).map((each) => each.text())
  const [family] = named('family')
  const given = named('given').join(' ')
  if (family !== undefined) return given === '' ? { family } : { family, given }
  const whole = named(undefined).filter((text) => text !== '')
  const isPerson = element.attribute('type') === 'personal'
  const text = isPerson ? (whole[0] ?? '') : whole.join(': ')
  if (text === '') return undefined
  return isPerson
    ? (nameWithComma(text.replace(/(?<=\p{Ll})\.$/u, '')) ?? { literal: text })
    : { literal: text }
}

/** The date that is made for machines, where there is one; libraries write "c1999" and "[1982?]" for people. */
function issuedOf(mods: XmlElement, part: XmlElement | undefined): CslDate | undefined {
  const dates = ['dateIssued', 'copyrightDate', 'dateCreated'].flatMap((name) => mods.all('originInfo', name))
  const encoded = dates.find(
    (each) => each.attribute('encoding') !== undefined && each.attribute('point') !== 'end',
  )
  const text = encoded?.text() ?? dates[0]?.text() ?? part?.textAt('date') ?? ''
  return toCslDate(text.replaceAll(/^[c©[]+|[\]?]+$/g, ''))
}

function pagesOf(part: XmlElement | undefined): string | undefined {
  const extent = part?.all('extent').find((each) => /^pages?$/.test(each.attribute('unit') ?? ''))
  const [start, end] = [extent?.textAt('start'), extent?.textAt('end')]
  if (start === undefined || end === undefined || start === end) return start ?? extent?.textAt('list')
  return `${start}-${end}`
}
