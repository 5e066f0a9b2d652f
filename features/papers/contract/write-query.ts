import type { Condition } from './query-condition.ts'
import { fieldNames, type QueryField } from './query-words.ts'

export type QueryWriting = 'en' | 'ko'

/** A value as it is written: in quotation marks where a blank or a comma would end it. */
export const quoted = (text: string) =>
  /[\s,"“”„＂]|^$/u.test(text) ? `"${text.replaceAll(/["“”„＂]/gu, ' ')}"` : text

const koWords = {
  unread: '안읽음',
  reading: '읽는중',
  read: '읽음',
  set_aside: '보류',
} as const

function rangeText(from: number | undefined, to: number | undefined): string {
  if (from === to) return `${from}`
  if (to === undefined) return `>=${from}`
  if (from === undefined) return `<=${to}`
  return `${from}..${to}`
}

/** The last day before this one. */
function dayBefore(day: string): string {
  const date = new Date(`${day}T00:00:00Z`)
  date.setUTCDate(date.getUTCDate() - 1)
  return date.toISOString().slice(0, 10)
}

function daysText({ from, before }: { from?: string; before?: string }): string {
  if (before === undefined) return `>=${from}`
  if (from === undefined) return `<${before}`
  const last = dayBefore(before)
  return last === from ? from : `${from}..${last}`
}

function textOf(condition: Condition, language: QueryWriting): string {
  switch (condition.field) {
    case 'rating':
      return rangeText(
        condition.from === undefined ? undefined : condition.from / 2,
        condition.to === undefined ? undefined : condition.to / 2,
      )
    case 'year':
      return rangeText(condition.from, condition.to)
    case 'added':
      if (condition.days !== undefined) return `${condition.days}${language === 'ko' ? '일' : 'd'}`
      return daysText(condition)
    case 'published':
      return daysText(condition)
    case 'tag':
      return condition.value.map(quoted).join(',')
    case 'status':
      return condition.value.map((each) => (language === 'ko' ? koWords[each] : each)).join(',')
    default:
      return quoted(condition.value)
  }
}

/** A condition as it is typed, in the words of a language; {@link readQuery} reads it back the same. */
export function writeCondition(condition: Condition, language: QueryWriting, negated = false): string {
  const field: QueryField = condition.field
  const name = fieldNames[language][field][0] ?? field
  return `${negated ? '-' : ''}${name}:${textOf(condition, language)}`
}
