import type { Clock } from '#platform/clock/clock.ts'
import { type Buckets, bucketsOf, type Histogram, openHistogram } from './histogram.ts'
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

/** One request as it is kept by itself. */
export type MeasuredRequest = {
  readonly at: Date
  readonly requestId: string
  readonly route: string
  readonly status: number
  readonly durationUs: number
  readonly bytes: number
  readonly userId: string | null
  readonly cache: string | null
  readonly queries: number
  readonly queryUs: number
}

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

// A minute of a thousand requests a second; what is beyond is counted as lost and stands in the histograms all the same.
const mostRequests = 60_000
const mostUses = 20_000

/** Single statements are too many to keep a second histogram of each. */
const isKnownWhole = ({ kind, subject }: Pick<Meter, 'kind' | 'subject'>) =>
  kind !== 'statement' || subject === everything

export type Metrics = ReturnType<typeof openMetrics>

type Options = {
  readonly on: boolean
  readonly clock: Clock
  /** Which share of requests is kept by itself, from 0 to 1; histograms and counters know all of them. */
  readonly sample: number
}

/** The measurements of one process, in memory. What goes wrong here is counted, and never a fault of what is measured. */
export function openMetrics({ on, clock, sample }: Options) {
  const meters = new Map<string, Meter>()
  /** Since the process began, for whoever asks for figures that only grow. */
  const lifetime = new Map<string, Meter>()
  const statements = knowStatements()
  let requests: MeasuredRequest[] = []
  let uses = new Map<string, Use>()
  let since = clock.now()
  const faults = { failures: 0, lost: 0 }

  function meterOf(among: Map<string, Meter>, kind: MeterKind, subject: string): Meter {
    const key = `${kind} ${subject}`
    const known = among.get(key)
    if (known) return known
    const counters = { count: 0, failures: 0, sum: 0, most: 0, amount: 0, queries: 0, queryUs: 0 }
    const made = { kind, subject, histogram: openHistogram(), ...counters }
    among.set(key, made)
    return made
  }

  function add(meter: Meter, value: number, of: Sample): void {
    meter.histogram.recordValue(value)
    meter.count += 1
    if (of.failed) meter.failures += 1
    meter.sum += value
    if (value > meter.most) meter.most = value
    meter.amount += of.amount ?? 0
    meter.queries += of.queries ?? 0
    meter.queryUs += of.queryUs ?? 0
  }

  /** Adds what was measured since the last harvest to what was measured before, and begins anew. */
  function settle(meter: Meter): void {
    const whole = meterOf(lifetime, meter.kind, meter.subject)
    if (isKnownWhole(meter)) whole.histogram.add(meter.histogram)
    for (const counter of ['count', 'failures', 'sum', 'amount', 'queries', 'queryUs'] as const) {
      whole[counter] += meter[counter]
      meter[counter] = 0
    }
    whole.most = Math.max(whole.most, meter.most)
    meter.most = 0
    meter.histogram.reset()
  }

  return {
    on,
    faults: faults as Readonly<typeof faults>,
    statements,
    /** Counts one more of a kind, by itself and among all of its kind. */
    record(kind: MeterKind, subject: string, of: Sample): void {
      if (!on) return
      const value = Number.isFinite(of.value) ? Math.max(0, Math.min(2 ** 31, Math.round(of.value))) : 0
      add(meterOf(meters, kind, subject), value, of)
      if (kind === 'request' || kind === 'statement' || kind === 'job' || kind === 'wait')
        add(meterOf(meters, kind, everything), value, of)
    },
    /** Keeps a request by itself, if it is among those that are kept. */
    keepRequest(request: MeasuredRequest): void {
      if (!on || (sample < 1 && Math.random() >= sample)) return
      if (requests.length >= mostRequests) faults.lost += 1
      else requests.push(request)
    },
    /** Somebody used what stands behind an endpoint. */
    use(name: string, userId: string): void {
      const key = `${name} ${userId}`
      const known = uses.get(key)
      if (known) known.count += 1
      else if (uses.size < mostUses) uses.set(key, { name, userId, count: 1 })
    },
    /** Something could not be measured, or what was measured could not be kept. */
    fail(): void {
      faults.failures += 1
    },
    lose(count: number): void {
      faults.lost += count
    },
    harvest(): Harvest {
      const taken = {
        since,
        meters: [...meters.values()]
          .filter(({ count }) => count > 0)
          .map(({ histogram, ...meter }) => ({ ...meter, ...bucketsOf(histogram) })),
        requests,
        statements: statements.takeNew(),
        uses: [...uses.values()],
      }
      for (const meter of meters.values()) settle(meter)
      requests = []
      uses = new Map()
      since = clock.now()
      return taken
    },
    /** Everything since the process began. */
    whole(): readonly Measured[] {
      for (const meter of meters.values()) meterOf(lifetime, meter.kind, meter.subject)
      return [...lifetime.values()].filter(isKnownWhole).map((meter) => {
        const recent = meters.get(`${meter.kind} ${meter.subject}`)
        const histogram = openHistogram()
        histogram.add(meter.histogram)
        if (recent) histogram.add(recent.histogram)
        return {
          kind: meter.kind,
          subject: meter.subject,
          count: meter.count + (recent?.count ?? 0),
          failures: meter.failures + (recent?.failures ?? 0),
          sum: meter.sum + (recent?.sum ?? 0),
          most: Math.max(meter.most, recent?.most ?? 0),
          amount: meter.amount + (recent?.amount ?? 0),
          queries: meter.queries + (recent?.queries ?? 0),
          queryUs: meter.queryUs + (recent?.queryUs ?? 0),
          ...bucketsOf(histogram),
        }
      })
    },
  }
}
