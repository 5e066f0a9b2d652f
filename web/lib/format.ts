import { useStoredChoice } from './stored-choice.ts'
import { type Language, language } from './words/language.ts'

/** Dates, numbers and sizes as the language writes them. Instants are ISO 8601 in UTC and shown in the browser's zone. */
export type Formatter = {
  readonly number: (value: number) => string
  /** A share from 0 to 1. */
  readonly percent: (share: number) => string
  readonly sizeBytes: (bytes: number) => string
  readonly durationMs: (ms: number) => string
  readonly costMicroUsd: (microUsd: number) => string
  readonly date: (instant: string) => string
  readonly dateTime: (instant: string) => string
  /** The distance to now: "3 minutes ago". */
  readonly relative: (instant: string, nowMs: number) => string
  readonly list: (parts: readonly string[]) => string
}

const formatters = new Map<Language, Formatter>()

/** The one formatter of a language, made on first use. */
export function formatterFor(chosen: Language): Formatter {
  const known = formatters.get(chosen)
  if (known !== undefined) return known
  const made = makeFormatter(chosen)
  formatters.set(chosen, made)
  return made
}

/** The formatter of the screen's language; renders again when the language changes. */
export function useFormat(): Formatter {
  return formatterFor(useStoredChoice(language))
}

/** Made on first use: a browser takes milliseconds for each, and a page needs few of them. */
function once<T>(make: () => T): () => T {
  let made: T | undefined
  return () => {
    made ??= make()
    return made
  }
}

function makeFormatter(locale: Language): Formatter {
  const number = once(() => new Intl.NumberFormat(locale, { maximumFractionDigits: 2 }))
  const percent = once(() => new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 0 }))
  const date = once(() => new Intl.DateTimeFormat(locale, { dateStyle: 'medium' }))
  const dateTime = once(() => new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' }))
  const relative = once(() => new Intl.RelativeTimeFormat(locale, { numeric: 'auto' }))
  const list = once(() => new Intl.ListFormat(locale, { type: 'conjunction' }))
  return {
    number: (value) => number().format(value),
    percent: (share) => percent().format(share),
    sizeBytes: (bytes) => sizeBytes(locale, bytes),
    durationMs: (ms) => durationMs(locale, ms),
    costMicroUsd: (microUsd) => costMicroUsd(locale, microUsd),
    date: (instant) => date().format(new Date(instant)),
    dateTime: (instant) => dateTime().format(new Date(instant)),
    relative: (instant, nowMs) => {
      const [value, unit] = distance(Date.parse(instant) - nowMs)
      return relative().format(value, unit)
    },
    list: (parts) => list().format(parts),
  }
}

const minuteMs = 60_000
const hourMs = 60 * minuteMs
const dayMs = 24 * hourMs

function distance(ms: number): [number, Intl.RelativeTimeFormatUnit] {
  const size = Math.abs(ms)
  if (size < 45_000) return [0, 'second']
  if (size < 45 * minuteMs) return [Math.round(ms / minuteMs), 'minute']
  if (size < 22 * hourMs) return [Math.round(ms / hourMs), 'hour']
  if (size < 26 * dayMs) return [Math.round(ms / dayMs), 'day']
  if (size < 320 * dayMs) return [Math.round(ms / (30.44 * dayMs)), 'month']
  return [Math.round(ms / (365.25 * dayMs)), 'year']
}

const sizeUnits: readonly string[] = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte']

// Decimal units (1 MB = 1,000,000 bytes), as file managers on macOS, GNOME and the units' standard (IEC 80000-13) count.
function sizeBytes(locale: Language, bytes: number): string {
  let value = bytes
  let step = 0
  while (value >= 999.5 && step < sizeUnits.length - 1) {
    value /= 1000
    step++
  }
  const unit = sizeUnits[step] ?? 'byte'
  const maximumFractionDigits = step > 0 && value < 10 ? 1 : 0
  return new Intl.NumberFormat(locale, {
    style: 'unit',
    unit,
    unitDisplay: unit === 'byte' ? 'long' : 'short',
    maximumFractionDigits,
  }).format(value)
}

function durationMs(locale: Language, ms: number): string {
  const inUnit = (value: number, unit: 'hour' | 'minute' | 'second' | 'millisecond', digits = 0) =>
    new Intl.NumberFormat(locale, {
      style: 'unit',
      unit,
      unitDisplay: 'short',
      maximumFractionDigits: digits,
    }).format(value)
  if (ms < 1000) return inUnit(Math.round(ms), 'millisecond')
  if (ms < 9_950) return inUnit(ms / 1000, 'second', 1)
  const seconds = Math.round(ms / 1000)
  if (seconds < 60) return inUnit(seconds, 'second')
  if (seconds < 3600) {
    return joined(inUnit(Math.floor(seconds / 60), 'minute'), seconds % 60, (rest) => inUnit(rest, 'second'))
  }
  const minutes = Math.round(seconds / 60)
  return joined(inUnit(Math.floor(minutes / 60), 'hour'), minutes % 60, (rest) => inUnit(rest, 'minute'))
}

function joined(head: string, rest: number, format: (rest: number) => string): string {
  return rest === 0 ? head : `${head} ${format(rest)}`
}

function costMicroUsd(locale: Language, microUsd: number): string {
  const dollars = microUsd / 1_000_000
  // One call often costs less than a cent: then the first two digits that say something are shown.
  const small = dollars !== 0 && dollars < 0.01
  return new Intl.NumberFormat(locale, {
    style: 'currency',
    currency: 'USD',
    currencyDisplay: 'narrowSymbol',
    ...(small ? { maximumSignificantDigits: 2 } : { minimumFractionDigits: 2, maximumFractionDigits: 2 }),
  }).format(dollars)
}
