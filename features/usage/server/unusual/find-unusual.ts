import { dayMs, hourMs, type Measure, type Rhythm, rhythmDays, rhythmOf, type Using } from './rhythm.ts'
import { median, scatterOfCounts, spreadsAbove, type Usual, usualOf } from './robust.ts'

export type UnusualKind = 'burst' | 'night' | 'errors' | 'network' | 'creep'

/** With what somebody's use was compared: their own of before; or, of who is too new, that of others. */
export type ComparedWith = 'own' | 'role' | 'house'

export type Finding = {
  readonly kind: UnusualKind
  readonly measure: Measure | 'networks'
  /** When it was seen: the hour, or the last one of the night or week. */
  readonly hourMs: number
  /** The same as a day where the person lives. */
  readonly day: string
  readonly seen: number
  readonly usual: number
  readonly spread: number
  /** By how many spreads (MADs, scaled) it is above what is usual. */
  readonly mads: number
  readonly comparedWith: ComparedWith
  readonly network: string | null
}

/** Before so many days of somebody's own, there is no rhythm of theirs. */
export const ownDays = 14
/** So few others are no comparison. */
const fewestOthers = 3

/** So much above the usual of that hour, and of hours at all; chosen on seeds 1 to 5 of bench/unusual.ts, kept on others. */
const madsOfBurst = 6
const logMadsOfBurst = 2.75
/** The same of a newcomer's own hours alone, and how many of them it takes. */
const logMadsOfNewcomer = 3
const fewestHours = 20
const madsOfNight = 6
const madsOfErrors = 6
const madsOfNetworks = 4
const madsOfCreep = 4
/** Below these nothing is worth anybody's look. */
const floors: Readonly<Record<Measure, number>> = {
  requests: 120,
  failed_requests: 30,
  calls: 12,
  failed_calls: 8,
  micro_usd: 1_000_000,
}
const nightFloor = 30
const nightHours = 6
/** Share of a person's requests of an hour that fail in a storm. */
const stormShare = 0.3
/** Whoever did half as much before on more than so many nights or hours in a hundred does it now and then. */
const rare = 0.05
const creepDays = 7
const creepRatio = 2
const creepingDays = 4

/** The rhythms of others, for who has none yet. */
export type Others = { readonly role: string; readonly rhythms: ReadonlyMap<string, Rhythm> }

type Asked = {
  readonly of: Using
  readonly rhythm: Rhythm
  readonly atMs: number
  /** Whose rhythm it is held against. */
  readonly against: readonly Rhythm[]
  readonly comparedWith: ComparedWith
}

const logOf = (value: number) => Math.log1p(value)

function isRare(values: readonly number[], seen: number): boolean {
  return values.filter((value) => value >= seen / 2).length <= values.length * rare
}

function finding(
  { rhythm, atMs, comparedWith }: Asked,
  found: Pick<Finding, 'kind' | 'measure' | 'seen'> & { readonly usual: Usual; readonly network?: string },
): Finding {
  const { kind, measure, seen, usual, network = null } = found
  const mads = spreadsAbove(seen, usual)
  const { day } = rhythm.local(atMs)
  return { kind, measure, hourMs: atMs, day, seen, ...usual, mads, comparedWith, network }
}

/** Many times what is usual at that hour of that weekday, and in any hour of theirs. */
function findBurst(asked: Asked, measure: Measure): Finding | undefined {
  const { rhythm, atMs, against } = asked
  const seen = rhythm.at(atMs)[measure]
  if (seen < floors[measure]) return undefined
  const usual = usualOf(
    against.flatMap((one) => one.sameHours(atMs, measure)),
    scatterOfCounts,
  )
  if (spreadsAbove(seen, usual) < madsOfBurst) return undefined
  // What people do in an hour is spread over orders of magnitude: as logarithms it lies around its middle.
  const active = against.flatMap((one) => one.activeHours(atMs, measure)).map(logOf)
  const ofAll = usualOf(active, () => 0.5)
  if (active.length > 0 && spreadsAbove(logOf(seen), ofAll) < logMadsOfBurst) return undefined
  return finding(asked, { kind: 'burst', measure, seen, usual })
}

/** Many times what a newcomer did in any hour before, who is too new for a rhythm and not too new to be known a little. */
function findBurstOfNewcomer(asked: Asked): Finding | undefined {
  const { rhythm, atMs } = asked
  const seen = rhythm.at(atMs).requests
  const active = rhythm.activeHours(atMs, 'requests')
  if (seen < floors.requests || active.length < fewestHours) return undefined
  const ofAll = usualOf(active.map(logOf), () => 0.5)
  if (spreadsAbove(logOf(seen), ofAll) < logMadsOfNewcomer) return undefined
  const usual = usualOf(active, scatterOfCounts)
  return finding({ ...asked, comparedWith: 'own' }, { kind: 'burst', measure: 'requests', seen, usual })
}

/** More than is usual between midnight and six where they live, on hardly any night before. Looked at in each of its hours. */
function findNight(asked: Asked): Finding | undefined {
  const { rhythm, atMs, against } = asked
  const { hour } = rhythm.local(atMs)
  if (hour >= nightHours) return undefined
  let seen = 0
  for (let back = 0; back <= hour; back += 1) seen += rhythm.at(atMs - back * hourMs).requests
  if (seen < nightFloor) return undefined
  const isNight = (each: number) => each < nightHours
  const nights = against.flatMap((one) => one.days(atMs - hour * hourMs, 'requests', isNight))
  const usual = usualOf(nights, (each) => Math.max(3, scatterOfCounts(each)))
  if (spreadsAbove(seen, usual) < madsOfNight || !isRare(nights, seen)) return undefined
  return finding(asked, { kind: 'night', measure: 'requests', seen, usual })
}

/** Much of an hour fails, more than in hardly any hour before. */
function findErrors(asked: Asked, measure: 'failed_requests' | 'failed_calls'): Finding | undefined {
  const { rhythm, atMs, against } = asked
  const hour = rhythm.at(atMs)
  const seen = hour[measure]
  const all = measure === 'failed_requests' ? hour.requests : hour.calls
  if (seen < floors[measure] || seen < all * stormShare) return undefined
  const before = against.flatMap((one) => one.hoursOfUse(atMs, measure))
  const usual = usualOf(before, (each) => Math.max(2, scatterOfCounts(each)))
  if (spreadsAbove(seen, usual) < madsOfErrors || !isRare(before, seen)) return undefined
  return finding(asked, { kind: 'errors', measure, seen, usual })
}

/** A network never seen before, of somebody who hardly ever comes from another. */
function findNetwork(asked: Asked): Finding | undefined {
  const { of, atMs, rhythm } = asked
  const network = of.networks.find((each) => each.firstHourMs === atMs)
  if (!network) return undefined
  const weeks: number[] = []
  const firstMs = Math.max(rhythm.firstMs, atMs - rhythmDays * dayMs)
  for (let endMs = atMs; endMs - 7 * dayMs >= firstMs; endMs -= 7 * dayMs)
    weeks.push(
      // The one they began with was new to the house, and not to them.
      of.networks.filter(
        ({ firstHourMs: first }) => first > rhythm.firstMs && first >= endMs - 7 * dayMs && first < endMs,
      ).length,
    )
  // The newest week ends now, and is what is looked at.
  const seen = (weeks.shift() ?? 0) + 1
  // Who came from another network more than once before does so now and then: then it takes many, as counts scatter.
  const hardlyEver = weeks.reduce((sum, each) => sum + each, 0) <= 1
  const usual = hardlyEver ? { usual: 0, spread: 0.25 } : usualOf(weeks, scatterOfCounts)
  if (spreadsAbove(seen, usual) < madsOfNetworks) return undefined
  return finding(asked, { kind: 'network', measure: 'networks', seen, usual, network: network.network })
}

/** A week that is twice as much as is usual, on most of its days: what grew so slowly that no hour stood out. */
function findCreep(asked: Asked, measure: Measure): Finding | undefined {
  const { rhythm, atMs } = asked
  if (rhythm.local(atMs).hour !== 0) return undefined
  const days = rhythm.days(atMs, measure)
  const week = days.slice(-creepDays)
  // The week before the last is part of what grew.
  const before = days.slice(0, -2 * creepDays)
  const weeks: number[] = []
  for (let end = before.length; end >= creepDays; end -= creepDays)
    weeks.push(before.slice(end - creepDays, end).reduce((sum, each) => sum + each, 0))
  const used = weeks.filter((each) => each > 0)
  if (used.length < 2) return undefined
  const seen = week.reduce((sum, each) => sum + each, 0)
  if (seen < floors[measure] * 2) return undefined
  const usual = usualOf(used, (each) => Math.max(0.25 * each, scatterOfCounts(each)))
  if (seen < creepRatio * usual.usual || spreadsAbove(seen, usual) < madsOfCreep) return undefined
  const activeDay = median(before.filter((each) => each > 0))
  if (week.filter((each) => each >= 1.5 * activeDay).length < creepingDays) return undefined
  return finding(asked, { kind: 'creep', measure, seen, usual })
}

function* judge(asked: Asked): Generator<Finding | undefined> {
  yield findBurst(asked, 'requests') ??
    (asked.comparedWith === 'own' ? undefined : findBurstOfNewcomer(asked))
  yield findBurst(asked, 'calls')
  yield findNight(asked)
  yield findErrors(asked, 'failed_requests')
  yield findErrors(asked, 'failed_calls')
  if (asked.comparedWith !== 'own') return
  yield findNetwork(asked)
  yield findCreep(asked, 'requests')
  yield findCreep(asked, 'micro_usd')
}

/** Whom somebody is compared with at a moment; undefined when there is nobody to compare with. */
function against(of: Using, rhythm: Rhythm, atMs: number, all: readonly Others[]) {
  const isOld = (one: Rhythm) => atMs - one.firstMs >= ownDays * dayMs
  if (isOld(rhythm)) return { against: [rhythm], comparedWith: 'own' as const }
  const old = (among: readonly Others[]) =>
    among
      .flatMap(({ rhythms }) => [...rhythms])
      .filter(([userId, one]) => userId !== of.userId && isOld(one))
      .map(([, one]) => one)
  const same = old(all.filter(({ role }) => role === of.role))
  if (same.length >= fewestOthers) return { against: same, comparedWith: 'role' as const }
  const everybody = old(all)
  return everybody.length >= fewestOthers ? { against: everybody, comparedWith: 'house' as const } : undefined
}

export function othersOf(people: readonly Using[]): Others[] {
  const roles = new Map<string, Map<string, Rhythm>>()
  for (const person of people) {
    const rhythms = roles.get(person.role) ?? new Map<string, Rhythm>()
    rhythms.set(person.userId, rhythmOf(person))
    roles.set(person.role, rhythms)
  }
  return [...roles].map(([role, rhythms]) => ({ role, rhythms }))
}

/**
 * What was unusual about somebody's use in the hours given, each held against what was before it. Pure: the same hours and
 * the same past give the same findings.
 */
export function findUnusual(of: Using, hoursMs: readonly number[], others: readonly Others[]): Finding[] {
  const rhythm = rhythmOf(of)
  return hoursMs.flatMap((atMs) => {
    if (atMs < rhythm.firstMs) return []
    const compared = against(of, rhythm, atMs, others)
    if (compared === undefined) return []
    return [...judge({ of, rhythm, atMs, ...compared })].filter((each) => each !== undefined)
  })
}

/** For so long after it was said that something crept up, it is not said again. */
export const creepQuietMs = 14 * dayMs

/** Of a kind one finding a day, the one that stands out most; what crept up is said once in two weeks. */
export function settleFindings(findings: readonly Finding[]): Finding[] {
  const best = new Map<string, Finding>()
  let creptMs = Number.NEGATIVE_INFINITY
  for (const each of findings) {
    if (each.kind === 'creep') {
      if (each.hourMs - creptMs < creepQuietMs) continue
      creptMs = each.hourMs
    }
    const key = `${each.kind} ${each.day}`
    const known = best.get(key)
    if (!known || each.mads > known.mads) best.set(key, each)
  }
  return [...best.values()]
}
