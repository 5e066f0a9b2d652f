import type { CslDate } from './csl.ts'

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']
const seasons = ['spring', 'summer', 'autumn', 'winter']

const monthWord =
  /\b(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b\.?/gi
const seasonWord = /\b(spring|summer|autumn|fall|winter)\b/gi
const yearNumber = /(?<!\d)(1\d{3}|2[01]\d\d)(?!\d)/g

/**
 * Reads a date the way bibliography files write it: `2014-06-01`, `2014/06/01/`, `2016/12//`, `2011-12/2012-02`,
 * `1997--1998`, `June 2014`, `15 Mar. 2010`, `2016년 4월`, `2025-21` (spring), `c. 1999`.
 * @returns undefined for nothing, `{ literal }` for words that are no date.
 */
export function toCslDate(text: string): CslDate | undefined {
  const words = text
    // TeX's tie is a space; behind the whole date it is EDTF's "about".
    .replaceAll(/(?:~(?!\s*$)|[\s\u00a0])+/g, ' ')
    .replaceAll(/[–—]|--+/g, '-')
    .trim()
  if (words === '' || words === '-') return undefined
  const circa = /^(c\.|ca\.?|circa) ?|[?%~]$/i
  const bare = words.replace(circa, '').trim()
  const read = numericRange(bare) ?? numericDate(bare) ?? spelledDate(bare)
  if (read === undefined) return { literal: words }
  return bare === words ? read : { ...read, circa: true }
}

function numericRange(text: string): CslDate | undefined {
  const isoRange = /^(\d{4}(?:-\d{2}){0,2})\/(\d{4}(?:-\d{2}){0,2})$/.exec(text)
  const years = /^(\d{4})-(\d{4})$/.exec(text)
  const [, from, to] = isoRange ?? years ?? []
  if (from === undefined || to === undefined) return shortYearRange(text)
  const first = numericDate(from)?.['date-parts']?.[0]
  const last = numericDate(to)?.['date-parts']?.[0]
  return first && last ? { 'date-parts': [first, last] } : undefined
}

/** `1998-99` is two years; `1998-09` is a month and `2025-21` a season (EDTF), so only larger numbers are taken. */
function shortYearRange(text: string): CslDate | undefined {
  const [, century, from, to] = /^(\d\d)(\d\d)[-/](\d\d)$/.exec(text) ?? []
  if (Number(to) <= 24 || Number(to) <= Number(from)) return undefined
  return century === undefined
    ? undefined
    : { 'date-parts': [[Number(century + from)], [Number(century + to)]] }
}

function numericDate(text: string): CslDate | undefined {
  const korean = /^(\d{4}) ?[년年](?: ?(\d{1,2}) ?[월月])?(?: ?(\d{1,2}) ?[일日])?$/.exec(text)
  if (korean) return dateOf(korean[1], korean[2], korean[3])
  // RIS writes year/month/day/other; the time of ISO 8601 and the words of "other" are no part of a publication date.
  const parts = /^(-?\d{4})(?:[-/.] ?(\d{0,2}))?(?:[-/.] ?(\d{0,2}))?(?:[/T].*| \d\d?:.*|\.)?$/.exec(text)
  if (parts) return dateOf(parts[1], parts[2], parts[3])
  const compact = /^(\d{4})(0[1-9]|1[0-2])([0-2]\d|3[01])$/.exec(text)
  if (compact) return dateOf(compact[1], compact[2], compact[3])
  return yearLast(text)
}

/** `15.03.2010`, `03/15/2010`: the day is only known when it is no possible month. */
function yearLast(text: string): CslDate | undefined {
  const [, one, two, year] = /^(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})$/.exec(text) ?? []
  if (year === undefined) return undefined
  if (Number(one) > 12) return dateOf(year, two, one)
  if (Number(two) > 12) return dateOf(year, one, two)
  return one === two ? dateOf(year, one, two) : dateOf(year, undefined, undefined)
}

function dateOf(yearText: string | undefined, monthText?: string, dayText?: string): CslDate | undefined {
  const year = Number(yearText)
  const month = Number(monthText ?? '')
  const day = Number(dayText ?? '')
  if (year === 0) return undefined
  if (month >= 21 && month <= 24) return { 'date-parts': [[year]], season: month - 20 }
  if (month < 1 || month > 12) return { 'date-parts': [[year]] }
  if (day < 1 || day > 31) return { 'date-parts': [[year, month]] }
  return { 'date-parts': [[year, month, day]] }
}

/** Names of months and seasons in any order around one year, and nothing else. */
function spelledDate(text: string): CslDate | undefined {
  const years = [...text.matchAll(yearNumber)].map((match) => Number(match[0]))
  const [year] = years
  if (year === undefined || years.length > 1) return undefined
  const named = [...text.matchAll(monthWord)].map((match) => monthOf(match[0]))
  const season = [...text.matchAll(seasonWord)].map((match) => seasonOf(match[0]))[0]
  const rest = text.replaceAll(yearNumber, ' ').replaceAll(monthWord, ' ').replaceAll(seasonWord, ' ')
  const days = [...rest.matchAll(/\b(\d{1,2})(?:st|nd|rd|th)?\b/gi)].map((match) => Number(match[1]))
  if (/[\p{L}\d]/u.test(rest.replaceAll(/\b\d{1,2}(?:st|nd|rd|th)?\b/gi, ' '))) return undefined
  const [first, last] = named
  if (first === undefined) {
    if (days.length > 0) return undefined
    return season === undefined ? { 'date-parts': [[year]] } : { 'date-parts': [[year]], season }
  }
  if (last !== undefined && last > first)
    return { 'date-parts': [withDay(year, first, days[0]), withDay(year, last, days[1])] }
  const [from, to] = days
  if (to !== undefined && from !== undefined && to > from)
    return { 'date-parts': [withDay(year, first, from), withDay(year, first, to)] }
  return { 'date-parts': [withDay(year, first, from)] }
}

function withDay(year: number, month: number, day: number | undefined): number[] {
  return day !== undefined && day >= 1 && day <= 31 ? [year, month, day] : [year, month]
}

function monthOf(word: string): number {
  return months.indexOf(word.slice(0, 3).toLowerCase()) + 1
}

function seasonOf(word: string): number {
  const name = word.toLowerCase() === 'fall' ? 'autumn' : word.toLowerCase()
  return seasons.indexOf(name) + 1
}
