import { fieldNames, type QueryField, type QueryWriting, quoted } from '#features/papers/contract.ts'
import type { Suggestions } from '../../contract.ts'
import { rewrite, type Spot, type Stretch } from './spot-in-line.ts'

export type OfferKind = 'title' | 'author' | 'journal' | 'tag' | 'field' | 'value'

/** One line of the list below the search box. */
export type Offer = {
  readonly key: string
  readonly kind: OfferKind
  readonly text: string
  /** Papers that have it. */
  readonly papers?: number
  readonly field?: QueryField
  readonly take:
    | { readonly kind: 'open'; readonly paperId: string }
    | { readonly kind: 'write'; readonly line: string; readonly caret: number }
}

const mostNames = 4
const mostTitles = 5

const few: Partial<Record<QueryField, Readonly<Record<QueryWriting, readonly string[]>>>> = {
  status: {
    en: ['unread', 'reading', 'read', 'set_aside'],
    ko: ['안읽음', '읽는중', '읽음', '보류'],
  },
  has: { en: ['pdf', 'notes', 'highlights', 'analysis'], ko: ['pdf', '메모', '하이라이트', '분석'] },
  lang: { en: ['en', 'ko', 'ja', 'zh'], ko: ['한국어', '영어', '일본어', '중국어'] },
  rating: { en: ['>=4', '>=3', '5'], ko: ['>=4', '>=3', '5'] },
}

function yearsTo(thisYear: number): string[] {
  return [`${thisYear}`, `${thisYear - 4}..${thisYear}`, `>=${thisYear - 9}`]
}

type Asked = {
  readonly line: string
  readonly spot: Spot
  readonly language: QueryWriting
  readonly thisYear: number
  /** What the library has for the run of words, or the value. */
  readonly whole: Suggestions | undefined
  /** What it has for the last word of a longer run. */
  readonly last: Suggestions | undefined
}

const nameOf = (field: QueryField, language: QueryWriting) => fieldNames[language][field][0] ?? field

/** Everything that may be meant by what is being written, the likeliest kinds first. */
export function offersFor(asked: Asked): readonly Offer[] {
  const { spot } = asked
  if (spot.kind === 'none') return []
  if (spot.kind === 'value') return offersOfValue(asked, spot.field, spot.value)
  const { whole, last } = asked
  const names = [
    ...(whole === undefined ? [] : namesOf(asked, whole, spot.run)),
    ...(last === undefined ? [] : namesOf(asked, last, spot.last)),
  ]
  const titles = (whole?.titles ?? []).slice(0, mostTitles).map(
    ({ paperId, title }): Offer => ({
      key: `title ${paperId}`,
      kind: 'title',
      text: title,
      take: { kind: 'open', paperId },
    }),
  )
  const once = new Map(names.map((offer) => [offer.key, offer]))
  return [...fieldsFor(asked, spot.last), ...titles, ...once.values()]
}

function namesOf({ line, language }: Asked, found: Suggestions, stretch: Stretch): Offer[] {
  const of = (kind: 'author' | 'journal' | 'tag', items: Suggestions['authors']) =>
    items.slice(0, mostNames).map(
      ({ name, papers }): Offer => ({
        key: `${kind} ${name}`,
        kind,
        text: name,
        papers,
        take: {
          kind: 'write',
          ...rewrite(line, stretch, `${nameOf(kind, language)}:${quoted(name)} `),
        },
      }),
    )
  return [...of('author', found.authors), ...of('journal', found.journals), ...of('tag', found.tags)]
}

/** Fields that one may write of, by their names in either language; all of them while nothing is written. */
function fieldsFor({ line, language }: Asked, last: Stretch): Offer[] {
  const letters = last.text.normalize('NFC').toLowerCase()
  const fields = Object.keys(fieldNames.en).filter((name): name is QueryField =>
    Object.hasOwn(fieldNames.ko, name),
  )
  const isMeant = (field: QueryField) =>
    letters === ''
      ? line.trim() === ''
      : [...fieldNames.en[field], ...fieldNames.ko[field]].some((name) => name.startsWith(letters))
  return fields.filter(isMeant).map((field) => ({
    key: `field ${field}`,
    kind: 'field',
    text: `${nameOf(field, language)}:`,
    field,
    take: { kind: 'write', ...rewrite(line, last, `${nameOf(field, language)}:`) },
  }))
}

function offersOfValue(asked: Asked, field: QueryField, value: Stretch): Offer[] {
  const { line, language, whole, thisYear } = asked
  const writing = (text: string) => ({ kind: 'write', ...rewrite(line, value, `${quoted(text)} `) }) as const
  if (field === 'author' || field === 'journal' || field === 'tag') {
    const found = { author: whole?.authors, journal: whole?.journals, tag: whole?.tags }[field] ?? []
    return found.map(({ name, papers }) => ({
      key: `${field} ${name}`,
      kind: field,
      text: name,
      papers,
      take: writing(name),
    }))
  }
  const known = field === 'year' ? yearsTo(thisYear) : (few[field]?.[language] ?? [])
  return known
    .filter((text) => text.startsWith(value.text.normalize('NFC').toLowerCase()) && text !== value.text)
    .map((text) => ({ key: `value ${text}`, kind: 'value', text, field, take: writing(text) }))
}
