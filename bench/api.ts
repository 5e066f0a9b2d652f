/**
 * What the API costs: requests a second and p99 of the ten main routes at some numbers of connections, of Seogo with
 * everything on, of Seogo that measures nothing, of Seogo that keeps no answers, and of a bare Fastify that asks the database
 * the very same statements, in turns of one run: ten routes in some eight minutes with slots of a second and three rounds.
 * What was measured is written down within the same slot, so that no other one pays for it, and a slot is no longer than the
 * ten seconds of a house: measuring is made no cheaper, and with slots of a second dearer than it is. What it costs is the
 * median of what neighbours in time differ by.
 * `npm run bench:api [-- --papers 2000 --seconds 1 --rounds 3 --connections 1,16,64 --routes 10]`
 */
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import Fastify from 'fastify'
import pg from 'pg'
import { z } from 'zod'
import { writeMeasurements } from '#features/performance/server/write-measurements.ts'
import { readConfig } from '#platform/config/config.ts'
import { openLog } from '#platform/log/log.ts'
import { watchProcess } from '#platform/metrics/watch-process.ts'
import { buildApi } from '#server/api.ts'
import { openHouse } from '#server/boot.ts'
import { signIn } from './installation.ts'
import { seedPapers } from './list/seed.ts'
import type { LoadOrder } from './load-child.ts'
import { latencyOf, report, round } from './measure.ts'

const { values } = parseArgs({
  options: {
    papers: { type: 'string', default: '2000' },
    seconds: { type: 'string', default: '1' },
    rounds: { type: 'string', default: '3' },
    connections: { type: 'string', default: '1,16,64' },
    routes: { type: 'string', default: '10' },
  },
})
const connections = values.connections.split(',').map(Number)
const rounds = Number(values.rounds)

// Before the first connection: each keeps the function it was made with.
type Asked = {
  readonly text: string
  readonly values: readonly unknown[]
  /** As whom, and with which settings of the session. */
  readonly role: string
  readonly options: string
}
const sessionOf = (client: pg.Client) => ({
  role: client.user ?? '',
  options:
    z.object({ options: z.string().optional() }).parse(Reflect.get(client, 'connectionParameters')).options ??
    '',
})
let captured: Asked[] | undefined
const original = pg.Client.prototype.query
Object.assign(pg.Client.prototype, {
  query(this: pg.Client, ...given: unknown[]) {
    const [asked] = given
    if (captured && typeof asked === 'object' && asked !== null && 'text' in asked)
      captured.push({
        text: String(asked.text),
        values: 'values' in asked ? (asked.values as unknown[]) : [],
        ...sessionOf(this),
      })
    else if (captured && typeof asked === 'string')
      captured.push({ text: asked, values: Array.isArray(given[1]) ? given[1] : [], ...sessionOf(this) })
    return Reflect.apply(original, this, given)
  },
})

const folder = await mkdtemp(join(tmpdir(), 'seogo-bench-'))
const log = openLog({ level: 'silent', format: 'json', process: 'bench' })
const settings = {
  SEOGO_DATA_DIR: folder,
  SEOGO_LOG_LEVEL: 'silent',
  SEOGO_SOURCES: 'off',
  SEOGO_RATE_PERSON: '0',
  SEOGO_RATE_NETWORK: '0',
  SEOGO_METRICS_SECONDS: values.seconds,
}
const open = async (own: Record<string, string>, migrating: boolean) => {
  const opened = await openHouse({ config: readConfig({ ...settings, ...own }), log, migrating })
  const app = await buildApi(opened.house)
  const address = await app.listen({ host: '127.0.0.1', port: 0 })
  return { ...opened, app, address }
}
// The first one has heard of more than the others and is a little slower for it: it is none of those compared.
const plain = await open({ SEOGO_CACHE: 'off', SEOGO_METRICS: 'off' }, true)
const measuring = await open({}, false)
const unmeasured = await open({ SEOGO_METRICS: 'off' }, false)
const uncached = await open({ SEOGO_CACHE: 'off' }, false)
const { house } = plain
const cookie = await signIn(house, plain.address)
await seedPapers(house.database.address.admin, Number(values.papers))
const stopWatching = watchProcess(measuring.house)

const first = z
  .object({ items: z.array(z.object({ id: z.string(), title: z.string() })) })
  .parse(await (await fetch(`${measuring.address}/api/papers`, { headers: { cookie } })).json()).items[0]
const routes = [
  '/api/papers',
  '/api/papers?sort=title&direction=asc',
  `/api/papers?q=${encodeURIComponent('sparse graphs')}`,
  `/api/papers?q=${encodeURIComponent('검색')}`,
  `/api/papers/${first?.id}`,
  '/api/tags',
  '/api/collections',
  '/api/notes',
  '/api/notifications',
  '/api/me',
].slice(0, Number(values.routes))

/** What one request asks of the database, once its caches are warm. */
async function statementsOf(path: string): Promise<{ statements: Asked[]; body: string }> {
  // What is kept asks nothing: the statements are those of an answer that is made.
  const ask = () => fetch(plain.address + path, { headers: { cookie } })
  await (await ask()).text()
  captured = []
  const answer = await ask()
  const body = await answer.text()
  const statements = captured
  captured = undefined
  if (!answer.ok) throw new Error(`${path} answered ${answer.status}: ${body}`)
  return { statements, body }
}

const barePools = new Map<string, pg.Pool>()
/** Who a person is is asked as another role than what they may see. */
function barePoolOf({ role, options }: Asked): pg.Pool {
  const key = `${role} ${options}`
  const known = barePools.get(key)
  if (known) return known
  const made = new pg.Pool({
    ...house.database.address.admin,
    user: role,
    options,
    max: house.config.SEOGO_DATABASE_POOL_MAX,
  })
  barePools.set(key, made)
  return made
}
const bare = Fastify({ logger: false })
for (const [index, path] of routes.entries()) {
  const { statements, body } = await statementsOf(path)
  const payload: unknown = JSON.parse(body)
  bare.get(`/${index}`, async () => {
    const clients = new Map<pg.Pool, pg.PoolClient>()
    try {
      for (const asked of statements) {
        const pool = barePoolOf(asked)
        const client = clients.get(pool) ?? (await pool.connect())
        clients.set(pool, client)
        await client.query(asked.text, [...asked.values])
      }
    } finally {
      for (const client of clients.values()) client.release()
    }
    return payload
  })
}
const bareAddress = await bare.listen({ host: '127.0.0.1', port: 0 })

const child = fork(join(import.meta.dirname, 'load-child.ts'))
await once(child, 'message')
const outcome = z.union([z.object({ durations: z.array(z.number()) }), z.object({ failed: z.string() })])
async function load(order: LoadOrder, write: (() => Promise<void>) | undefined) {
  const before = process.cpuUsage()
  child.send(order)
  const answered = once(child, 'message')
  if (write) {
    await sleep(order.durationMs / 2)
    await write()
  }
  const [message] = await answered
  const told = outcome.parse(message)
  if ('failed' in told) throw new Error(told.failed)
  const { user, system } = process.cpuUsage(before)
  const sorted = told.durations.toSorted((one, other) => one - other)
  return {
    perSecond: round(told.durations.length / (order.durationMs / 1_000)),
    /** Of this process, which answers; the database's is not in it. */
    cpuUs: round((user + system) / told.durations.length),
    p50Ms: latencyOf(told.durations).p50Ms,
    p99Ms: round(sorted[Math.ceil(0.99 * sorted.length) - 1] ?? Number.NaN),
  }
}

const median = (of: readonly number[]) =>
  of.toSorted((one, other) => one - other)[Math.floor(of.length / 2)] ?? Number.NaN
const lines: Record<string, string | number>[] = []
for (const [index, path] of routes.entries()) {
  const writing: Partial<Record<string, () => Promise<void>>> = {
    everything: () => writeMeasurements(measuring.house, 'bench'),
    uncached: () => writeMeasurements(uncached.house, 'bench'),
  }
  const kinds = {
    everything: `${measuring.address}${path}`,
    unmeasured: `${unmeasured.address}${path}`,
    uncached: `${uncached.address}${path}`,
    bare: `${bareAddress}/${index}`,
  }
  for (const count of connections) {
    const found: Record<keyof typeof kinds, Awaited<ReturnType<typeof load>>[]> = {
      everything: [],
      unmeasured: [],
      uncached: [],
      bare: [],
    }
    // Each round in another order: who comes first has the coldest machine.
    for (let turn = -1; turn < rounds; turn += 1) {
      const names = Object.keys(kinds) as (keyof typeof kinds)[]
      const inTurn = turn % 2 === 0 ? names : names.toReversed()
      for (const name of inTurn) {
        const order = {
          url: kinds[name],
          headers: { cookie },
          connections: count,
          durationMs: turn < 0 ? 300 : Number(values.seconds) * 1_000,
        }
        const measured = await load(order, writing[name])
        if (turn >= 0) found[name].push(measured)
      }
    }
    /** The share by which one is dearer than its neighbour of the same round. */
    const dearer = (of: (slot: { perSecond: number; cpuUs: number }) => number) =>
      round(
        median(
          found.everything.map((own, turn) => {
            const other = found.unmeasured[turn]
            return other === undefined ? Number.NaN : 1 - of(own) / of(other)
          }),
        ),
      )
    const speed = (name: keyof typeof kinds) => median(found[name].map(({ perSecond }) => perSecond))
    lines.push({
      route: path,
      connections: count,
      everythingPerSecond: speed('everything'),
      unmeasuredPerSecond: speed('unmeasured'),
      uncachedPerSecond: speed('uncached'),
      barePerSecond: speed('bare'),
      everythingP99Ms: median(found.everything.map(({ p99Ms }) => p99Ms)),
      unmeasuredP99Ms: median(found.unmeasured.map(({ p99Ms }) => p99Ms)),
      uncachedP99Ms: median(found.uncached.map(({ p99Ms }) => p99Ms)),
      bareP99Ms: median(found.bare.map(({ p99Ms }) => p99Ms)),
      everythingCpuUs: median(found.everything.map(({ cpuUs }) => cpuUs)),
      unmeasuredCpuUs: median(found.unmeasured.map(({ cpuUs }) => cpuUs)),
      measuringCosts: dearer(({ perSecond }) => perSecond),
      measuringCostsCpu: -dearer(({ cpuUs }) => cpuUs),
      cachedTimes: round(speed('everything') / speed('uncached')),
      toBare: round(speed('uncached') / speed('bare')),
    })
    console.table([lines.at(-1)])
  }
}
await report(
  'api',
  {
    papers: Number(values.papers),
    lines,
    measuringCostsMedian: median(lines.map(({ measuringCosts }) => Number(measuringCosts))),
    measuringCostsCpuMedian: median(lines.map(({ measuringCostsCpu }) => Number(measuringCostsCpu))),
    cachedTimesMedian: median(lines.map(({ cachedTimes }) => Number(cachedTimes))),
    toBareMedian: median(lines.map(({ toBare }) => Number(toBare))),
  },
  { json: true },
)
child.disconnect()
await bare.close()
await Promise.all([...barePools.values()].map((pool) => pool.end()))
stopWatching()
for (const each of [uncached, unmeasured, measuring, plain]) {
  await each.app.close()
  await each.close()
}
await rm(folder, { recursive: true, force: true })
