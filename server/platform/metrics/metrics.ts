import type { Clock } from '#platform/clock/clock.ts'
import { type Buckets, bucketsOf, type Histogram, openHistogram } from './histogram.ts'
import { keepRequests, type MeasuredRequest } from './kept-requests.ts'
import { knowStatements, type Statement } from './statements.ts'

/**
 * What is measured. Durations are in microseconds: of `request`s by route, `statement`s by fingerprint, `job`s by kind and
 * their `wait` for a worker; `loop` is how late timers fire. `memory` is in kilobytes, `pool` in connections.
 */
export const meterKinds = ['request', 'statement', 'job', 'wait', 'loop', 'memory', 'pool'] as const
export type MeterKind = (typeof meterKinds)[number]

/** All of a kind together. */
export const everything = '*'

export type Sample = {
  readonly value: number
  readonly failed?: boolean
  /** Bytes of an answer, rows of a statement. */
  readonly amount?: number
  readonly queries?: number
  readonly queryUs?: number
}

type Meter = {
  readonly kind: MeterKind
  readonly subject: string
  readonly histogram: Histogram
  count: number
  failures: number
  sum: number
  most: number
  amount: number
  queries: number
  queryUs: number
}

export type Measured = Omit<Meter, 'histogram'> & Buckets

export type Use = { readonly name: string; readonly userId: string; count: number }

/** What was measured since the last time somebody took it. */
export type Harvest = {
  /** When the taking before was. */
  readonly since: Date
  readonly meters: readonly Measured[]
  readonly requests: readonly MeasuredRequest[]
  readonly statements: readonly Statement[]
  readonly uses: readonly Use[]
}

const mostUses = 20_000

/** Single statements are too many to keep a second histogram of each. */
const isKnownWhole = ({ kind, subject }: Pick<Meter, 'kind' | 'subject'>) =>
  kind !== 'statement' || subject === everything

/** What happens is also told of as one with all others of its kind; what is only looked at now and then is not. */
const hasTotal: ReadonlySet<MeterKind> = new Set(['request', 'statement', 'job', 'wait'])

const counters = ['count', 'failures', 'sum', 'amount', 'queries', 'queryUs'] as const
const noCounts = { count: 0, failures: 0, sum: 0, most: 0, amount: 0, queries: 0, queryUs: 0 }

type Meters = Map<MeterKind, Map<string, Meter>>

const allOf = (meters: Meters): Meter[] => [...meters.values()].flatMap((ofKind) => [...ofKind.values()])

function add(meter: Meter, of: Sample): void {
  const value = Number.isFinite(of.value) ? Math.max(0, Math.min(2 ** 31, Math.round(of.value))) : 0
  meter.histogram.recordValue(value)
  meter.count += 1
  if (of.failed) meter.failures += 1
  meter.sum += value
  if (value > meter.most) meter.most = value
  meter.amount += of.amount ?? 0
  meter.queries += of.queries ?? 0
  meter.queryUs += of.queryUs ?? 0
}

/** Adds all that one meter counted to what another did. */
function pour(from: Meter, into: Meter): void {
  into.histogram.add(from.histogram)
  for (const counter of counters) into[counter] += from[counter]
  into.most = Math.max(into.most, from.most)
}

const told = ({ histogram, ...meter }: Meter): Measured => ({ ...meter, ...bucketsOf(histogram) })

export type Metrics = ReturnType<typeof openMetrics>

type Options = {
  readonly on: boolean
  readonly clock: Clock
  /** Which share of requests is kept by itself, from 0 to 1; histograms and counters know all of them. */
  readonly sample: number
  /** So many of them from one harvest to the next, and as many again of the failed and slow ones. */
  readonly mostRequests: number
}

/** The measurements of one process, in memory. What goes wrong here is counted, and never a fault of what is measured. */
export function openMetrics({ on, clock, sample, mostRequests }: Options) {
  const meters: Meters = new Map()
  /** Since the process began, for whoever asks for figures that only grow. */
  const lifetime: Meters = new Map()
  const statements = knowStatements()
  const requests = keepRequests({ most: mostRequests, sample })
  /** By name and person; and how many there are of both. */
  let uses = new Map<string, Map<string, Use>>()
  let usesKnown = 0
  let since = clock.now()
  const faults = { failures: 0, lost: 0 }

  function meterOf(among: Meters, kind: MeterKind, subject: string): Meter {
    const ofKind = among.get(kind) ?? new Map<string, Meter>()
    const known = ofKind.get(subject)
    if (known) return known
    const made = { kind, subject, histogram: openHistogram(), ...noCounts }
    among.set(kind, ofKind.set(subject, made))
    return made
  }

  /** What was measured since the last harvest: each by itself, and all of a kind together. */
  function recent(): Meter[] {
    const used = allOf(meters).filter(({ count }) => count > 0)
    const together: Meters = new Map()
    for (const meter of used)
      if (hasTotal.has(meter.kind)) pour(meter, meterOf(together, meter.kind, everything))
    return [...used, ...allOf(together)]
  }

  return {
    on,
    faults: faults as Readonly<typeof faults>,
    statements,
    /** Counts one more of a kind. */
    record(kind: MeterKind, subject: string, of: Sample): void {
      if (on) add(meterOf(meters, kind, subject), of)
    },
    /** The same for whoever counts often: they look for their meter once. */
    recorderOf(kind: MeterKind, subject: string): (of: Sample) => void {
      if (!on) return () => undefined
      const meter = meterOf(meters, kind, subject)
      return (of) => add(meter, of)
    },
    /** Keeps a request by itself, if it is among those that are kept. */
    keepRequest(outcome: { failed: boolean; durationUs: number }, make: () => MeasuredRequest): void {
      if (on) requests.keep(outcome, make)
    },
    /** Somebody used what stands behind an endpoint. */
    use(name: string, userId: string): void {
      const ofName = uses.get(name) ?? new Map<string, Use>()
      const known = ofName.get(userId)
      if (known) {
        known.count += 1
      } else if (usesKnown < mostUses) {
        usesKnown += 1
        uses.set(name, ofName.set(userId, { name, userId, count: 1 }))
      }
    },
    /** Something could not be measured, or what was measured could not be kept. */
    fail(): void {
      faults.failures += 1
    },
    lose(count: number): void {
      faults.lost += count
    },
    harvest(): Harvest {
      const all = recent()
      const allRequests = all.find(({ kind, subject }) => kind === 'request' && subject === everything)
      const taken = {
        since,
        meters: all.map(told),
        requests: requests.take(allRequests?.histogram.getValueAtPercentile(99)),
        statements: statements.takeNew(),
        uses: [...uses.values()].flatMap((ofName) => [...ofName.values()]),
      }
      for (const meter of all) {
        if (isKnownWhole(meter)) pour(meter, meterOf(lifetime, meter.kind, meter.subject))
        meter.histogram.reset()
        Object.assign(meter, noCounts)
      }
      uses = new Map()
      usesKnown = 0
      since = clock.now()
      return taken
    },
    /** Everything since the process began. */
    whole(): readonly Measured[] {
      const summed: Meters = new Map()
      for (const meter of [...allOf(lifetime), ...recent().filter(isKnownWhole)])
        pour(meter, meterOf(summed, meter.kind, meter.subject))
      return allOf(summed).map(told)
    },
  }
}
