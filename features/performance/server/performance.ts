import { Problem } from '#contract/problems.ts'
import { toInstant } from '#contract/time.ts'
import type { House } from '#platform/house.ts'
import type { PerformanceWindow, SeriesKind, SubjectOrder } from '../contract.ts'
import {
  type Figures,
  listSlowest,
  listStatements,
  readPoints,
  readProcesses,
  readSubjects,
} from './queries.ts'
import { stretchOf } from './windows.ts'

export { keepMeasuring } from './write-measurements.ts'

const perMs = 1_000
/** What a stored figure is divided by to be what the contract says: microseconds, kilobytes, connections. */
const unitOf = (kind: SeriesKind) => (kind === 'memory' ? 1 / 1_024 : kind === 'pool' ? 1 : perMs)

function toFigures(kind: SeriesKind, { count, failures, p50, p95, p99, most }: Figures) {
  const unit = unitOf(kind)
  return { count, failures, p50: p50 / unit, p95: p95 / unit, p99: p99 / unit, most: most / unit }
}

type Series = { readonly window: PerformanceWindow; readonly kind: SeriesKind; readonly subject: string }

/** How much was done and how long it took, over time. */
export async function readSeries(house: House, { window, kind, subject }: Series) {
  const stretch = stretchOf(window, house.clock.now())
  const { points, total } = await house.database.asSystem('read measurements', (tx) =>
    readPoints(tx, stretch, { kind, subject }),
  )
  return {
    from: toInstant(stretch.from),
    to: toInstant(stretch.to),
    stepSeconds: stretch.stepSeconds,
    points: points.map((point) => ({ at: toInstant(point.key), ...toFigures(kind, point) })),
    total: total ? toFigures(kind, total) : null,
  }
}

type Subjects = {
  readonly window: PerformanceWindow
  readonly kind: 'request' | 'statement' | 'job'
  readonly by: SubjectOrder
}

/** The routes, statements or kinds of jobs that took most. */
export async function readMostNoticeable(house: House, { window, kind, by }: Subjects) {
  const stretch = stretchOf(window, house.clock.now())
  const { rows, statements, waits } = await house.database.asSystem('read measurements', async (tx) => {
    const found = await readSubjects(tx, stretch, { kind, by })
    return {
      rows: found,
      statements:
        kind === 'statement'
          ? await listStatements(
              tx,
              found.map(({ key }) => key),
            )
          : [],
      waits: kind === 'job' ? await readSubjects(tx, stretch, { kind: 'wait', by: 'total', most: 500 }) : [],
    }
  })
  const whole = rows.find(({ key }) => key === '*')?.sum ?? 0
  const texts = new Map(statements.map((each) => [each.fingerprint, each]))
  const waited = new Map(waits.map((each) => [each.key, each]))
  return {
    from: toInstant(stretch.from),
    to: toInstant(stretch.to),
    items: rows
      .filter(({ key }) => key !== '*')
      .map((row) => {
        const statement = texts.get(row.key)
        const wait = waited.get(row.key)
        return {
          subject: row.key,
          ...toFigures(kind, row),
          share: whole > 0 ? Math.min(1, row.sum / whole) : 0,
          amount: row.amount / row.count,
          queries: row.queries / row.count,
          queryMs: row.query_us / row.count / perMs,
          statement: statement
            ? { text: statement.normalised, feature: statement.feature, place: statement.place }
            : null,
          wait: wait ? { p50: wait.p50 / perMs, p95: wait.p95 / perMs, repeats: wait.failures } : null,
        }
      }),
  }
}

const keptRequestsMs = 7 * 86_400_000

type Requests = {
  readonly from: string
  readonly to: string
  readonly route?: string | undefined
  readonly failed: boolean
}

/** The slowest requests of a stretch of time, one by one. */
export async function readRequests(house: House, { from, to, route, failed }: Requests) {
  const rows = await house.database.asSystem('read measured requests', (tx) =>
    listSlowest(tx, { from: new Date(from), to: new Date(to), route, failed }),
  )
  return {
    kept: house.clock.now().getTime() - Date.parse(to) < keptRequestsMs,
    items: rows.map((row) => ({
      at: toInstant(row.at),
      requestId: row.request_id,
      route: row.route,
      status: row.status,
      durationMs: row.duration_us / perMs,
      bytes: row.bytes,
      userId: row.user_id,
      cache: row.cache,
      queries: row.queries,
      queryMs: row.query_us / perMs,
    })),
  }
}

const lookedBackMs = 60_000

/** What each process did in the last minute. */
export async function readEachProcess(house: House) {
  const { metrics, config, clock, database } = house
  const since = new Date(clock.now().getTime() - lookedBackMs)
  const rows = await database.asSystem('read measurements', (tx) => readProcesses(tx, since))
  return {
    measuring: metrics.on,
    faults: { failures: metrics.faults.failures, lost: metrics.faults.lost },
    poolMax: config.SEOGO_DATABASE_POOL_MAX,
    items: rows.map((row) => ({
      process: row.process,
      lastAt: toInstant(row.last_at),
      requestsPerSecond: row.requests / (lookedBackMs / 1_000),
      requestP95Ms: row.request_p95 / perMs,
      loopP99Ms: row.loop_p99 / perMs,
      memoryBytes: row.memory * 1_024,
      busyConnections: row.busy,
      waitingForConnection: row.waiting,
    })),
  }
}

/** Figures of the last minutes that can be watched, of all processes together. */
export type WatchedFigures = {
  readonly requests: number
  /** From 0 to 1; 0 when nobody asked for anything. */
  readonly errorShare: number
  readonly requestP95Ms: number
  readonly loopP99Ms: number
  /** The most connections at work in one process, of those it may have. */
  readonly poolShare: number
  readonly waitingForConnection: number
  /** Measurements of this process that could not be written or kept, since it began. */
  readonly lostMeasurements: number
}

/** What an alert rule compares with its threshold. @throws Problem performance_not_measured when measuring is off */
export async function readWatchedFigures(house: House): Promise<WatchedFigures> {
  const { metrics, config, clock, database } = house
  if (!metrics.on) throw new Problem('performance_not_measured')
  const stretch = stretchOf('5m', clock.now())
  const read = await database.asSystem('watch performance', async (tx) => ({
    requests: (await readPoints(tx, stretch, { kind: 'request', subject: '*' })).total,
    loop: (await readPoints(tx, stretch, { kind: 'loop', subject: 'lag' })).total,
    busy: (await readPoints(tx, stretch, { kind: 'pool', subject: 'busy' })).total,
    waiting: (await readPoints(tx, stretch, { kind: 'pool', subject: 'waiting' })).total,
  }))
  const { requests, loop, busy, waiting } = read
  return {
    requests: requests?.count ?? 0,
    errorShare: requests ? requests.failures / requests.count : 0,
    requestP95Ms: (requests?.p95 ?? 0) / perMs,
    loopP99Ms: (loop?.p99 ?? 0) / perMs,
    poolShare: (busy?.most ?? 0) / config.SEOGO_DATABASE_POOL_MAX,
    waitingForConnection: waiting?.most ?? 0,
    lostMeasurements: metrics.faults.failures + metrics.faults.lost,
  }
}
