import type { UnusualKind } from '#features/usage/server/usage.ts'

/** An hour of a simulated person. */
type Hour = {
  hourMs: number
  requests: number
  failed_requests: number
  calls: number
  failed_calls: number
  micro_usd: number
}

export type SimulatedPerson = {
  readonly userId: string
  readonly role: 'member' | 'reader' | 'admin'
  readonly timeZone: string
  readonly hours: Hour[]
  readonly networks: { network: string; firstHourMs: number }[]
}

export type Planted = {
  readonly userId: string
  readonly kind: UnusualKind
  readonly fromMs: number
  /** Found later than this is not found. */
  readonly toMs: number
}

const hourMs = 3_600_000
const dayMs = 24 * hourMs

/** A small generator with a seed (mulberry32): the same house each time. */
function chanceOf(seed: number) {
  let state = seed >>> 0
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
  const normal = () => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next())
  const between = (least: number, most: number) => least + next() * (most - least)
  const whole = (least: number, most: number) => Math.floor(between(least, most + 1))
  const of = (probability: number) => next() < probability
  /** A count about a mean; normal beyond where it makes no difference. */
  const count = (mean: number) => {
    if (mean > 50) return Math.max(0, Math.round(mean + Math.sqrt(mean) * normal()))
    const least = Math.exp(-mean)
    let drawn = 0
    for (let product = next(); product > least; product *= next()) drawn += 1
    return drawn
  }
  return { next, normal, between, whole, of, count }
}
type Chance = ReturnType<typeof chanceOf>

/** How somebody lives: when they work, how much, and what they do now and then that is no fault. */
function habitsOf(chance: Chance) {
  const isNightOwl = chance.of(0.12)
  return {
    from: isNightOwl ? chance.whole(14, 17) : chance.whole(7, 11),
    /** Past midnight for the owls. */
    to: isNightOwl ? chance.whole(24, 28) : chance.whole(16, 22),
    /** Requests in an hour of work, mostly; calls of a provider for each. */
    rate: Math.exp(chance.between(Math.log(8), Math.log(120))),
    callShare: chance.between(0, 0.08),
    priceMicroUsd: chance.whole(2_000, 40_000),
    weekend: chance.of(0.3) ? chance.between(0.2, 0.7) : 0.03,
    presence: chance.between(0.5, 0.95),
    failing: chance.between(0.002, 0.03),
    isMobile: chance.of(0.3),
    /** A deadline: some days of twice as much. */
    crunchDay: chance.whole(20, 55),
    crunch: chance.of(0.4) ? chance.between(1.3, 2) : 1,
    holiday: chance.whole(15, 55),
    holidayDays: chance.of(0.4) ? chance.whole(3, 10) : 0,
    lateNights: chance.of(0.5) ? 0.02 : 0,
  }
}
type Habits = ReturnType<typeof habitsOf>

/** How much of an hour somebody works; 0: they do not. */
function activity(habits: Habits, chance: Chance, { day, hour }: { day: number; hour: number }): number {
  // An owl's hour past midnight belongs to the day before.
  const late = hour < 6 && habits.to > 24 && hour + 24 <= habits.to
  const ofDay = late ? day - 1 : day
  const shown = late ? hour + 24 : hour
  if (ofDay >= habits.holiday && ofDay < habits.holiday + habits.holidayDays) return 0
  const isWeekend = ofDay % 7 >= 5
  const weight = isWeekend ? habits.weekend : 1
  if (shown >= habits.from && shown < habits.to)
    return chance.of(habits.presence * weight * (shown === 12 ? 0.5 : 0.75)) ? 1 : 0
  const lateEvening = shown >= habits.to && shown < habits.to + 2
  if (lateEvening && chance.of(0.08)) return 0.5
  return hour < 2 && chance.of(habits.lateNights) ? 0.4 : 0
}

const emptyHour = (atMs: number): Hour => ({
  hourMs: atMs,
  requests: 0,
  failed_requests: 0,
  calls: 0,
  failed_calls: 0,
  micro_usd: 0,
})

type Living = {
  person: SimulatedPerson
  habits: Habits
  byHour: Map<number, Hour>
  joined: number
  startMs: number
}

function live(chance: Chance, days: number, startMs: number): Living {
  const habits = habitsOf(chance)
  const joined = chance.of(0.1) ? chance.whole(15, 40) : 0
  const timeZone = chance.of(0.8) ? 'Asia/Seoul' : 'Etc/GMT+5'
  const offsetMs = (timeZone === 'Asia/Seoul' ? 9 : -5) * hourMs
  const byHour = new Map<number, Hour>()
  const networks: SimulatedPerson['networks'] = []
  const person = {
    userId: `00000000-0000-7000-8000-${String(Math.floor(chance.next() * 1e12)).padStart(12, '0')}`,
    role: chance.of(0.1) ? ('admin' as const) : chance.of(0.2) ? ('reader' as const) : ('member' as const),
    timeZone,
    hours: [],
    networks,
  }
  // The house's days begin where the person lives: local midnight of the first day.
  const midnightMs = startMs - offsetMs
  for (let day = joined; day < days; day += 1)
    for (let hour = 0; hour < 24; hour += 1) {
      const share = activity(habits, chance, { day, hour })
      if (share === 0) continue
      const isCrunch = day >= habits.crunchDay && day < habits.crunchDay + 5
      const spread = Math.exp(0.6 * chance.normal())
      const requests = chance.count(habits.rate * share * spread * (isCrunch ? habits.crunch : 1))
      if (requests === 0) continue
      const atMs = midnightMs + day * dayMs + hour * hourMs
      const calls = chance.count(requests * habits.callShare)
      byHour.set(atMs, {
        hourMs: atMs,
        requests,
        failed_requests: Math.min(requests, chance.count(requests * habits.failing)),
        calls,
        failed_calls: Math.min(calls, chance.count(calls * 0.03)),
        micro_usd: calls * Math.round(habits.priceMicroUsd * Math.exp(0.5 * chance.normal())),
      })
      const isNew = networks.length === 0 || chance.of(habits.isMobile ? 0.03 : 0.0008)
      if (isNew) networks.push({ network: networkName(chance), firstHourMs: atMs })
    }
  return { person, habits, byHour, joined, startMs: midnightMs }
}

const networkName = (chance: Chance) =>
  `${chance.whole(11, 220)}.${chance.whole(0, 255)}.${chance.whole(0, 255)}.0/24`

function change({ byHour }: Living, atMs: number, with_: (hour: Hour) => Partial<Hour>): void {
  const hour = byHour.get(atMs) ?? emptyHour(atMs)
  byHour.set(atMs, { ...hour, ...with_(hour) })
}

const planters: Readonly<Record<UnusualKind, (one: Living, day: number, chance: Chance) => Planted>> = {
  burst(one, day, chance) {
    const fromMs = one.startMs + day * dayMs + chance.whole(9, 18) * hourMs
    const hours = chance.whole(1, 3)
    for (let each = 0; each < hours; each += 1)
      change(one, fromMs + each * hourMs, (hour) => {
        const more = Math.max(200, Math.round(one.habits.rate * chance.between(12, 30)))
        return { requests: hour.requests + more }
      })
    return { userId: one.person.userId, kind: 'burst', fromMs, toMs: fromMs + hours * hourMs }
  },
  night(one, day, chance) {
    const fromMs = one.startMs + day * dayMs + chance.whole(1, 2) * hourMs
    for (let each = 0; each < 3; each += 1)
      change(one, fromMs + each * hourMs, (hour) => ({
        requests: hour.requests + Math.max(30, Math.round(one.habits.rate * chance.between(0.8, 2))),
      }))
    return { userId: one.person.userId, kind: 'night', fromMs, toMs: fromMs + 4 * hourMs }
  },
  errors(one, day, chance) {
    const fromMs = one.startMs + day * dayMs + chance.whole(9, 18) * hourMs
    for (let each = 0; each < chance.whole(1, 2); each += 1)
      change(one, fromMs + each * hourMs, (hour) => {
        const failed = Math.max(60, Math.round(one.habits.rate * chance.between(1, 3)))
        return { requests: hour.requests + failed, failed_requests: hour.failed_requests + failed }
      })
    return { userId: one.person.userId, kind: 'errors', fromMs, toMs: fromMs + 2 * hourMs }
  },
  network(one, day, chance) {
    const fromMs = one.startMs + day * dayMs + chance.whole(9, 18) * hourMs
    change(one, fromMs, (hour) => ({ requests: hour.requests + chance.whole(10, 60) }))
    one.person.networks.push({ network: networkName(chance), firstHourMs: fromMs })
    return { userId: one.person.userId, kind: 'network', fromMs, toMs: fromMs + hourMs }
  },
  creep(one, day, chance) {
    const days = chance.whole(18, 21)
    const grown = chance.between(3.5, 5)
    const fromMs = one.startMs + day * dayMs
    for (const [atMs, hour] of one.byHour) {
      if (atMs < fromMs || atMs >= fromMs + days * dayMs) continue
      const factor = grown ** ((atMs - fromMs) / (days * dayMs))
      const calls = Math.round(hour.calls * factor)
      const requests = Math.round(hour.requests * factor)
      one.byHour.set(atMs, { ...hour, requests, calls, micro_usd: Math.round(hour.micro_usd * factor) })
    }
    return { userId: one.person.userId, kind: 'creep', fromMs, toMs: fromMs + (days + 7) * dayMs }
  },
}

const kinds = ['creep', 'network', 'night', 'errors', 'burst'] as const

/** Whether a kind is unusual of somebody at all: a night is none of an owl's, a network none of who travels. */
function mayPlant(kind: UnusualKind, { habits, joined, person }: Living, day: number): boolean {
  if (kind === 'creep')
    return (
      joined === 0 &&
      day <= 39 &&
      habits.presence > 0.5 &&
      habits.rate > 12 &&
      (habits.crunch === 1 || habits.crunchDay > day + 25) &&
      (habits.holidayDays === 0 || habits.holiday + habits.holidayDays < day - 14)
    )
  // Bursts, nights and storms also of newcomers, in their first days.
  if (kind === 'network') return !habits.isMobile && day - joined >= 15 && person.networks.length > 0
  if (kind === 'night') return habits.to <= 24 && habits.lateNights === 0 && day > joined
  return day > joined
}

/**
 * A house of 50 people over 60 days: early birds and owls, part-timers, travellers, newcomers, holidays, deadlines, late
 * nights now and then, hours that differ by orders of magnitude, and 30 things that are unusual of whom they happen to.
 */
export function simulateUse(
  seed: number,
  { people = 50, days = 60, anomalies = 30, endMs = Date.UTC(2026, 10, 2) } = {},
) {
  const chance = chanceOf(seed)
  // A Monday.
  const startMs = endMs - days * dayMs
  const living = Array.from({ length: people }, () => live(chance, days, startMs))
  const planted: Planted[] = []
  const taken = new Set<string>()
  // What few people are fit for comes first.
  for (let tries = 0; planted.length < anomalies; tries += 1) {
    if (tries > 20_000) throw new Error(`in house ${seed} nobody is left to plant anything on`)
    const kind = kinds[Math.floor((planted.length * kinds.length) / anomalies)] ?? 'burst'
    const one = living[chance.whole(0, people - 1)]
    const day = kind === 'creep' ? chance.whole(30, 38) : chance.whole(20, days - 2)
    // One thing a person: which of two was found would be anybody's guess.
    if (!one || taken.has(one.person.userId) || !mayPlant(kind, one, day)) continue
    taken.add(one.person.userId)
    planted.push(planters[kind](one, day, chance))
  }
  for (const { person, byHour } of living)
    person.hours.push(...[...byHour.values()].sort((a, b) => a.hourMs - b.hourMs))
  return { people: living.map(({ person }) => person), planted, startMs, endMs }
}

type Found = { readonly userId: string; readonly kind: string; readonly hourMs: number }

/** What of the planted was found as the kind it is, and what was found that was not planted, for each user and month. */
export function judgeFound(planted: readonly Planted[], found: readonly Found[], userDays: number) {
  const isOf = (each: Found, one: Planted) =>
    each.userId === one.userId && each.hourMs >= one.fromMs && each.hourMs <= one.toMs
  const caught = planted.filter((one) => found.some((each) => each.kind === one.kind && isOf(each, one)))
  const falseAlarms = found.filter((each) => !planted.some((one) => isOf(each, one)))
  return {
    recall: caught.length / planted.length,
    missed: planted.filter((one) => !caught.includes(one)),
    falseAlarms,
    falseAlarmsPerUserMonth: falseAlarms.length / (userDays / 30),
  }
}
