import { spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { join } from 'node:path'
import { json } from 'node:stream/consumers'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { getMe } from '#features/accounts/contract.ts'
import { performanceCommand } from '#features/admin/server/performance-command.ts'
import { requestAnalysis } from '#features/analysis/contract.ts'
import { getHealth } from '#features/health/contract.ts'
import { importFiles } from '#features/imports/contract.ts'
import { listPapers } from '#features/papers/contract.ts'
import {
  explainStatement,
  getDatabaseInsight,
  getProcesses,
  getSeries,
  listFeatureUse,
  listRequests,
  listSubjects,
  savePerformanceSettings,
} from '#features/performance/contract.ts'
import { rollUpJob } from '#features/performance/server/jobs.ts'
import { readWatchedFigures } from '#features/performance/server/performance.ts'
import { rollUpAll } from '#features/performance/server/roll-up.ts'
import { closeUseDays } from '#features/performance/server/roll-up-queries.ts'
import { serveMetrics } from '#features/performance/server/serve-metrics.ts'
import { writeMeasurements } from '#features/performance/server/write-measurements.ts'
import { saveKey } from '#features/vault/contract.ts'
import type { SystemTx } from '#platform/database/transactions.ts'
import { openMetrics } from '#platform/metrics/metrics.ts'
import { exposition } from '#platform/metrics/prometheus.ts'
import { enqueue } from '#platform/queue/enqueue.ts'
import { quantileOf } from '#server/testing/prometheus-quantile.ts'
import { startFakeProvider } from './testing/fake-providers.ts'
import { openTestHouse, type TestHouse } from './testing/open-house.ts'
import type { Person } from './testing/person.ts'
import { openQuietTerminal } from './testing/quiet-terminal.ts'

const example = readFileSync(join(import.meta.dirname, '../examples/first-paper.pdf'))
const token = 'a token for the scraper'
let collector: Awaited<ReturnType<typeof startCollector>>
let seogo: TestHouse
let owner: Person
let ann: Person
beforeAll(async () => {
  collector = await startCollector()
  seogo = await openTestHouse({
    SEOGO_METRICS: 'on',
    SEOGO_METRICS_TOKEN: token,
    OTEL_EXPORTER_OTLP_ENDPOINT: collector.url,
  })
  owner = await seogo.person('Olga')
  ann = await seogo.person('Ann')
})
afterAll(async () => {
  await seogo.close()
  await collector.close()
})

/** What OpenTelemetry sends, as far as it is looked at (opentelemetry-proto, trace/v1, in JSON). */
const spansSent = z.object({
  resourceSpans: z.array(
    z.object({
      scopeSpans: z.array(
        z.object({
          spans: z.array(
            z.object({
              name: z.string(),
              kind: z.int(),
              traceId: z.string(),
              spanId: z.string(),
              parentSpanId: z.string().optional(),
            }),
          ),
        }),
      ),
    }),
  ),
})

async function startCollector() {
  const spans: z.infer<typeof spansSent>['resourceSpans'][number]['scopeSpans'][number]['spans'] = []
  const server = createServer((request, reply) => {
    void json(request).then((sent) => {
      for (const { scopeSpans } of spansSent.parse(sent).resourceSpans)
        spans.push(...scopeSpans.flatMap((scope) => scope.spans))
      reply.setHeader('content-type', 'application/json').end('{}')
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  const port = typeof address === 'object' ? address?.port : 0
  return {
    spans,
    url: `http://127.0.0.1:${port}`,
    async close() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}

const asSystem = <T>(work: (tx: SystemTx) => Promise<T>) => seogo.house.database.asSystem('test', work)
const maintain = () => asSystem((tx) => sql`select app.maintain_partitions(${seogo.clock.now()})`.execute(tx))
const lately = () => ({
  from: new Date(seogo.clock.now().getTime() - 300_000).toISOString(),
  to: new Date(seogo.clock.now().getTime() + 1_000).toISOString(),
})

/** The same durations at every run: long-tailed, from one to some hundred milliseconds. */
function durationsUs(count: number): number[] {
  let state = 42
  const next = () => {
    state = (state * 1_103_515_245 + 12_345) % 2 ** 31
    return state / 2 ** 31
  }
  return Array.from({ length: count }, () => {
    const normal = Math.sqrt(-2 * Math.log(next() + 1e-9)) * Math.cos(2 * Math.PI * next())
    return Math.round(20_000 * Math.exp(0.8 * normal))
  })
}

function exactly(values: readonly number[], share: number): number {
  return values.toSorted((a, b) => a - b)[Math.ceil(share * values.length) - 1] ?? Number.NaN
}

function expectWithin2Percent(measured: number | undefined, exact: number) {
  expect(Math.abs((measured ?? 0) / exact - 1)).toBeLessThan(0.02)
}

test('a request is measured by its route, with its statements, its bytes and its person', async () => {
  await ann.call(listPapers, { query: {} })
  const answer = await ann.request('GET', '/api/me')
  expect(answer.headers['server-timing']).toMatch(/^db;dur=[\d.]+;desc="\d+ queries", total;dur=[\d.]+$/)
  const stranger = await seogo.app.inject({ method: 'GET', url: '/api/me' })
  expect(stranger.headers['server-timing']).toBeUndefined()
  await writeMeasurements(seogo.house)

  const window = { window: '5m' } as const
  const routes = await owner.call(listSubjects, { query: { ...window, kind: 'request' } })
  const papers = routes.items.find(({ subject }) => subject === 'GET /api/papers')
  expect(papers).toMatchObject({ count: 1, failures: 0, queries: expect.any(Number) })
  expect(papers?.queries).toBeGreaterThan(0)
  expect(papers?.amount).toBeGreaterThan(10)
  expect(routes.items.every(({ subject }) => !/[0-9a-f]{8}-/.test(subject))).toBe(true)

  const { items } = await owner.call(listRequests, { query: { ...lately(), route: 'GET /api/papers' } })
  expect(items).toEqual([expect.objectContaining({ status: 200, userId: ann.userId, bytes: papers?.amount })])

  const statements = await owner.call(listSubjects, { query: { ...window, kind: 'statement', by: 'count' } })
  const features = new Set(statements.items.map(({ statement }) => statement?.feature))
  expect(features).toContain('papers')
  expect(
    statements.items.some(({ statement }) =>
      /features\/papers\/server\/.*\.ts:\d+/.test(statement?.place ?? ''),
    ),
  ).toBe(true)
  expect(statements.items.every(({ statement }) => !statement?.text.includes(ann.userId))).toBe(true)
})

test('percentiles of ten thousand requests are within 2 % on the page, whichever window and however rolled up', async () => {
  const { metrics } = seogo.house
  const known = durationsUs(10_000)
  for (const [index, value] of known.entries()) {
    metrics.record('request', 'GET /api/known', { value, failed: index % 100 === 0 })
    if (index % 2_500 === 2_499) await writeMeasurements(seogo.house, `process ${index}`)
  }
  const check = async (window: '5m' | '1h' | '24h' | '30d') => {
    const { items } = await owner.call(listSubjects, { query: { window, kind: 'request' } })
    const found = items.find(({ subject }) => subject === 'GET /api/known')
    expect(found).toMatchObject({ count: 10_000, failures: 100 })
    for (const [name, share] of [
      ['p50', 0.5],
      ['p95', 0.95],
      ['p99', 0.99],
    ] as const)
      expectWithin2Percent(found?.[name], exactly(known, share) / 1_000)
    expect(found?.most).toBeCloseTo(Math.max(...known) / 1_000, 2)
  }
  await check('5m')
  await checkExposition(known)
  seogo.clock.move({ seconds: 120 })
  await rollUpAll(seogo.house)
  await check('1h')
  await check('24h')
  seogo.clock.move({ days: 2 })
  await rollUpAll(seogo.house)
  const whole = await asSystem((tx) => tx.selectFrom('performance_days').selectAll().execute())
  await rollUpAll(seogo.house)
  await rollUpAll(seogo.house)
  expect(await asSystem((tx) => tx.selectFrom('performance_days').selectAll().execute())).toEqual(whole)
  await check('30d')
  const series = await owner.call(getSeries, { query: { window: '7d', subject: 'GET /api/known' } })
  expect(series.points.reduce((sum, { count }) => sum + count, 0)).toBe(10_000)
  expect(series.total).toMatchObject({ count: 10_000, failures: 100 })
  seogo.clock.move({ days: -2, seconds: -120 })
})

async function checkExposition(known: readonly number[]) {
  const only = openMetrics({ on: true, clock: seogo.clock, sample: 1, mostRequests: 10 })
  for (const value of known) only.record('request', 'GET /api/known', { value })
  only.harvest()
  const text = exposition({ ...seogo.house, metrics: only })
  for (const share of [0.5, 0.95, 0.99])
    expectWithin2Percent(
      quantileOf(text, 'seogo_http_request_duration_seconds', share),
      exactly(known, share) / 1_000_000,
    )
}

test('the page for Prometheus is shown to its token alone, and passes its own check', async (context) => {
  const ask = (authorization?: string) =>
    seogo.app.inject({ method: 'GET', url: '/metrics', headers: authorization ? { authorization } : {} })
  expect((await ask()).statusCode).toBe(401)
  expect((await ask('Bearer another token of it')).statusCode).toBe(401)
  const answer = await ask(`Bearer ${token}`)
  expect(answer.statusCode).toBe(200)
  expect(answer.headers['content-type']).toBe('text/plain; version=0.0.4; charset=utf-8')
  expect(answer.body).toMatch(
    /^seogo_http_route_duration_seconds_count\{method="GET",route="\/api\/papers"\} \d+$/m,
  )
  expect(answer.body).toMatch(/^seogo_jobs_waiting \d+$/m)
  expect(answer.body).not.toContain(ann.userId)
  const served = await serveMetrics(seogo.house, 0)
  const own = await fetch(`http://127.0.0.1:${served.port}/metrics`)
  expect(await own.text()).toContain('seogo_http_request_duration_seconds_bucket')
  await served.close()
  const checked = spawnSync('promtool', ['check', 'metrics'], { input: answer.body, encoding: 'utf8' })
  if (checked.error) return context.skip('promtool is not installed (Debian: prometheus)')
  expect({ status: checked.status, said: checked.stdout + checked.stderr }).toEqual({ status: 0, said: '' })
})

test('a statement that was seen is explained and not run', async () => {
  const { items } = await owner.call(listSubjects, {
    query: { window: '5m', kind: 'statement', by: 'count' },
  })
  const ofPapers = items.find(({ statement }) =>
    /^(select|with)[^;]* from "?papers/.test(statement?.text ?? ''),
  )
  const params = { fingerprint: ofPapers?.subject ?? '' }
  const { plan, cost } = await owner.call(explainStatement, { params })
  expect(plan.join('\n')).toMatch(/Scan/)
  expect(cost).toBeGreaterThan(0)
  // Only the role of signing in sees sessions.
  const ofSessions = items.find(({ statement }) => statement?.text.includes('from "sessions"'))
  const session = await owner.call(explainStatement, { params: { fingerprint: ofSessions?.subject ?? '' } })
  expect(session.plan.join('\n')).toContain('sessions')

  const fingerprint = 'feedfacefeedface'
  await asSystem((tx) =>
    tx
      .insertInto('performance_statements')
      .values([
        {
          fingerprint,
          text: 'delete from schedules where name <> $1',
          normalised: 'd',
          feature: 'x',
          seen_at: new Date(),
        },
        {
          fingerprint: 'feedfacefeedfac0',
          text: 'select 1; delete from schedules',
          normalised: 's',
          feature: 'x',
          seen_at: new Date(),
        },
      ])
      .execute(),
  )
  expect((await owner.call(explainStatement, { params: { fingerprint } })).plan[0]).toMatch(
    /Delete on schedules/,
  )
  await expect(owner.call(explainStatement, { params: { fingerprint: 'feedfacefeedfac0' } })).rejects.toThrow(
    '409 statement_has_no_plan',
  )
  await expect(owner.call(explainStatement, { params: { fingerprint: '0000000000000000' } })).rejects.toThrow(
    '404 statement_not_found',
  )
})

test('a trace leads from a request to its job, to what that asks of a provider, and through the outbox on', async () => {
  const provider = await startFakeProvider()
  await ann.upload(importFiles, [{ fileName: 'first-paper.pdf', bytes: example }])
  await seogo.workUntilQuiet()
  const [paper] = (await ann.call(listPapers, { query: {} })).items
  const key = {
    label: 'lab',
    provider: 'openai-compatible',
    baseUrl: provider.url,
    model: 'm',
    key: 'sk',
  } as const
  const { id: choice } = await ann.call(saveKey, { body: key })
  const params = { paperId: paper?.id ?? expect.fail('no paper') }
  await ann.call(requestAnalysis, { params, body: { choices: [choice], language: 'en' } })
  await seogo.workUntilQuiet()
  await provider.close()
  const found = () => {
    const { spans } = collector
    const named = (name: string) => spans.find((span) => span.name === name)
    const under = (
      parent: (typeof spans)[number] | undefined,
      fits: (span: (typeof spans)[number]) => boolean,
    ) =>
      spans.some(
        (span) => fits(span) && span.parentSpanId === parent?.spanId && span.traceId === parent?.traceId,
      )
    return {
      job: under(named('POST /api/papers/:paperId/analyses'), ({ name }) => name === 'analysis.ask'),
      call: under(named('analysis.ask'), ({ name }) => name === 'POST 127.0.0.1'),
      // Said as an event when the file was read, and heard by another feature.
      throughOutbox: under(named('papers.readFile'), ({ name }) => name === 'sources.enrichPaper'),
    }
  }
  await expect.poll(found, { timeout: 15_000 }).toEqual({ job: true, call: true, throughOutbox: true })
})

test('jobs are measured by their kind, with their wait', async () => {
  await asSystem((tx) => enqueue(tx, rollUpJob, {}))
  await seogo.workUntilQuiet()
  await writeMeasurements(seogo.house)
  const { items } = await owner.call(listSubjects, { query: { window: '5m', kind: 'job' } })
  expect(items.find(({ subject }) => subject === 'performance.rollUp')).toMatchObject({
    failures: 0,
    wait: { repeats: 0 },
  })
})

test('what is used is counted with how many, and who it was is forgotten with the day', async () => {
  for (const person of [owner, ann, ann]) await person.call(listPapers, { query: {} })
  await writeMeasurements(seogo.house)
  const opened = async () =>
    (await owner.call(listFeatureUse, { query: {} })).items.find(({ event }) => event === 'library_opened')
  expect(await opened()).toMatchObject({ people: 2 })
  const uses = (await opened())?.uses
  const names = () => asSystem((tx) => tx.selectFrom('feature_use_names').select('name').execute())
  for (const { name } of await names()) expect(name).toHaveLength(32)
  await asSystem((tx) => closeUseDays(tx, '2999-01-01'))
  expect(await names()).toEqual([])
  expect(await opened()).toMatchObject({ uses, people: 2 })

  await owner.call(savePerformanceSettings, { body: { featureUse: false } })
  await ann.call(listPapers, { query: {} })
  await writeMeasurements(seogo.house)
  expect(await owner.call(listFeatureUse, { query: {} })).toEqual({ counted: false, items: [] })
  expect(await names()).toEqual([])
  await owner.call(savePerformanceSettings, { body: { featureUse: true } })
})

test('the database tells of itself, and its own statistics stand beside ours', async () => {
  const insight = await owner.call(getDatabaseInsight, {})
  expect(insight.connections.used).toBeGreaterThan(0)
  const texts = insight.statements?.map(({ text }) => text) ?? []
  expect(texts.length).toBeGreaterThan(0)
  expect(texts.some((text) => text.includes(ann.userId))).toBe(false)
})

test('a process is seen beside the others, and figures can be watched', async () => {
  seogo.house.metrics.record('loop', 'lag', { value: 12_000 })
  seogo.house.metrics.record('pool', 'busy', { value: 3 })
  await ann.call(getMe, {})
  await writeMeasurements(seogo.house, 'api here 1')
  const { items, measuring } = await owner.call(getProcesses, {})
  expect(measuring).toBe(true)
  expect(items.find(({ process }) => process === 'api here 1')).toMatchObject({ busyConnections: 3 })
  const watched = await readWatchedFigures(seogo.house)
  expect(watched.poolShare).toBeCloseTo(3 / 6)
  expectWithin2Percent(watched.loopP99Ms, 12)
  expect(watched.requests).toBeGreaterThan(0)
})

test('the command line says what is slow, and refuses a window that is none', async () => {
  const { terminal, lines, result } = openQuietTerminal()
  const context = {
    house: seogo.house,
    args: [],
    terminal,
    caller: async () => owner.userId,
    whileWorking: <T>(done: () => Promise<T>) => done(),
  }
  expect(await performanceCommand({ ...context, options: { window: '5m', by: 'total' } })).toBe(0)
  expect(lines[0]).toMatch(/^Requests in 5m: \d+, [\d.]+ % failed, p50 [\d.]+ ms/)
  expect(lines.join('\n')).toMatch(/ms p95 .* of all {2}GET \/api\/papers {2}\(\d+ times\)/)
  expect(result()).toMatchObject({ window: '5m', measuring: true, alerts: [], routes: expect.any(Array) })
  await expect(
    performanceCommand({ ...context, options: { window: 'long', by: 'total' } }),
  ).rejects.toMatchObject({ code: 'bad_request' })
})

test('measurements that cannot be written fail no request, and are counted and told', async () => {
  const part = async () =>
    (await owner.call(getHealth, {})).parts?.find(({ part: name }) => name === 'measuring')
  expect(await part()).toMatchObject({ state: 'ok' })
  // No partition reaches so far.
  seogo.clock.move({ days: 400 })
  seogo.house.metrics.record('request', 'GET /api/far', { value: 1 })
  await writeMeasurements(seogo.house)
  seogo.house.metrics.record('request', 'GET /api/far', { value: 1 })
  await writeMeasurements(seogo.house)
  seogo.clock.move({ days: -400 })
  await ann.call(getMe, {})
  expect(await part()).toMatchObject({ state: 'degraded', facts: { failures: expect.any(Number) } })
  expect(seogo.house.metrics.faults.failures).toBeGreaterThan(0)
})

test('single requests are dropped after a week and minutes after weeks, while hours and days stay', async () => {
  const tables = [
    'performance_requests',
    'performance_slices',
    'performance_minutes',
    'performance_hours',
    'performance_days',
  ] as const
  const counts = () =>
    asSystem(async (tx) => {
      const found: Record<string, number> = {}
      for (const table of tables) {
        const { count } = await tx
          .selectFrom(table)
          .select((one) => one.fn.countAll<number>().as('count'))
          .executeTakeFirstOrThrow()
        found[table] = Number(count)
      }
      return found
    })
  seogo.clock.move({ days: 2 })
  await rollUpAll(seogo.house)
  for (const count of Object.values(await counts())) expect(count).toBeGreaterThan(0)
  seogo.clock.move({ days: 8 })
  await maintain()
  expect(await counts()).toMatchObject({ performance_requests: 0, performance_slices: 0 })
  expect((await counts()).performance_minutes).toBeGreaterThan(0)
  seogo.clock.move({ days: 50 })
  await maintain()
  await maintain()
  expect(await counts()).toMatchObject({ performance_minutes: 0 })
  expect((await counts()).performance_hours).toBeGreaterThan(0)
  seogo.clock.move({ days: 400 })
  await maintain()
  expect(await counts()).toMatchObject({ performance_hours: 0 })
  expect((await counts()).performance_days).toBeGreaterThan(0)
  seogo.clock.move({ days: -460 })
})

test('of requests a share is kept one by one, and all of them are counted', () => {
  const clock = seogo.clock
  const request = (durationUs: number, status: number) => ({
    at: clock.now(),
    requestId: crypto.randomUUID(),
    route: 'GET /',
    status,
    durationUs,
    bytes: 0,
    userId: null,
    cache: null,
    queries: 0,
    queryUs: 0,
  })
  const open = (sample: number, { on = true, mostRequests = 1_000 } = {}) => {
    const metrics = openMetrics({ on, clock, sample, mostRequests })
    return (times = 1_000) => {
      for (let time = 1; time <= times; time += 1) {
        const failed = time % 500 === 0
        metrics.record('request', 'GET /', { value: time, failed })
        metrics.keepRequest({ failed, durationUs: time }, () => request(time, failed ? 500 : 200))
      }
      return metrics.harvest()
    }
  }
  expect(open(0)().requests).toEqual([])
  expect(open(0)().meters.map(({ count }) => count)).toEqual([1_000, 1_000])
  expect(open(1)().requests).toHaveLength(1_000)
  const half = open(0.5)().requests.length
  expect(half).toBeGreaterThan(300)
  expect(half).toBeLessThan(700)
  expect(open(1, { on: false })()).toMatchObject({ meters: [], requests: [] })

  const ask = open(1, { mostRequests: 100 })
  const many = ask()
  expect(many.meters.map(({ count }) => count)).toEqual([1_000, 1_000])
  // Those that failed, and of the others as many as there is room for, not only the first.
  expect(many.requests).toHaveLength(102)
  expect(many.requests.filter(({ status }) => status === 500)).toHaveLength(2)
  expect(Math.max(...many.requests.slice(0, 100).map(({ durationUs }) => durationUs))).toBeGreaterThan(500)
  // Each has the same chance: what is kept of 1 to 1,000 lies about the middle, within seven deviations of 40,000 draws.
  const kept = Array.from({ length: 400 }, () =>
    open(1, { mostRequests: 100 })().requests.slice(0, 100),
  ).flat()
  const middle = kept.reduce((sum, { durationUs }) => sum + durationUs, 0) / kept.length
  expect(Math.abs(middle - 500.5)).toBeLessThan(10)
  // From now on it is known what is slow.
  const slow = ask(1_000).requests.filter(({ durationUs }) => durationUs > 991)
  expect(slow.length).toBeGreaterThanOrEqual(9)
})
