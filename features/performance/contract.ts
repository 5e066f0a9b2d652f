import { z } from 'zod'
import { endpoint } from '#contract/endpoint.ts'
import { userId } from '#contract/ids.ts'
import { instant } from '#contract/time.ts'

/** How far back is looked. */
export const performanceWindow = z.enum(['5m', '1h', '6h', '24h', '7d', '30d', '90d'])
export type PerformanceWindow = z.infer<typeof performanceWindow>

/** Durations of these are in milliseconds; `memory` is in bytes, `pool` in connections. */
export const seriesKind = z.enum(['request', 'statement', 'job', 'wait', 'loop', 'memory', 'pool'])
export type SeriesKind = z.infer<typeof seriesKind>

const figure = z.number().min(0)
const percentiles = { p50: figure, p95: figure, p99: figure, most: figure }

/** What was measured within one stretch of time. */
export const measuredPoint = z.strictObject({
  at: instant,
  count: z.int(),
  failures: z.int(),
  ...percentiles,
})
export type MeasuredPoint = z.infer<typeof measuredPoint>

export const getSeries = endpoint({
  name: 'performance.getSeries',
  method: 'GET',
  path: '/api/performance/series',
  access: 'performance:administer',
  summary:
    'How much was done and how long it took, over time: of all requests, statements or jobs, or of one of them.',
  query: z.strictObject({
    window: performanceWindow,
    kind: seriesKind.default('request'),
    /** A route, a statement’s fingerprint, a kind of job; all of the kind together unless told. */
    subject: z.string().min(1).max(300).default('*'),
  }),
  reply: z.strictObject({
    from: instant,
    to: instant,
    /** Length of one stretch; the last one is not over yet. */
    stepSeconds: z.int(),
    /** Stretches in which nothing was measured are left out. */
    points: z.array(measuredPoint),
    /** Of the whole window; null: nothing was measured. */
    total: measuredPoint.omit({ at: true }).nullable(),
  }),
})

/** By what the most noticeable are chosen. */
export const subjectOrder = z.enum(['total', 'p95', 'count', 'failures'])
export type SubjectOrder = z.infer<typeof subjectOrder>

export const measuredSubject = z.strictObject({
  /** The route, the statement’s fingerprint, the kind of job. */
  subject: z.string(),
  count: z.int(),
  failures: z.int(),
  ...percentiles,
  /** Of the time that all of the kind took together. */
  share: z.number().min(0).max(1),
  /** Bytes of a request’s answers, rows of a statement, on average. */
  amount: figure,
  /** Statements asked for each, and milliseconds they took. */
  queries: figure,
  queryMs: figure,
  /** Of statements: what they say, who asks them and where. */
  statement: z
    .strictObject({ text: z.string(), feature: z.string(), place: z.string().nullable() })
    .nullable(),
  /** Of jobs: how long they waited for a worker once they were due, and how many runs were a repeat. */
  wait: z.strictObject({ p50: figure, p95: figure, repeats: z.int() }).nullable(),
})
export type MeasuredSubject = z.infer<typeof measuredSubject>

export const listSubjects = endpoint({
  name: 'performance.listSubjects',
  method: 'GET',
  path: '/api/performance/subjects',
  access: 'performance:administer',
  summary: 'The routes, statements or kinds of jobs that took most, up to fifty.',
  query: z.strictObject({
    window: performanceWindow,
    kind: z.enum(['request', 'statement', 'job']),
    by: subjectOrder.default('total'),
  }),
  reply: z.strictObject({ from: instant, to: instant, items: z.array(measuredSubject) }),
})

export const measuredRequest = z.strictObject({
  at: instant,
  requestId: z.uuid(),
  route: z.string(),
  status: z.int(),
  durationMs: figure,
  bytes: z.int(),
  userId: userId.nullable(),
  cache: z.string().nullable(),
  queries: z.int(),
  queryMs: figure,
})
export type MeasuredRequest = z.infer<typeof measuredRequest>

export const listRequests = endpoint({
  name: 'performance.listRequests',
  method: 'GET',
  path: '/api/performance/requests',
  access: 'performance:administer',
  summary: 'The slowest requests of a stretch of time, up to a hundred; kept one by one for seven days.',
  query: z
    .strictObject({
      from: instant,
      to: instant,
      route: z.string().min(1).max(300).optional(),
      failed: z.stringbool().default(false),
    })
    .refine(({ from, to }) => from < to, 'it begins before it ends'),
  reply: z.strictObject({
    /** False: what was that long ago is no longer kept one by one. */
    kept: z.boolean(),
    items: z.array(measuredRequest),
  }),
})

export const measuredProcess = z.strictObject({
  process: z.string(),
  lastAt: instant,
  requestsPerSecond: figure,
  requestP95Ms: figure,
  loopP99Ms: figure,
  memoryBytes: figure,
  busyConnections: figure,
  waitingForConnection: figure,
})
export type MeasuredProcess = z.infer<typeof measuredProcess>

export const getProcesses = endpoint({
  name: 'performance.getProcesses',
  method: 'GET',
  path: '/api/performance/processes',
  access: 'performance:administer',
  summary: 'What each process did in the last minute, and whether measuring itself works.',
  reply: z.strictObject({
    measuring: z.boolean(),
    /** Of the process that answers: writings that failed, and requests that were not kept. */
    faults: z.strictObject({ failures: z.int(), lost: z.int() }),
    poolMax: z.int(),
    items: z.array(measuredProcess),
  }),
})

const fingerprint = z.string().regex(/^[0-9a-f]{16}$/)

export const explainStatement = endpoint({
  name: 'performance.explainStatement',
  method: 'POST',
  path: '/api/performance/statements/:fingerprint/plan',
  withoutRoom: true,
  access: 'performance:administer',
  summary:
    'How PostgreSQL would go about a statement that was seen, for whatever values (EXPLAIN (GENERIC_PLAN)); it is not run.',
  params: z.strictObject({ fingerprint }),
  reply: z.strictObject({
    text: z.string(),
    /** One line each. */
    plan: z.array(z.string()),
    /** The planner’s estimate, in its own unit: a page read in order is 1. */
    cost: figure,
  }),
})

export const tableInsight = z.strictObject({
  table: z.string(),
  rows: z.int(),
  sizeBytes: z.int(),
  sequentialScans: z.int(),
  rowsReadInScans: z.int(),
  indexScans: z.int(),
  deadRows: z.int(),
  /** An estimate by the width of its columns; null: the server has no statistics of it yet. */
  bloatBytes: z.int().nullable(),
  vacuumedAt: instant.nullable(),
})
export const indexInsight = z.strictObject({ index: z.string(), table: z.string(), sizeBytes: z.int() })
export const lockInsight = z.strictObject({
  role: z.string(),
  waitsFor: z.string(),
  sinceSeconds: figure,
  blockedBy: z.array(z.string()),
})
export const serverStatement = z.strictObject({
  role: z.string(),
  text: z.string(),
  calls: z.int(),
  totalMs: figure,
  meanMs: figure,
  mostMs: figure,
  rows: z.int(),
  /** Of the pages it looked at, how many were in memory; null: it looked at none. */
  hitShare: z.number().min(0).max(1).nullable(),
})

export const getDatabaseInsight = endpoint({
  name: 'performance.getDatabaseInsight',
  method: 'GET',
  path: '/api/performance/database',
  access: 'performance:administer',
  summary:
    'What the database says of itself: tables read from end to end, indexes nobody uses, room to reclaim, locks.',
  reply: z.strictObject({
    /** Since when the server counts; null: since it was made. */
    since: instant.nullable(),
    /** Large tables that are read from end to end, the most read first: an index may be missing. */
    scanned: z.array(tableInsight),
    /** Tables with room to reclaim, the most first. */
    bloated: z.array(tableInsight),
    /** Indexes that no statement has used, the largest first; those that keep rows unique are left out. */
    unused: z.array(indexInsight),
    waiting: z.array(lockInsight),
    connections: z.strictObject({ used: z.int(), most: z.int() }),
    /** The server’s own figures; null: pg_stat_statements is not loaded. */
    statements: z.array(serverStatement).nullable(),
  }),
})
export type DatabaseInsight = z.infer<typeof getDatabaseInsight.reply>

/** What is counted of what people use, and nothing else: no words, no ids, nothing of papers. */
export const featureEvent = z.enum([
  'library_opened',
  'paper_opened',
  'page_read',
  'searched',
  'imported',
  'identifier_added',
  'paper_saved_by_browser',
  'analysis_asked',
  'batch_asked',
  'rated',
  'tagged',
  'collected',
  'note_written',
  'highlighted',
  'cited',
  'exported',
  'duplicates_merged',
  'undone',
])
export type FeatureEvent = z.infer<typeof featureEvent>

export const featureUse = z.strictObject({
  event: featureEvent,
  uses: z.int(),
  /** The most different people on one day. */
  people: z.int(),
  days: z.array(z.strictObject({ day: z.iso.date(), uses: z.int(), people: z.int() })),
})
export type FeatureUse = z.infer<typeof featureUse>

export const listFeatureUse = endpoint({
  name: 'performance.listFeatureUse',
  method: 'GET',
  path: '/api/performance/use',
  access: 'performance:administer',
  summary:
    'How often each part of the house was used, by day (UTC), and by how many people, but not by whom.',
  query: z.strictObject({ days: z.coerce.number().int().min(1).max(366).default(30) }),
  reply: z.strictObject({ counted: z.boolean(), items: z.array(featureUse) }),
})

export const savePerformanceSettings = endpoint({
  name: 'performance.saveSettings',
  method: 'PUT',
  path: '/api/performance/settings',
  access: 'performance:administer',
  summary: 'Switches the counting of feature use on or off; off forgets what was counted.',
  body: z.strictObject({ featureUse: z.boolean() }),
  reply: z.strictObject({}),
})
