import { finishRecords } from './finish-entry.ts'
import type { MappedEntry, ReadEntries } from './reading.ts'
import type { RisField } from './ris-syntax.ts'
import { risToCsl } from './ris-to-csl.ts'
import { readTaggedRecords, TaggedFields, type TaggedRecord, type TaggedSyntax } from './tagged-records.ts'

type OnEntry = (done: number) => void

/** Formats whose fields mean what RIS has other letters for, so that one mapping serves all. */
type Dialect = {
  readonly syntax: TaggedSyntax
  readonly typeOf: (fields: TaggedFields) => string
  /** Tag of RIS and the tags it is read from, the first that is there. */
  readonly tags: readonly (readonly [ris: string, ...from: string[]])[]
  readonly keywordTags: readonly string[]
  readonly keyTag?: string
}

/** Reads RefWorks' tagged format. */
export function readRefworks(text: string, onEntry: OnEntry = () => undefined): ReadEntries {
  return readAsRis(text, refworks, onEntry)
}

/** Reads Web of Science's plain text ("ISI"). */
export function readWebOfScience(text: string, onEntry: OnEntry = () => undefined): ReadEntries {
  return readAsRis(text, webOfScience, onEntry)
}

/** Reads refer and BibIX, EndNote's import format (`.enw`). */
export function readRefer(text: string, onEntry: OnEntry = () => undefined): ReadEntries {
  return readAsRis(text, refer, onEntry)
}

function readAsRis(text: string, dialect: Dialect, onEntry: OnEntry): ReadEntries {
  return finishRecords(text, mapped(text, dialect), onEntry)
}

function* mapped(text: string, dialect: Dialect) {
  for (const record of readTaggedRecords(text, dialect.syntax)) {
    yield { start: record.start, end: record.end, mapped: mappedOf(record, dialect) }
  }
}

// Web of Science writes the address behind the name of who is to be written to.
const address = /\s*\([^()\s]*@[^()\s]*\)/g

function mappedOf(record: TaggedRecord, dialect: Dialect): MappedEntry {
  const fields = new TaggedFields(record)
  const ris = dialect.tags.flatMap(([tag, ...from]): RisField[] => {
    const source = from.find((each) => fields.first(each) !== undefined)
    return source === undefined
      ? []
      : fields.all(source).map((value) => ({ tag, value: value.replaceAll(address, '') }))
  })
  const key = dialect.keyTag === undefined ? undefined : fields.first(dialect.keyTag)
  return {
    draft: risToCsl([{ tag: 'TY', value: dialect.typeOf(fields) }, ...ris]),
    citationKey: key !== undefined && /^(?=.*\p{L})\S+$/u.test(key) ? key : undefined,
    keywords: fields
      .all(...dialect.keywordTags)
      .flatMap((value) => value.replaceAll('\n', ' ').split(/\s*;\s*/)),
  }
}

/** Types by the words of RefWorks and EndNote. */
const typesByName: readonly (readonly [RegExp, string])[] = [
  [/^book,? section|chapter/i, 'CHAP'],
  [/^edited book|^book,? edited/i, 'EDBOOK'],
  [/^book|monograph/i, 'BOOK'],
  [/^conference pro/i, 'CONF'],
  [/^conference/i, 'CPAPER'],
  [/thesis|dissertation/i, 'THES'],
  [/newspaper/i, 'NEWS'],
  [/magazine/i, 'MGZN'],
  [/journal|^electronic article/i, 'JOUR'],
  [/report|government/i, 'RPRT'],
  [/patent/i, 'PAT'],
  [/^web|^online/i, 'WEB'],
  [/program|software/i, 'COMP'],
  [/dataset/i, 'DATA'],
  [/^map/i, 'MAP'],
  [/film|video|audiovisual/i, 'MPCT'],
  [/manuscript/i, 'MANSCPT'],
  [/unpublished/i, 'UNPB'],
  [/communication/i, 'PCOMM'],
  [/standard/i, 'STAND'],
]

function typeNamed(name: string | undefined): string {
  return typesByName.find(([pattern]) => pattern.test(name ?? ''))?.[1] ?? 'GEN'
}

const refworks: Dialect = {
  syntax: { line: /^([A-Z][A-Z0-9]) (.*)$/, first: 'RT', partedByEmptyLine: true },
  typeOf: (fields) => typeNamed(fields.first('RT')),
  tags: [
    ['AU', 'A1'],
    ['A2', 'A2'],
    ['A3', 'A3'],
    ['A4', 'A4'],
    ['TI', 'T1'],
    ['T2', 'T2'],
    ['T3', 'T3'],
    ['JF', 'JF'],
    ['JA', 'JO'],
    ['PY', 'YR'],
    ['DA', 'FD'],
    ['VL', 'VO'],
    ['IS', 'IS'],
    ['SP', 'SP'],
    ['EP', 'OP'],
    ['AB', 'AB'],
    ['N1', 'NO'],
    ['PB', 'PB'],
    ['CY', 'PP'],
    ['SN', 'SN'],
    ['ET', 'ED'],
    ['LA', 'LA'],
    ['AN', 'AN'],
    ['DB', 'DS'],
    ['DO', 'DO'],
    ['UR', 'UL', 'LK'],
  ],
  keywordTags: ['K1'],
}

const refer: Dialect = {
  syntax: { line: /^%(\S) ?(.*)$/, first: '0', partedByEmptyLine: true },
  typeOf: (fields) =>
    fields.first('0') === undefined && fields.first('J') !== undefined
      ? 'JOUR'
      : typeNamed(fields.first('0')),
  tags: [
    ['AU', 'A'],
    ['ED', 'E'],
    ['A4', 'Y', '?'],
    ['TI', 'T'],
    ['ST', '!'],
    ['JF', 'J'],
    ['T2', 'B'],
    ['T3', 'S'],
    ['PY', 'D'],
    ['DA', '8'],
    ['VL', 'V'],
    ['IS', 'N'],
    ['NV', '6'],
    ['ET', '7'],
    ['SP', 'P'],
    ['PB', 'I'],
    ['CY', 'C'],
    ['SN', '@'],
    ['AB', 'X'],
    ['N1', 'Z'],
    ['LA', 'G'],
    ['M3', '9'],
    ['AN', 'M'],
    ['CN', 'L'],
    ['DB', '~'],
    ['DO', 'R'],
    ['UR', 'U'],
  ],
  keywordTags: ['K'],
  keyTag: 'F',
}

const webOfScience: Dialect = {
  syntax: { line: /^([A-Z][A-Z0-9])(?: (.*))?$/, first: 'PT', last: 'ER', header: /^(?:FN|VR|EF)$/ },
  typeOf: webOfScienceType,
  tags: [
    ['AU', 'AF', 'AU', 'CA'],
    ['ED', 'BE', 'ED'],
    ['TI', 'TI'],
    ['JF', 'SO'],
    // Of a conference paper this is the proceedings, and CT the conference.
    ['C3', 'SO'],
    ['T3', 'SE'],
    ['T2', 'CT'],
    ['PY', 'PY'],
    ['DA', 'PD'],
    ['VL', 'VL'],
    ['IS', 'IS'],
    ['SP', 'BP', 'PS', 'AR'],
    ['EP', 'EP'],
    ['DO', 'DI'],
    ['SN', 'BN', 'SN', 'EI'],
    ['PB', 'PU'],
    ['CY', 'PI'],
    ['LA', 'LA'],
    ['AB', 'AB'],
    ['AN', 'UT'],
  ],
  keywordTags: ['DE', 'ID', 'OR', 'BD'],
}

/** A book with a title and a source of the same name is the book itself; with another source, a part of it. */
function webOfScienceType(fields: TaggedFields): string {
  const plain = (tag: string) =>
    fields
      .first(tag)
      ?.replaceAll(/[\s.]+/g, ' ')
      .trim()
      .toLowerCase()
  switch (fields.first('PT')) {
    case 'P':
      return 'PAT'
    case 'B':
    case 'S':
      if (plain('SO') === undefined || plain('SO') === plain('TI')) return 'BOOK'
      return fields.first('CT') === undefined ? 'CHAP' : 'CPAPER'
    default:
      return 'JOUR'
  }
}
