import type { CslDate, CslName, CslType } from '#contract/csl.ts'
import { toCslDate } from '#contract/csl-date.ts'
import { findDois, normaliseDoi } from '#contract/identifiers.ts'
import { nameWithComma, peopleInOneName, withOthersLast } from '#contract/person-names.ts'
import { toPlainLine } from '#contract/plain-text.ts'
import type { RisField } from './ris-syntax.ts'
import { type RisKind, risKindOf, risTypeOf, withOtherRoles } from './ris-types.ts'

/** Maps a RIS record to CSL. The dialects (Reference Manager, EndNote, Web of Science) differ by what they call a title. */
export function risToCsl(fields: readonly RisField[]): Record<string, unknown> {
  const record = new RisFields(fields)
  const namesJournal = record.first('JF', 'JO', 'JA') !== undefined
  const type = risTypeOf(record.first('TY'), namesJournal)
  const kind = risKindOf(type)
  return {
    type,
    ...titlesOf(record, kind),
    ...namesOf(record, type, kind),
    ...numbersOf(record, type, kind),
    issued: issuedOf(record),
    accessed: dateOf(record.first('Y2')),
    DOI: doiOf(record),
    URL: record.lines('UR', 'LK')[0],
    abstract: record.text('AB', 'N2'),
    note: notesOf(record),
    publisher: record.first('PB'),
    'publisher-place': record.first('CY', 'PP'),
    language: record.first('LA'),
    genre: genreOf(record),
    'call-number': record.first('CN'),
    source: record.first('DP', 'DB'),
    archive_location: record.first('AN'),
  }
}

/** Reads values by tag; an empty value counts as absent. */
class RisFields {
  private readonly values = new Map<string, string[]>()

  constructor(fields: readonly RisField[]) {
    for (const { tag, value } of fields) {
      if (value.trim() !== '') this.values.set(tag, [...(this.values.get(tag) ?? []), value])
    }
  }

  all(...tags: readonly string[]): string[] {
    return tags.flatMap((tag) => this.values.get(tag) ?? [])
  }

  first(...tags: readonly string[]): string | undefined {
    const [value] = this.all(...tags)
    return value === undefined ? undefined : toPlainLine(value)
  }

  /** All values of the first tag that has any, as paragraphs. */
  text(...tags: readonly string[]): string | undefined {
    const tag = tags.find((name) => this.values.has(name))
    return tag === undefined ? undefined : this.all(tag).join('\n\n')
  }

  /** Every line of every value. */
  lines(...tags: readonly string[]): string[] {
    return this.all(...tags)
      .flatMap((value) => value.split(/\s*\n\s*|\s*;\s+/))
      .filter((line) => line !== '')
  }
}

function titlesOf(record: RisFields, kind: RisKind): Record<string, string | undefined> {
  const short = record.first('ST')
  const title = record.first('TI', 'T1', 'CT') ?? (kind === 'whole' ? record.first('BT') : undefined) ?? short
  const common = { title, 'title-short': short === title ? undefined : short }
  const abbreviations = ['JO', 'JA', 'J2', 'J1']
  switch (kind) {
    case 'article': {
      const container = record.first('JF', 'T2', ...abbreviations)
      return {
        ...common,
        'container-title': container,
        'container-title-short': otherThan(container, record, abbreviations),
        'collection-title': record.first('T3'),
      }
    }
    case 'whole':
      return { ...common, 'collection-title': record.first('T2', 'T3') }
    case 'conference': {
      const proceedings = record.first('C3', 'BT', 'T2', 'JF', 'JO')
      const event = record.first('T2')
      return {
        ...common,
        'container-title': proceedings,
        'event-title': event === proceedings ? undefined : event,
        'collection-title': record.first('T3'),
      }
    }
    case 'part':
      return {
        ...common,
        'container-title': record.first('BT', 'T2', 'JF', ...abbreviations),
        'collection-title': record.first('T3'),
      }
    default:
      return {
        ...common,
        'container-title': record.first('T2', 'JF', 'BT', ...abbreviations),
        'collection-title': record.first('T3'),
      }
  }
}

function otherThan(
  container: string | undefined,
  record: RisFields,
  tags: readonly string[],
): string | undefined {
  return tags.map((tag) => record.first(tag)).find((value) => value !== undefined && value !== container)
}

function namesOf(record: RisFields, type: CslType, kind: RisKind): Record<string, CslName[]> {
  return Object.fromEntries(
    Object.entries(rolesOf(record, type, kind))
      .filter(([, list]) => list.length > 0)
      .map(([field, list]) => [field, withOthersLast(list.flatMap(namesIn))]),
  )
}

function rolesOf(record: RisFields, type: CslType, kind: RisKind): Record<string, string[]> {
  const author = record.all('AU', 'A1')
  const editor = record.all('ED')
  const [second, third, fourth] = [record.all('A2'), record.all('A3'), record.all('A4')]
  if (record.first('TY') === 'EDBOOK') {
    return { editor: [...author, ...editor], 'collection-editor': second, translator: fourth }
  }
  if (withOtherRoles.has(type)) return { author, editor, contributor: [...second, ...third, ...fourth] }
  if (type === 'personal_communication') return { author, editor, recipient: second, translator: fourth }
  // EndNote: the second author of a book edits its series; of anything in a book, the book. A3 is the other of the two.
  const [ofWork, ofSeries] = kind === 'whole' ? [third, second] : [second, third]
  return { author, editor: [...editor, ...ofWork], 'collection-editor': ofSeries, translator: fourth }
}

function namesIn(value: string): CslName[] {
  return value
    .split(/\s*[\n;]\s*/)
    .map((name) => toPlainLine(name).replace(/,$/, ''))
    .filter((name) => name !== '')
    .flatMap((name) => peopleInOneName(name) ?? [nameWithComma(name) ?? { literal: name }])
}

function numbersOf(record: RisFields, type: CslType, kind: RisKind): Record<string, string | undefined> {
  const isPeriodical = kind === 'article' || kind === 'conference' || type === 'document'
  const number = record.first('M1')
  // M1 holds the issue in some exports and any words in others.
  const issue =
    record.first('IS', 'CP') ?? (isPeriodical && /^\S{0,12}$/.test(number ?? '') ? number : undefined)
  const serial = record.first('SN')
  const isBook = kind === 'part' || kind === 'whole' || (serial?.replaceAll(/[^\dX]/gi, '').length ?? 0) >= 10
  const isReport = type === 'report' || type === 'patent' || type === 'standard'
  const pages = pagesOf(record)
  return {
    volume: record.first('VL'),
    issue: isReport ? undefined : issue,
    number: isReport ? (record.first('IS') ?? serial ?? number) : record.first('C7'),
    page: kind === 'whole' ? undefined : pages,
    'number-of-pages': kind === 'whole' ? pages : undefined,
    ISBN: isBook && !isReport ? serial : undefined,
    ISSN: isBook || isReport ? undefined : serial,
    edition: record.first('ET'),
    section: record.first('SE'),
    'number-of-volumes': record.first('NV'),
  }
}

function pagesOf(record: RisFields): string | undefined {
  const start = record.first('SP')?.replaceAll(/\s*[–—-]+\s*/g, '-')
  const end = record.first('EP')
  if (start === undefined) return end
  return end === undefined || end === start || start.includes('-') ? start : `${start}-${end}`
}

/** DA is the whole date, PY the year, Y1 the older name of both; DA sometimes holds the day and month alone. */
function issuedOf(record: RisFields): CslDate | undefined {
  const whole = record.first('DA')
  const year = record.first('PY') ?? record.first('Y1')
  const dates = [whole, record.first('PY'), record.first('Y1')].map(dateOf)
  const named = dateOf(year)?.['date-parts']?.[0]?.[0]
  if (whole !== undefined && named !== undefined && dates[0]?.['date-parts'] === undefined) {
    const joined = [toCslDate(`${named}/${whole}`), toCslDate(`${whole} ${named}`)]
    const found = joined.find((date) => (date?.['date-parts']?.[0]?.length ?? 0) > 1)
    if (found !== undefined) return found
  }
  const parted = dates.filter((date) => date?.['date-parts'] !== undefined)
  const [best] = parted
  if (best === undefined) return dates.find((date) => date !== undefined)
  // The same year said more exactly elsewhere is better; another year is another date.
  const exact = parted.find((date) => yearIn(date) === yearIn(best) && precision(date) > precision(best))
  return precision(best) > 1 ? best : (exact ?? best)
}

function yearIn(date: CslDate | undefined): number | undefined {
  return date?.['date-parts']?.[0]?.[0]
}

function precision(date: CslDate | undefined): number {
  return date?.['date-parts']?.[0]?.length ?? 0
}

function dateOf(text: string | undefined): CslDate | undefined {
  return text === undefined ? undefined : toCslDate(text)
}

function doiOf(record: RisFields): string | undefined {
  for (const text of record.all('DO', 'DI', 'M3', 'N1', 'L3')) {
    const doi = normaliseDoi(text) ?? (/^\s*doi\b/i.test(text) ? findDois(text)[0] : undefined)
    if (doi !== undefined) return doi
  }
  const named = record.first('DO')
  const inAddress = record.lines('UR').find((address) => /doi\.org\//i.test(address))
  const fromAddress =
    inAddress === undefined ? undefined : (normaliseDoi(inAddress) ?? findDois(inAddress)[0])
  // A DOI that is none is handed on, so that the reader of CSL reports it.
  return fromAddress ?? named
}

function genreOf(record: RisFields): string | undefined {
  const genre = record.first('M3')
  return genre === undefined || /^doi\b|^10\.\d/i.test(genre) ? undefined : genre
}

function notesOf(record: RisFields): string | undefined {
  const second =
    record.all('AB').length > 0 && record.all('N2').join() !== record.all('AB').join() ? record.all('N2') : []
  const notes = [...record.all('N1', 'RN'), ...second].filter(
    (note) => !/^\s*doi:?\s*10\.\S+\s*$/i.test(note),
  )
  return notes.length === 0 ? undefined : notes.join('\n\n')
}
