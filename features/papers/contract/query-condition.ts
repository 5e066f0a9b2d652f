import {
  type Had,
  hadWords,
  languageWords,
  type QueryFaultCode,
  type QueryField,
  type QueryLanguage,
  statusWords,
} from './query-words.ts'

/** What a `field:value` asks of a paper. */
export type Condition =
  | { readonly field: 'author' | 'title' | 'journal' | 'collection'; readonly value: string }
  /** One of these. */
  | { readonly field: 'tag'; readonly value: string[] }
  /** Half stars, both ends in it. */
  | { readonly field: 'rating'; readonly from?: number; readonly to?: number }
  | { readonly field: 'year'; readonly from?: number; readonly to?: number }
  /** Days, `2024-01-31`; from the first one on, and before the other. */
  | { readonly field: 'published'; readonly from?: string; readonly before?: string }
  /** The same, or within so many days before now. */
  | { readonly field: 'added'; readonly from?: string; readonly before?: string; readonly days?: number }
  | { readonly field: 'status'; readonly value: ('unread' | 'reading' | 'read' | 'set_aside')[] }
  | { readonly field: 'has'; readonly value: Had }
  | { readonly field: 'lang'; readonly value: QueryLanguage }

type Range<Value> = {
  readonly from?: Value
  readonly to?: Value
  readonly above?: Value
  readonly below?: Value
}
type Fault = { readonly code: QueryFaultCode }

const longestValue = 300

/** `5`, `>=4`, `>4`, `<=4`, `<4`, `3..5`, `3..`, `..5`; undefined for anything else. */
function readRange<Value>(text: string, read: (text: string) => Value | undefined): Range<Value> | undefined {
  const compared = /^(>=|<=|>|<|=|≥|≤)\s*(.+)$/u.exec(text)
  if (compared?.[2] !== undefined) {
    const value = read(compared[2])
    if (value === undefined) return undefined
    switch (compared[1]) {
      case '>':
        return { above: value }
      case '<':
        return { below: value }
      case '>=':
      case '≥':
        return { from: value }
      case '<=':
      case '≤':
        return { to: value }
      default:
        return { from: value, to: value }
    }
  }
  const parted = text.split(/\.\.+|…|~/u)
  const [first = '', second] = parted
  if (parted.length > 2) return undefined
  if (second === undefined) {
    const value = read(first)
    return value === undefined ? undefined : { from: value, to: value }
  }
  const from = first === '' ? undefined : read(first)
  const to = second === '' ? undefined : read(second)
  if ((from === undefined && to === undefined) || (from === undefined && first !== '')) return undefined
  if (to === undefined && second !== '') return undefined
  return { ...(from !== undefined && { from }), ...(to !== undefined && { to }) }
}

/** Whole and half stars, 0.5 to 5, as half stars. */
function readStars(text: string): number | undefined {
  const halves = /^\d(\.\d)?$/.test(text) ? Number(text) * 2 : Number.NaN
  return Number.isInteger(halves) && halves >= 1 && halves <= 10 ? halves : undefined
}

function readYear(text: string): number | undefined {
  const year = /^\d{4}$/.test(text) ? Number(text) : Number.NaN
  return year >= 1000 && year <= 2200 ? year : undefined
}

/** The first day of a day, a month or a year, and the first one after it. */
type Span = { readonly first: string; readonly next: string }

function readSpan(text: string): Span | undefined {
  const found = /^(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?$/.exec(text)
  if (found === null) return undefined
  const [year, month, day] = [Number(found[1]), Number(found[2] ?? 1), Number(found[3] ?? 1)]
  const first = new Date(Date.UTC(year, month - 1, day))
  if (year < 1000 || first.getUTCMonth() !== month - 1 || first.getUTCDate() !== day) return undefined
  const next = new Date(first)
  if (found[3] !== undefined) next.setUTCDate(day + 1)
  else if (found[2] !== undefined) next.setUTCMonth(month)
  else next.setUTCFullYear(year + 1)
  const dayOf = (date: Date) => date.toISOString().slice(0, 10)
  return year > 2200 ? undefined : { first: dayOf(first), next: dayOf(next) }
}

/** A range of whole numbers, both ends in it; a closed end beyond the other is turned round. */
function readNumbers(
  text: string,
  read: (text: string) => number | undefined,
): { from?: number; to?: number } | undefined {
  const range = readRange(text, read)
  if (range === undefined) return undefined
  const from = range.above === undefined ? range.from : range.above + 1
  const to = range.below === undefined ? range.to : range.below - 1
  if (from !== undefined && to !== undefined && from > to) return { from: to, to: from }
  return { ...(from !== undefined && { from }), ...(to !== undefined && { to }) }
}

function readDays(text: string): { from?: string; before?: string } | undefined {
  const range = readRange(text, readSpan)
  if (range === undefined) return undefined
  const from = range.above?.next ?? range.from?.first
  const before = range.below?.first ?? range.to?.next
  if (from !== undefined && before !== undefined && from >= before && range.to && range.from) {
    return { from: range.to.first, before: range.from.next }
  }
  return { ...(from !== undefined && { from }), ...(before !== undefined && { before }) }
}

/** `30d`, `30일`: so many days before now. */
function readWithin(text: string): number | undefined {
  const days = Number(/^(\d{1,5})(?:d|일)$/u.exec(text)?.[1] ?? Number.NaN)
  return days >= 1 && days <= 36_500 ? days : undefined
}

const known = <Value>(words: Readonly<Record<string, Value>>, text: string): Value | undefined =>
  Object.hasOwn(words, text) ? words[text] : undefined

/** What a field asks for by this value, or why nothing. */
export function readCondition(field: QueryField, given: readonly string[]): Condition | Fault {
  const values = given
    .map((each) => each.normalize('NFC').trim().slice(0, longestValue))
    .filter((each) => each !== '')
  if (values.length === 0) return { code: 'no_value' }
  if (field === 'tag') return { field, value: [...new Set(values)] }
  const value = values.join(',')
  const low = value.toLowerCase()
  switch (field) {
    case 'rating': {
      const range = readNumbers(value, readStars)
      return range === undefined ? { code: 'bad_rating' } : { field, ...range }
    }
    case 'year': {
      const range = readNumbers(value, readYear)
      return range === undefined ? { code: 'bad_year' } : { field, ...range }
    }
    case 'added': {
      const days = readWithin(low)
      const range = days === undefined ? readDays(value) : { days }
      return range === undefined ? { code: 'bad_date' } : { field, ...range }
    }
    case 'published': {
      const range = readDays(value)
      return range === undefined ? { code: 'bad_date' } : { field, ...range }
    }
    case 'status': {
      const read = low.split(',').map((each) => known(statusWords, each.replaceAll(' ', '')))
      const statuses = read.filter((each) => each !== undefined)
      return statuses.length < read.length ? { code: 'bad_status' } : { field, value: [...new Set(statuses)] }
    }
    case 'has': {
      const had = known(hadWords, low)
      return had === undefined ? { code: 'bad_has' } : { field, value: had }
    }
    case 'lang': {
      const language = known(languageWords, low)
      return language === undefined ? { code: 'bad_language' } : { field, value: language }
    }
    default:
      return { field, value }
  }
}
