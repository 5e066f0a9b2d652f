import type { CslItem } from '#contract/csl.ts'
import {
  codeFields,
  entryTypes,
  inVolumes,
  nameFields,
  periodicals,
  publisherFields,
  textFields,
  titleFields,
} from './bibtex-mapping.ts'
import { dateWords, edtf } from './date-words.ts'
import type { ExportedPaper, Writer } from './exported.ts'
import { leftoverLines } from './leftovers.ts'
import { titleToTex, toTex } from './tex-characters.ts'
import { namesToTex } from './tex-names.ts'

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']

export const bibtexWriter: Writer = writerOf(0)
export const biblatexWriter: Writer = writerOf(1)

/** 0 writes BibTeX, 1 BibLaTeX: the column of the mapping tables. */
type Dialect = 0 | 1

function writerOf(dialect: Dialect): Writer {
  return {
    mediaType: 'application/x-bibtex; charset=utf-8',
    extension: 'bib',
    head: () => '',
    paper: (paper, { ascii }) => new Entry(paper, dialect, ascii).text(),
    between: '\n',
    tail: '',
  }
}

class Entry {
  private readonly lines: string[] = []
  private readonly written = new Set<string>()
  private readonly paper: ExportedPaper
  private readonly item: CslItem
  private readonly dialect: Dialect
  private readonly ascii: boolean

  constructor(paper: ExportedPaper, dialect: Dialect, ascii: boolean) {
    this.paper = paper
    this.item = paper.csl
    this.dialect = dialect
    this.ascii = ascii
  }

  text(): string {
    this.names()
    for (const [csl, ...names] of titleFields)
      this.put(csl, names[this.dialect], (text) => titleToTex(text, this.ascii))
    this.container()
    this.date()
    this.numbers()
    this.publisher()
    for (const [csl, ...names] of textFields) this.put(csl, names[this.dialect])
    for (const [csl, ...names] of codeFields) this.put(csl, names[this.dialect], verbatim)
    this.archive()
    this.accessed()
    this.keywords()
    this.rest()
    return `@${this.type()}{${this.paper.key},\n${this.lines.map((line) => `  ${line},\n`).join('')}}\n`
  }

  private type(): string {
    const { type, genre = '' } = this.item
    if (type === 'thesis' && this.dialect === 0 && /master|석사/i.test(genre)) return 'mastersthesis'
    return entryTypes[type][this.dialect]
  }

  private line(name: string | undefined, tex: string): void {
    if (name !== undefined && tex.trim() !== '') this.lines.push(`${name} = {${tex}}`)
  }

  private put(
    field: keyof CslItem & string,
    name: string | undefined,
    write: (text: string) => string = (text) => toTex(text, this.ascii),
  ): void {
    const value = this.item[field]
    if (typeof value !== 'string') return
    this.written.add(field)
    this.line(name, write(value))
  }

  private names(): void {
    for (const [csl, name] of nameFields) {
      const names = this.item[csl]
      if (names === undefined || names.length === 0) continue
      this.written.add(csl)
      this.line(name, namesToTex(names, this.ascii))
    }
  }

  private container(): void {
    const isJournal = periodicals.has(this.item.type)
    const journal = this.dialect === 0 ? 'journal' : 'journaltitle'
    // A book within a larger work; `booktitle` alone would become its title.
    this.put('container-title', isJournal ? journal : 'booktitle')
    this.put('container-title-short', isJournal ? 'shortjournal' : 'shortbooktitle')
  }

  private date(): void {
    const { issued } = this.item
    if (issued === undefined) return
    this.written.add('issued')
    const [first, last] = issued['date-parts'] ?? []
    if (first === undefined) {
      this.line('year', toTex(dateWords(issued) ?? '', this.ascii))
      return
    }
    const isPlain = last === undefined && issued.circa !== true && issued.season === undefined
    if (this.dialect === 1 || !isPlain || first.length === 3) this.line('date', edtf(issued) ?? '')
    if (this.dialect === 1) return
    const [year, month] = first
    this.line('year', String(year))
    const name = month === undefined ? undefined : months[month - 1]
    if (name !== undefined) this.lines.push(`month = ${name}`)
  }

  private numbers(): void {
    const { type } = this.item
    if (this.item.page !== undefined)
      this.put('page', 'pages', (page) =>
        toTex(page, this.ascii).replaceAll(/\\textrm\{-\}|[-–—]+/g, (dash) =>
          dash.startsWith('\\') ? '' : '--',
        ),
      )
    if (periodicals.has(type)) {
      this.put('issue', 'number')
      return
    }
    if (inVolumes.has(type)) {
      const inSeries = this.item['collection-title'] !== undefined
      if (inSeries) this.put('collection-number', 'number')
      this.put('issue', inSeries ? 'issue' : 'number')
      return
    }
    this.put('number', 'number')
    this.put('issue', 'issue')
  }

  private publisher(): void {
    this.put('publisher', (publisherFields[this.item.type] ?? ['publisher', 'publisher'])[this.dialect])
    if (this.item.type === 'thesis' || this.item.type === 'report' || this.item.type === 'patent')
      this.put('genre', 'type')
  }

  /** arXiv by the fields of its own hints (arxiv.org, "Hypertex", eprint and archivePrefix) and of BibLaTeX (eprinttype). */
  private archive(): void {
    const { archive, number } = this.item
    const location =
      this.item.archive_location ?? (archive === 'arXiv' ? number?.replace(/^arXiv:/i, '') : undefined)
    if (location === undefined) return
    this.written.add('archive').add('archive_location')
    this.line('eprint', verbatim(location))
    if (archive !== undefined)
      this.line(
        this.dialect === 0 ? 'archiveprefix' : 'eprinttype',
        this.dialect === 0 ? archive : archive.replace(/^arXiv$/i, 'arxiv'),
      )
    // Our reader gives both back for a preprint; for others they are told as what is left.
    if (number === `arXiv:${location}`) this.written.add('number')
    if (this.item.publisher === 'arXiv') this.written.add('publisher')
  }

  private accessed(): void {
    for (const [csl, name] of [
      ['accessed', 'urldate'],
      ['event-date', 'eventdate'],
      ['original-date', 'origdate'],
    ] as const) {
      const date = edtf(this.item[csl])
      if (date === undefined) continue
      this.written.add(csl)
      this.line(name, date)
    }
  }

  /** A comma parts keywords, unless one has a comma itself: then a semicolon does, which BibTeX does not look at. */
  private keywords(): void {
    const { tags } = this.paper
    const hasComma = tags.some((tag) => tag.includes(','))
    const tex = tags.map((tag) => toTex(tag, this.ascii)).join(hasComma ? '; ' : ', ')
    this.line('keywords', hasComma && tags.length === 1 ? `${tex};` : tex)
  }

  /** `annotation` is read by us and by reference managers, and printed by no standard style. */
  private rest(): void {
    const own = this.item.annote
    this.written.add('annote')
    const left = leftoverLines(this.item, this.written)
    const whole = [...(own === undefined ? [] : [own]), ...left].join('\n\n')
    this.line(this.dialect === 0 ? 'annote' : 'annotation', toTex(whole, this.ascii))
  }
}

/** A link or a number as it is; braces and backslashes, which no address has, as an address writes them. */
function verbatim(text: string): string {
  return text.replaceAll(/[{}\\\s]/g, (sign) => encodeURIComponent(sign))
}
