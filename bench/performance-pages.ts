/**
 * How long the page about performance waits for its figures: some days of synthetic traffic, as many requests one by one as
 * asked for, minutes of forty routes, and hours and days rolled up from them by the house itself; then every question of the
 * page, some times each. `npm run bench:performance [-- --days 30 --rows 10000000 --times 20]`
 */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import pg from 'pg'
import { performanceWindow } from '#features/performance/contract.ts'
import { readMostNoticeable, readRequests, readSeries } from '#features/performance/server/performance.ts'
import { putLevel, rollUp } from '#features/performance/server/roll-up-queries.ts'
import { readConfig } from '#platform/config/config.ts'
import { openLog } from '#platform/log/log.ts'
import { openHouse } from '#server/boot.ts'
import { report, timeEach } from './measure.ts'

const { values } = parseArgs({
  options: {
    days: { type: 'string', default: '30' },
    rows: { type: 'string', default: '10000000' },
    times: { type: 'string', default: '20' },
  },
})
const [days, rows, times] = [Number(values.days), Number(values.rows), Number(values.times)]
const dayMs = 86_400_000
const routes = 40

const folder = await mkdtemp(join(tmpdir(), 'seogo-bench-'))
const log = openLog({ level: 'silent', format: 'json', process: 'bench' })
const config = readConfig({ SEOGO_DATA_DIR: folder, SEOGO_LOG_LEVEL: 'silent', SEOGO_METRICS: 'off' })
const opened = await openHouse({ config, log, migrating: true })
const { house } = opened
const admin = new pg.Client(house.database.address.admin)
await admin.connect()
const now = Date.now()
// The house would drop single requests after a week: here as many are kept as are asked for.
await admin.query(
  `update app.partitioned_tables set keep = greatest(keep, make_interval(days => $1)) where table_name like 'performance_%'`,
  [days + 1],
)
for (let day = days; day >= 0; day -= 1)
  await admin.query('select app.maintain_partitions($1)', [new Date(now - day * dayMs)])

console.error('making requests one by one …')
await admin.query(
  `insert into performance_requests (at, request_id, route, status, duration_us, bytes, queries, query_us)
   select now() - make_interval(days => $1) * (1 - n / $2::float8), gen_random_uuid(), 'GET /api/route/' || n % ${routes},
          case when n % 200 = 0 then 500 else 200 end, (1000 * exp(random() * 5))::bigint, 2000, 3, 900
     from generate_series(1, $2::int) n`,
  [days, rows],
)
console.error('making minutes …')
await admin.query(
  `insert into performance_minutes (at, kind, subject, count, failures, sum, most, amount, queries, query_us, values, counts)
   select m, 'request', case when r = 0 then '*' else 'GET /api/route/' || r end, 75, m.ordinality % 2, 75 * 20000, 90000,
          150000, 225, 70000,
          array(select round(power(1.02, 400 + r + (m.ordinality + k * 3) % 120))::int from generate_series(1, 25) k),
          array(select 1 + (m.ordinality + k) % 5 from generate_series(1, 25) k)::int[]
     from generate_series(date_trunc('minute', now() - make_interval(days => $1)), now() - interval '1 minute', interval '1 minute')
          with ordinality as m (m, ordinality),
          generate_series(0, ${routes}) r`,
  [days],
)
await admin.query('vacuum analyze performance_requests, performance_minutes')
await admin.end()

console.error('rolling up …')
const from = new Date(Math.floor((now - days * dayMs) / dayMs) * dayMs)
const whole = { minutes: 60_000, hours: 3_600_000, days: dayMs } as const
for (const level of ['hours', 'days'] as const) {
  const to = new Date(Math.floor(now / whole[level]) * whole[level])
  await house.database.asSystem('bench', async (tx) => {
    await rollUp(tx, level, { from, to })
    await putLevel(tx, level, to)
  })
}
await house.database.asSystem('bench', (tx) =>
  putLevel(tx, 'minutes', new Date(Math.floor(now / 60_000) * 60_000)),
)

const measured: Record<string, Awaited<ReturnType<typeof timeEach>>> = {}
const time = async (name: string, work: () => Promise<unknown>) => {
  measured[name] = await timeEach(work, { times, warmUp: 2 })
}
for (const window of performanceWindow.options) {
  await time(`chart of ${window}`, () => readSeries(house, { window, kind: 'request', subject: '*' }))
  await time(`routes of ${window}`, () => readMostNoticeable(house, { window, kind: 'request', by: 'p95' }))
}
for (const [name, seconds] of [
  ['a minute', 60],
  ['an hour', 3_600],
  ['six hours', 21_600],
  ['a day', 86_400],
] as const)
  await time(`requests of ${name}`, () =>
    readRequests(house, {
      from: new Date(now - dayMs).toISOString(),
      to: new Date(now - dayMs + seconds * 1_000).toISOString(),
      failed: false,
    }),
  )
await report(
  'performance-pages',
  { days, rows, minutes: days * 1_440 * (routes + 1), ...measured },
  { json: false },
)
console.table(measured)
await opened.close()
await rm(folder, { recursive: true, force: true })
