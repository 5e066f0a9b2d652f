import { dayIn } from '#contract/time.ts'

export const hourMs = 3_600_000
export const dayMs = 24 * hourMs

/** What is compared. `requests` and `failed_requests` are of the API, the others of providers. */
export const measures = ['requests', 'failed_requests', 'calls', 'failed_calls', 'micro_usd'] as const
export type Measure = (typeof measures)[number]

export type Hour = { readonly hourMs: number } & Readonly<Record<Measure, number>>

export type Using = {
  readonly userId: string
  readonly role: string
  readonly timeZone: string
  /** Hours in which anything was used, the oldest first. */
  readonly hours: readonly Hour[]
  readonly networks: readonly { readonly network: string; readonly firstHourMs: number }[]
}

const nothing: Omit<Hour, 'hourMs'> = {
  requests: 0,
  failed_requests: 0,
  calls: 0,
  failed_calls: 0,
  micro_usd: 0,
}

const localCaches = new Map<string, (atMs: number) => { day: string; hour: number }>()

/** The day and the hour of the day of an instant where somebody lives; what was asked once is remembered. */
export function localIn(timeZone: string): (atMs: number) => { day: string; hour: number } {
  const known = localCaches.get(timeZone)
  if (known) return known
  const dayOf = dayIn(timeZone)
  const hourFormat = new Intl.DateTimeFormat('en', { timeZone, hour: '2-digit', hourCycle: 'h23' })
  const cache = new Map<number, { day: string; hour: number }>()
  const local = (atMs: number) => {
    const before = cache.get(atMs)
    if (before) return before
    const found = { day: dayOf(atMs), hour: Number(hourFormat.format(atMs)) }
    if (cache.size > 20_000) cache.clear()
    cache.set(atMs, found)
    return found
  }
  localCaches.set(timeZone, local)
  return local
}

/** How long back a rhythm goes: eight weeks have eight Mondays, and a habit that was given up before them is none. */
export const rhythmDays = 56

/** How somebody uses the house: what they did at which hour. Only what was before a moment is asked for. */
export function rhythmOf({ hours, timeZone }: Pick<Using, 'hours' | 'timeZone'>) {
  const byHour = new Map(hours.map((hour) => [hour.hourMs, hour]))
  const firstMs = hours[0]?.hourMs ?? Number.POSITIVE_INFINITY
  const local = localIn(timeZone)

  const at = (atMs: number): Omit<Hour, 'hourMs'> => byHour.get(atMs) ?? nothing
  const between = (fromMs: number, toMs: number) =>
    hours.filter((hour) => hour.hourMs >= fromMs && hour.hourMs < toMs)

  return {
    at,
    local,
    firstMs,
    /** The same hour of the same weekday, and the hours beside it (which also covers clocks that were turned), of eight weeks. */
    sameHours(atMs: number, measure: Measure): number[] {
      const values: number[] = []
      for (let week = 1; week <= rhythmDays / 7; week += 1)
        for (const beside of [-1, 0, 1]) {
          const thenMs = atMs - week * 7 * dayMs + beside * hourMs
          if (thenMs >= firstMs) values.push(at(thenMs)[measure])
        }
      return values
    },
    /** What was done in the hours in which anything was. */
    activeHours: (beforeMs: number, measure: Measure): number[] =>
      between(beforeMs - rhythmDays * dayMs, beforeMs)
        .map((hour) => hour[measure])
        .filter((value) => value > 0),
    /** The same of the hours in which there was any request or call at all: those without a failure count as none. */
    hoursOfUse: (beforeMs: number, measure: Measure): number[] =>
      between(beforeMs - rhythmDays * dayMs, beforeMs).map((hour) => hour[measure]),
    /** The sum of each of the days before, in order, those without use too; and of only some hours of them. */
    days(beforeMs: number, measure: Measure, isMeant: (hour: number) => boolean = () => true): number[] {
      const fromMs = Math.max(firstMs, beforeMs - rhythmDays * dayMs)
      const sums = new Map<string, number>()
      for (let atMs = fromMs; atMs < beforeMs; atMs += hourMs) {
        const { day, hour } = local(atMs)
        sums.set(day, (sums.get(day) ?? 0) + (isMeant(hour) ? at(atMs)[measure] : 0))
      }
      return [...sums.values()]
    },
  }
}
export type Rhythm = ReturnType<typeof rhythmOf>
