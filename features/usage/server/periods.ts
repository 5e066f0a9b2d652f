import { dayIn } from '#contract/time.ts'

/** The days and months that something counts for: those of its person, and those of the house. */
export type Periods = {
  readonly day: string
  readonly month: string
  readonly houseDay: string
  readonly houseMonth: string
}

const monthOf = (day: string) => `${day.slice(0, 7)}-01`

export function periodsAt(at: Date, zones: { readonly person: string; readonly house: string }): Periods {
  const day = dayIn(zones.person)(at)
  const houseDay = dayIn(zones.house)(at)
  return { day, month: monthOf(day), houseDay, houseMonth: monthOf(houseDay) }
}

/** The first instant of the next day or month in a zone: midnight there, or what comes first where there is none. */
export function nextStart(period: 'day' | 'month', timeZone: string, at: Date): Date {
  const dayOf = dayIn(timeZone)
  const [year = 0, month = 0, day = 0] = dayOf(at).split('-').map(Number)
  const next = period === 'day' ? Date.UTC(year, month - 1, day + 1) : Date.UTC(year, month, 1)
  const wanted = new Date(next).toISOString().slice(0, 10)
  // Zones are at most 14 hours off and turn their clocks at whole quarters: the first quarter that is there is looked for.
  const quarterMs = 900_000
  let low = next - 15 * 3_600_000
  let high = next + 15 * 3_600_000
  while (high - low > quarterMs) {
    const middle = low + Math.floor((high - low) / quarterMs / 2) * quarterMs
    if (dayOf(middle) >= wanted) high = middle
    else low = middle
  }
  return new Date(high)
}
