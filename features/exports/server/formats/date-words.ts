import type { CslDate } from '#contract/csl.ts'

const seasons = ['Spring', 'Summer', 'Autumn', 'Winter']

/** `2014-06-01`, years with four digits as ISO 8601 asks. */
export function isoDate(parts: readonly number[]): string {
  const [year = 0, ...rest] = parts
  const sign = year < 0 ? '-' : ''
  return [
    sign + String(Math.abs(year)).padStart(4, '0'),
    ...rest.map((part) => String(part).padStart(2, '0')),
  ].join('-')
}

/** A date of one level of EDTF (ISO 8601-2): `2014-06`, `2011-12/2012-02`, `1999~`, `2025-21` (spring). */
export function edtf(date: CslDate | undefined): string | undefined {
  const [first, last] = date?.['date-parts'] ?? []
  if (date === undefined || first === undefined) return undefined
  const from =
    date.season !== undefined && first.length === 1 ? `${isoDate(first)}-${date.season + 20}` : isoDate(first)
  const whole = last === undefined ? from : `${from}/${isoDate(last)}`
  return date.circa === true ? `${whole}~` : whole
}

/** A date as people write it and our readers understand it: `2014-06-01`, `2011/2012`, `c. 1999`, `Spring 2025`. */
export function dateWords(date: CslDate | undefined): string | undefined {
  const [first, last] = date?.['date-parts'] ?? []
  if (date === undefined) return undefined
  if (first === undefined) return date.literal ?? date.raw
  const season = date.season === undefined || first.length > 1 ? undefined : seasons[date.season - 1]
  const from = season === undefined ? isoDate(first) : `${season} ${isoDate(first)}`
  const whole = last === undefined ? from : `${from}/${isoDate(last)}`
  return date.circa === true ? `c. ${whole}` : whole
}
