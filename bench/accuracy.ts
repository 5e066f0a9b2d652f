/**
 * Whether what Seogo says of its requests is what their client saw: so many requests by HTTP to a route that waits for a known
 * time, measured by the client in a process of its own, by the page about performance, and by `/metrics` as Prometheus reads
 * it. `npm run bench:accuracy [-- --seconds 34 --connections 32]`
 */
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { z } from 'zod'
import { endpoint } from '#contract/endpoint.ts'
import { readMostNoticeable } from '#features/performance/server/performance.ts'
import { writeMeasurements } from '#features/performance/server/write-measurements.ts'
import { readConfig } from '#platform/config/config.ts'
import { route } from '#platform/http/route.ts'
import { buildServer } from '#platform/http/server.ts'
import { openLog } from '#platform/log/log.ts'
import { exposition } from '#platform/metrics/prometheus.ts'
import { openHouse } from '#server/boot.ts'
import { quantileOf } from '#server/testing/prometheus-quantile.ts'
import type { LoadOrder } from './load-child.ts'
import { report, round } from './measure.ts'

const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '34' },
    connections: { type: 'string', default: '32' },
  },
})
const slow = endpoint({
  name: 'bench.slow',
  method: 'GET',
  path: '/api/bench/slow',
  access: 'public',
  summary: 'Waits for as long as most requests of a library never take.',
  reply: z.strictObject({ ms: z.number() }),
})

const folder = await mkdtemp(join(tmpdir(), 'seogo-bench-'))
const log = openLog({ level: 'silent', format: 'json', process: 'bench' })
const config = readConfig({
  SEOGO_DATA_DIR: folder,
  SEOGO_LOG_LEVEL: 'silent',
  SEOGO_METRICS: 'on',
  SEOGO_RATE_NETWORK: '0',
})
const { house, close } = await openHouse({ config, log, migrating: true })
let asked = 0
const app = await buildServer({
  house,
  routes: [
    route(slow, async () => {
      // From 40 to 440 ms, most of them short: the cube of the golden ratio's multiples, which fill an interval evenly.
      asked += 1
      const ms = 40 + 400 * ((asked * 0.618_033_988_75) % 1) ** 3
      await sleep(ms)
      return { ms }
    }),
  ],
  protocols: [],
  authenticate: async () => undefined,
  librariesOf: async () => [],
  webFolder: undefined,
})
const address = await app.listen({ host: '127.0.0.1', port: 0 })
const child = fork(join(import.meta.dirname, 'load-child.ts'), {
  stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
})
await once(child, 'message')
child.send({
  url: `${address}${slow.path}`,
  headers: {},
  connections: Number(values.connections),
  durationMs: Number(values.seconds) * 1_000,
} satisfies LoadOrder)
const [message] = await once(child, 'message')
child.kill()
const client = z
  .object({ durations: z.array(z.number()) })
  .parse(message)
  .durations.toSorted((a, b) => a - b)
await sleep(200)
await writeMeasurements(house, 'bench')
const { items } = await readMostNoticeable(house, { window: '1h', kind: 'request', by: 'p95' })
const page = items.find(({ subject }) => subject === `GET ${slow.path}`)
const text = exposition(house)
const rows = (['p50', 'p95', 'p99'] as const).map((name) => {
  const share = Number(name.slice(1)) / 100
  const clientMs = client[Math.ceil(share * client.length) - 1] ?? Number.NaN
  const pageMs = page?.[name] ?? Number.NaN
  const scrapedMs = quantileOf(text, 'seogo_http_request_duration_seconds', share) * 1_000
  return [
    name,
    {
      clientMs: round(clientMs),
      pageMs: round(pageMs),
      scrapedMs: round(scrapedMs),
      pageOff: Math.round((pageMs / clientMs - 1) * 10_000) / 10_000,
      scrapedOff: Math.round((scrapedMs / clientMs - 1) * 10_000) / 10_000,
    },
  ] as const
})
await report(
  'accuracy',
  { requests: client.length, counted: page?.count ?? 0, ...Object.fromEntries(rows) },
  { json: true },
)
await app.close()
await close()
await rm(folder, { recursive: true, force: true })
const isGood = rows.every(
  ([, { pageOff, scrapedOff }]) => Math.max(Math.abs(pageOff), Math.abs(scrapedOff)) < 0.02,
)
process.exit(isGood ? 0 : 1)
