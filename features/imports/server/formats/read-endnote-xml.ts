import type { XmlElement } from '#platform/xml.ts'
import { finishRecords } from './finish-entry.ts'
import type { MappedEntry, ReadEntries } from './reading.ts'
import type { RisField } from './ris-syntax.ts'
import { risToCsl } from './ris-to-csl.ts'
import { readXmlRecords } from './xml-records.ts'

/** Reads the XML that EndNote exports (its RSXML document type, EndNote 8 to 21). */
export function readEndnoteXml(text: string, onEntry: (done: number) => void = () => undefined): ReadEntries {
  return finishRecords(text, mapped(text), onEntry)
}

function* mapped(text: string) {
  for (const { start, end, element } of readXmlRecords(text, ['record'])) {
    yield { start, end, mapped: element && mappedOf(element) }
  }
}

/** EndNote's elements and the tags it writes them with in RIS, whose meaning by type is the same. */
const tags: readonly (readonly [tag: string, ...path: string[]])[] = [
  ['AU', 'contributors', 'authors', 'author'],
  ['A2', 'contributors', 'secondary-authors', 'author'],
  ['A3', 'contributors', 'tertiary-authors', 'author'],
  ['A4', 'contributors', 'subsidiary-authors', 'author'],
  ['C4', 'contributors', 'translated-authors', 'author'],
  ['TI', 'titles', 'title'],
  ['T2', 'titles', 'secondary-title'],
  ['T3', 'titles', 'tertiary-title'],
  ['ST', 'titles', 'short-title'],
  ['J2', 'titles', 'alt-title'],
  ['JF', 'periodical', 'full-title'],
  ['JA', 'periodical', 'abbr-1'],
  ['SP', 'pages'],
  ['VL', 'volume'],
  ['IS', 'number'],
  ['M1', 'issue'],
  ['NV', 'num-vols'],
  ['ET', 'edition'],
  ['SE', 'section'],
  ['PY', 'dates', 'year'],
  ['DA', 'dates', 'pub-dates', 'date'],
  ['CY', 'pub-location'],
  ['PB', 'publisher'],
  ['SN', 'isbn'],
  ['DO', 'electronic-resource-num'],
  ['AB', 'abstract'],
  ['N1', 'notes'],
  ['UR', 'urls', 'related-urls', 'url'],
  ['UR', 'urls', 'web-urls', 'url'],
  ['LA', 'language'],
  ['M3', 'work-type'],
  ['CN', 'call-num'],
  ['AN', 'accession-num'],
  ['DB', 'remote-database-name'],
  ['DP', 'remote-database-provider'],
  ['Y2', 'access-date'],
  ['C3', 'custom3'],
]

/** EndNote's numbers of reference types and the types of RIS. */
const types: Readonly<Record<string, string>> = {
  1: 'ART',
  2: 'ADVS',
  3: 'ADVS',
  4: 'BILL',
  5: 'CHAP',
  6: 'BOOK',
  7: 'CASE',
  8: 'CTLG',
  9: 'COMP',
  10: 'CONF',
  12: 'WEB',
  13: 'GEN',
  14: 'HEAR',
  17: 'JOUR',
  19: 'MGZN',
  20: 'MAP',
  21: 'MPCT',
  23: 'NEWS',
  25: 'PAT',
  26: 'PCOMM',
  27: 'RPRT',
  28: 'EDBOOK',
  31: 'STAT',
  32: 'THES',
  34: 'UNPB',
  36: 'MANSCPT',
  37: 'FIGURE',
  38: 'CHART',
  43: 'EJOUR',
  44: 'EBOOK',
  45: 'DBASE',
  46: 'GOVDOC',
  47: 'CPAPER',
  48: 'MULTI',
  49: 'CLSWK',
  50: 'LEGAL',
  51: 'ANCIENT',
  52: 'DICT',
  53: 'ENCYC',
  54: 'GEN',
  55: 'AGGR',
  56: 'BLOG',
  57: 'SER',
  58: 'STAND',
  59: 'DATA',
  60: 'ECHAP',
  61: 'MUSIC',
}

function mappedOf(record: XmlElement): MappedEntry {
  const fields = tags.flatMap(([tag, ...path]) =>
    record.all(...path).map((element): RisField => ({ tag, value: styledText(element) })),
  )
  const isConference = /^(?:10|47)$/.test(typeNumberOf(record))
  const draft = risToCsl([
    { tag: 'TY', value: types[typeNumberOf(record)] ?? 'GEN' },
    // Only a conference has its proceedings in the third custom field.
    ...fields.filter(({ tag }) => tag !== 'C3' || isConference),
  ])
  return {
    draft,
    citationKey: keyOf(record),
    keywords: record.all('keywords', 'keyword').flatMap((each) => styledText(each).split(/\s*[\r\n;]\s*/)),
    notes: record.all('research-notes').map(styledText),
    attachments: record
      .textsAt('urls', 'pdf-urls', 'url')
      .map((path) => ({ path, mediaType: 'application/pdf' })),
  }
}

function typeNumberOf(record: XmlElement): string {
  return record.textAt('ref-type') ?? ''
}

/** EndNote's "label" is a citation key for those who use it with LaTeX, and words of any kind for others. */
function keyOf(record: XmlElement): string | undefined {
  const label = record.textAt('label')
  return label !== undefined && /^(?=.*\p{L})[^\s"#%'(),={}~\\]+$/u.test(label) ? label : undefined
}

/** Text in runs of one style each; of the styles only what is raised or lowered changes what is said. */
function styledText(element: XmlElement): string {
  return runsOf(element).replaceAll('\r', '\n').trim()
}

function runsOf(element: XmlElement): string {
  return element.children
    .map((child) => {
      if (typeof child === 'string') return child
      const face = child.attribute('face') ?? ''
      const name = face.includes('superscript') ? 'sup' : face.includes('subscript') ? 'sub' : undefined
      return name === undefined ? runsOf(child) : `<${name}>${runsOf(child)}</${name}>`
    })
    .join('')
}
