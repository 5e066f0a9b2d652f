import type { RawEntry, RawLibrary, RawPiece } from './bibtex-syntax.ts'

/** An entry with its abbreviations and inherited fields filled in; values are TeX. */
export type BibtexEntry = {
  type: string
  key: string
  fields: Map<string, string>
  raw: RawEntry
}

export type BibtexFault = {
  raw: RawEntry
  code: 'string_undefined' | 'parent_missing'
  field: string
  value: string
}

/** Abbreviations that the standard styles of BibTeX define (plain.bst, 1988). */
const styleStrings: Readonly<Record<string, string>> = {
  acmcs: 'ACM Computing Surveys',
  acta: 'Acta Informatica',
  cacm: 'Communications of the ACM',
  ibmjrd: 'IBM Journal of Research and Development',
  ibmsj: 'IBM Systems Journal',
  ieeese: 'IEEE Transactions on Software Engineering',
  ieeetc: 'IEEE Transactions on Computers',
  ieeetcad: 'IEEE Transactions on Computer-Aided Design of Integrated Circuits',
  ipl: 'Information Processing Letters',
  jacm: 'Journal of the ACM',
  jcss: 'Journal of Computer and System Sciences',
  scp: 'Science of Computer Programming',
  sicomp: 'SIAM Journal on Computing',
  tcs: 'Theoretical Computer Science',
  tocs: 'ACM Transactions on Computer Systems',
  tods: 'ACM Transactions on Database Systems',
  tog: 'ACM Transactions on Graphics',
  toms: 'ACM Transactions on Mathematical Software',
  toois: 'ACM Transactions on Office Information Systems',
  toplas: 'ACM Transactions on Programming Languages and Systems',
}

// The date reader knows the names of months in every spelling.
const monthString = /^(jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*$/

// Doubling itself in every line, a @string would fill the memory in thirty.
const stringLengthMax = 10_000
const ancestorsMax = 20

/** Fields an entry does not take from its `crossref` parent: they say something of the parent alone. */
const notInherited = new Set([
  'abstract',
  'addendum',
  'annotation',
  'annote',
  'crossref',
  'doi',
  'entryset',
  'entrysubtype',
  'eprint',
  'execute',
  'file',
  'ids',
  'keywords',
  'label',
  'note',
  'options',
  'pages',
  'pagetotal',
  'presort',
  'shorthand',
  'shorttitle',
  'sortkey',
  'sorttitle',
  'timestamp',
  'url',
  'urldate',
  'xdata',
  'xref',
])

/** The parent's name of the field that becomes the child's (BibLaTeX manual, appendix B, "default inheritance"). */
const renamed: Readonly<Record<string, string>> = {
  title: 'booktitle',
  subtitle: 'booksubtitle',
  titleaddon: 'booktitleaddon',
}
const renamedInPeriodical: Readonly<Record<string, string>> = {
  title: 'journaltitle',
  subtitle: 'journalsubtitle',
}

/** Resolves `@string`s, repeated fields, `crossref` and `xdata` of a whole file. */
export function resolveBibtex(library: RawLibrary): { entries: BibtexEntry[]; faults: BibtexFault[] } {
  const faults: BibtexFault[] = []
  const strings = resolveStrings(library)
  const entries = library.entries.map((raw) => resolveEntry(raw, strings, faults))
  const byKey = new Map(entries.toReversed().map((entry) => [entry.key.toLowerCase(), entry]))
  const done = new Set<BibtexEntry>()
  for (const entry of entries) inherit(entry, { byKey, done, faults }, 0)
  return { entries: entries.filter((entry) => entry.type !== 'xdata'), faults }
}

/** A @string may use those before it, as in BibTeX; so none can use itself. */
function resolveStrings(library: RawLibrary): Map<string, string> {
  const strings = new Map<string, string>()
  for (const [name, pieces] of library.strings) {
    strings.set(name, joinPieces(pieces, strings, () => undefined).slice(0, stringLengthMax))
  }
  return strings
}

function resolveEntry(
  raw: RawEntry,
  strings: ReadonlyMap<string, string>,
  faults: BibtexFault[],
): BibtexEntry {
  const fields = new Map<string, string>()
  for (const { name, pieces } of raw.fields) {
    const value = joinPieces(pieces, strings, (unknown) => {
      faults.push({ raw, code: 'string_undefined', field: name, value: unknown })
    })
    if (value.trim() !== '') fields.set(name, together(name, fields.get(name), value))
  }
  return { type: raw.type, key: raw.key, fields, raw }
}

/** Repeated names and keywords add up, as in JabRef; of other fields the first one counts, as in BibTeX. */
function together(field: string, before: string | undefined, value: string): string {
  if (before === undefined) return value
  if (field === 'author' || field === 'editor') return `${before} and ${value}`
  return field === 'keywords' ? `${before}, ${value}` : before
}

function joinPieces(
  pieces: readonly RawPiece[],
  strings: ReadonlyMap<string, string>,
  unknown: (name: string) => void,
): string {
  return pieces
    .map((piece) => {
      if ('tex' in piece) return piece.tex
      const name = piece.name.toLowerCase()
      const known = strings.get(name) ?? (Object.hasOwn(styleStrings, name) ? styleStrings[name] : undefined)
      if (known === undefined && !monthString.test(name)) unknown(piece.name)
      return known ?? piece.name
    })
    .join('')
}

type Inheritance = { byKey: Map<string, BibtexEntry>; done: Set<BibtexEntry>; faults: BibtexFault[] }

function inherit(entry: BibtexEntry, context: Inheritance, depth: number): void {
  if (context.done.has(entry) || depth > ancestorsMax) return
  // Marked before its parents are filled, so that a circle of parents ends here.
  context.done.add(entry)
  for (const field of ['xdata', 'crossref']) {
    for (const key of (entry.fields.get(field) ?? '').split(',')) {
      const name = key.replaceAll(/[{}\s]/g, '')
      const parent = context.byKey.get(name.toLowerCase())
      if (name === '' || parent === entry) continue
      if (parent === undefined) {
        context.faults.push({ raw: entry.raw, code: 'parent_missing', field, value: name })
        continue
      }
      inherit(parent, context, depth + 1)
      takeFrom(parent, entry, field === 'xdata')
    }
  }
}

function takeFrom(parent: BibtexEntry, child: BibtexEntry, isData: boolean): void {
  const isArticle = /^(article|suppperiodical)$/.test(child.type)
  const names = isArticle ? renamedInPeriodical : renamed
  const takesAuthor = /^(inbook|bookinbook|suppbook)$/.test(child.type)
  for (const [field, value] of parent.fields) {
    if (!isData && (notInherited.has(field) || (field === 'author' && !takesAuthor))) continue
    const name = isData ? field : (names[field] ?? field)
    if (!child.fields.has(name)) child.fields.set(name, value)
  }
}
