/**
 * What the API costs: requests a second and p99 of the ten main routes at some numbers of connections, of Seogo with
 * everything on, of Seogo that measures nothing, of Seogo that keeps no answers, and of a bare Fastify that asks the database
 * the very same statements, in one run of a quarter of an hour. What measuring costs is the median of what neighbours in time
 * differ by, of many: single slots differ by more than what is looked for. The median leaves out the few in which what was
 * measured is written down, which takes 20 to 40 ms of ten seconds.
 * `npm run bench:api [-- --papers 2000 --seconds 1 --turns 10 --rounds 3 --connections 1,16,64 --routes 10]`
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
    turns: { type: 'string', default: '10' },
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
const unmeasuredHouse = await open({ SEOGO_METRICS: 'off' }, false)
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
const toThousandth = (value: number) => Math.round(value * 1_000) / 1_000
type Slot = Awaited<ReturnType<typeof load>>

/** So many seconds of work come between two writings of a house that was not told otherwise. */
const writesEvery = readConfig({ SEOGO_DATA_DIR: folder }).SEOGO_METRICS_SECONDS
const slotMs = Number(values.seconds) * 1_000
const warm = { durationMs: 300 }
let measuredSeconds = 0

/**
 * With measuring and without in turns, each second at another's side, for this machine is now quick and now slow; and each
 * first as often as second. As often as a house does, what was measured is written down within the slot.
 */
async function takeTurns(order: Omit<LoadOrder, 'url'>, everything: string, unmeasured: string) {
  const found: { everything: Slot[]; unmeasured: Slot[] } = { everything: [], unmeasured: [] }
  const slot = async (name: keyof typeof found) => {
    const isMeasured = name === 'everything'
    if (isMeasured) measuredSeconds += Number(values.seconds)
    const isDue = isMeasured && measuredSeconds >= writesEvery
    if (isDue) measuredSeconds = 0
    found[name].push(
      await load(
        { ...order, url: isMeasured ? everything : unmeasured },
        isDue ? () => writeMeasurements(measuring.house, 'bench') : undefined,
      ),
    )
  }
  for (const url of [everything, unmeasured]) await load({ ...order, ...warm, url }, undefined)
  for (let turn = 0; turn < Number(values.turns); turn += 1)
    for (const name of turn % 2 === 0
      ? (['everything', 'unmeasured'] as const)
      : (['unmeasured', 'everything'] as const))
      await slot(name)
  return found
}

async function repeat(order: LoadOrder, write?: () => Promise<void>): Promise<Slot[]> {
  await load({ ...order, ...warm }, undefined)
  const slots: Slot[] = []
  for (let round = 0; round < rounds; round += 1) slots.push(await load(order, write))
  return slots
}

// What runs first is compiled first.
for (const { address } of [measuring, unmeasuredHouse, measuring, unmeasuredHouse])
  await load({ url: address + routes[0], headers: { cookie }, connections: 16, durationMs: 2_000 }, undefined)

const lines: Record<string, string | number>[] = []
for (const [index, path] of routes.entries()) {
  for (const count of connections) {
    const order = { headers: { cookie }, connections: count, durationMs: slotMs }
    const { everything, unmeasured } = await takeTurns(
      order,
      measuring.address + path,
      unmeasuredHouse.address + path,
    )
    const uncachedSlots = await repeat({ ...order, url: uncached.address + path }, () =>
      writeMeasurements(uncached.house, 'bench'),
    )
    const bareSlots = await repeat({ ...order, url: `${bareAddress}/${index}` })
    const speed = (slots: readonly Slot[]) => median(slots.map(({ perSecond }) => perSecond))
    const p99 = (slots: readonly Slot[]) => median(slots.map(({ p99Ms }) => p99Ms))
    const cpu = (slots: readonly Slot[]) => median(slots.map(({ cpuUs }) => cpuUs))
    const ratio = (value: (slot: Slot) => number) =>
      median(
        everything.map((slot, turn) => {
          const neighbour = unmeasured[turn]
          return neighbour === undefined ? Number.NaN : value(slot) / value(neighbour)
        }),
      )
    lines.push({
      route: path,
      connections: count,
      everythingPerSecond: speed(everything),
      unmeasuredPerSecond: speed(unmeasured),
      uncachedPerSecond: speed(uncachedSlots),
      barePerSecond: speed(bareSlots),
      everythingP99Ms: p99(everything),
      unmeasuredP99Ms: p99(unmeasured),
      uncachedP99Ms: p99(uncachedSlots),
      bareP99Ms: p99(bareSlots),
      everythingCpuUs: cpu(everything),
      unmeasuredCpuUs: cpu(unmeasured),
      measuringCosts: toThousandth(1 - ratio(({ perSecond }) => perSecond)),
      measuringCostsCpu: toThousandth(ratio(({ cpuUs }) => cpuUs) - 1),
      cachedTimes: round(speed(everything) / speed(uncachedSlots)),
      toBare: round(speed(uncachedSlots) / speed(bareSlots)),
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
for (const each of [uncached, unmeasuredHouse, measuring, plain]) {
  await each.app.close()
  await each.close()
}
await rm(folder, { recursive: true, force: true })
