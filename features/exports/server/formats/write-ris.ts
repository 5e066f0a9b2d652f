import { type CslDate, type CslItem, type CslName, isOthers } from '#contract/csl.ts'
import { dateWords } from './date-words.ts'
import type { ExportedPaper, Writer } from './exported.ts'
import { leftoverLines } from './leftovers.ts'
import { numbered, parts, plainTags, risTypes, wholes, withoutTranslator } from './ris-mapping.ts'

/** RIS as reference managers read it: UTF-8, lines ended by CR LF, each author and each keyword in a line. */
export const risWriter: Writer = {
  mediaType: 'application/x-research-info-systems; charset=utf-8',
  extension: 'ris',
  head: () => '',
  paper: (paper) => new RisRecord(paper).text(),
  between: '\r\n',
  tail: '',
}

class RisRecord {
  private readonly lines: string[] = []
  private readonly written = new Set<string>()
  private readonly paper: ExportedPaper
  private readonly item: CslItem

  constructor(paper: ExportedPaper) {
    this.paper = paper
    this.item = paper.csl
  }

  text(): string {
    this.line('TY', risTypes[this.item.type])
    this.line('ID', this.paper.key)
    this.people()
    for (const [field, tag] of plainTags) this.put(field, tag)
    this.containers()
    this.dates()
    this.numbers()
    this.serial()
    for (const tag of this.paper.tags) this.line('KW', tag)
    this.put('abstract', 'AB')
    this.put('note', 'N1')
    for (const left of leftoverLines(this.item, this.written)) this.line('N1', left)
    return `${this.lines.join('\r\n')}\r\nER  - \r\n`
  }

  private line(tag: string, value: string): void {
    if (value.trim() !== '') this.lines.push(`${tag}  - ${folded(value)}`)
  }

  private put(field: keyof CslItem & string, tag: string): void {
    const value = this.item[field]
    if (typeof value !== 'string') return
    this.written.add(field)
    this.line(tag, value)
  }

  private people(): void {
    const { type } = this.item
    this.names('author', 'AU')
    this.names('editor', 'ED')
    this.names('collection-editor', wholes.has(type) ? 'A2' : 'A3')
    if (type === 'personal_communication') this.names('recipient', 'A2')
    if (!withoutTranslator.has(type)) this.names('translator', 'A4')
  }

  private names(
    field: 'author' | 'editor' | 'translator' | 'collection-editor' | 'recipient',
    tag: string,
  ): void {
    const names = this.item[field]
    if (names === undefined || (field === 'collection-editor' && withoutTranslator.has(this.item.type)))
      return
    this.written.add(field)
    for (const name of names) this.line(tag, risName(name))
  }

  private containers(): void {
    const { type } = this.item
    if (wholes.has(type)) {
      this.put('collection-title', 'T2')
      return
    }
    this.put('collection-title', 'T3')
    if (
      type === 'paper-conference' &&
      this.item['event-title'] !== undefined &&
      this.item['container-title'] !== undefined
    ) {
      this.put('container-title', 'C3')
      this.put('event-title', 'T2')
      return
    }
    this.put('container-title', 'T2')
    // The journal's tag of its own, which older readers look for.
    if (type === 'article-journal') this.put('container-title', 'JF')
  }

  private dates(): void {
    const { issued } = this.item
    this.written.add('issued')
    const year = issued?.['date-parts']?.[0]?.[0]
    if (year !== undefined) this.line('PY', String(year).padStart(4, '0'))
    if (issued !== undefined) this.line('DA', risDate(issued))
    if (this.item.accessed === undefined) return
    this.written.add('accessed')
    this.line('Y2', risDate(this.item.accessed))
  }

  private numbers(): void {
    const { type } = this.item
    if (numbered.has(type)) this.put('number', 'IS')
    else {
      this.put('issue', 'IS')
      this.put('number', 'C7')
    }
    if (wholes.has(type)) {
      this.put('number-of-pages', 'SP')
      return
    }
    const page = this.item.page
    if (page === undefined) return
    this.written.add('page')
    const range = /^([^-–,\s]+)\s*[-–]\s*([^-–,\s]+)$/.exec(page)
    this.line('SP', range?.[1] ?? page)
    if (range?.[2] !== undefined) this.line('EP', range[2])
  }

  /** RIS has one serial number: a book's of books and their parts, a journal's of all else. */
  private serial(): void {
    const { type } = this.item
    if (numbered.has(type)) return
    const isBook = wholes.has(type) || parts.has(type) || this.item.ISSN === undefined
    this.put(isBook ? 'ISBN' : 'ISSN', 'SN')
  }
}

/** "Family, Given, Suffix" with the particles in front; a comma alone marks a name of one part. */
function risName(name: CslName): string {
  if (isOthers(name)) return 'others'
  if (name.literal !== undefined) return name.literal
  const { family = '', given = '', suffix = '' } = name
  const last = [name['dropping-particle'], name['non-dropping-particle'], family].filter(Boolean).join(' ')
  return [last, given, ...(suffix === '' ? [] : [suffix])].join(', ').replace(/, $/, ',')
}

/** `2014/06/01/` as the specification asks; what is no plain date in words. */
function risDate(date: CslDate): string {
  const [first, last] = date['date-parts'] ?? []
  const isPlain =
    first !== undefined && last === undefined && date.circa !== true && date.season === undefined
  if (!isPlain) return dateWords(date) ?? ''
  const [year = 0, month, day] = first
  const two = (part: number | undefined) => (part === undefined ? '' : String(part).padStart(2, '0'))
  return `${year < 0 ? '-' : ''}${String(Math.abs(year)).padStart(4, '0')}/${two(month)}/${two(day)}/`
}

/** Lines of a longer text; one that looks like a tag is moved in by a space. */
function folded(value: string): string {
  return value
    .split(/\r\n|\r|\n/)
    .map((line, index) => (index > 0 && /^[A-Z][A-Z0-9]\s{0,3}-/.test(line) ? ` ${line}` : line))
    .join('\r\n')
}
