import type { House } from '#platform/house.ts'
import { everything, type Measured, type MeterKind } from './metrics.ts'

/** The media type of the text format (https://prometheus.io/docs/instrumenting/exposition_formats). */
export const expositionType = 'text/plain; version=0.0.4; charset=utf-8'

const perSecond = 1_000_000
const firstUs = 500
const lastUs = 60_000_000

/** Upper bounds from half a millisecond to a minute, each a certain part above the one before. */
function boundsOf(growth: number): number[] {
  const bounds: number[] = []
  for (let bound = firstUs; bound < lastUs * growth; bound *= growth) bounds.push(bound)
  return bounds
}

// A percentile lies somewhere in its bucket, so that buckets decide how well it is known: all requests together to within
// 2 %, each route by itself to within a fifth, which keeps a hundred routes below six thousand series.
const fine = boundsOf(1.02)
const coarse = boundsOf(1.25)

type Labels = Readonly<Record<string, string>>
type Line = { readonly suffix?: string; readonly labels?: Labels; readonly value: number }

const escaped = (text: string) => text.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n')
const written = (labels: Labels) => {
  const pairs = Object.entries(labels).map(([name, value]) => `${name}="${escaped(value)}"`)
  return pairs.length === 0 ? '' : `{${pairs.join(',')}}`
}

type Type = 'counter' | 'gauge' | 'histogram'

function family(name: string, type: Type, help: string, lines: readonly Line[]): string {
  if (lines.length === 0) return ''
  const body = lines.map(
    ({ suffix = '', labels = {}, value }) => `${name}${suffix}${written(labels)} ${value}`,
  )
  return [`# HELP ${name} ${help}`, `# TYPE ${name} ${type}`, ...body, ''].join('\n')
}

/** One measured thing as a histogram of seconds. */
function histogram(meter: Measured, bounds: readonly number[], labels: Labels = {}): Line[] {
  const sorted = meter.values
    .map((value, index) => ({ value, count: meter.counts[index] ?? 0 }))
    .toSorted((one, other) => one.value - other.value)
  let upto = 0
  let next = 0
  const lines = bounds.map((bound) => {
    for (; next < sorted.length && (sorted[next]?.value ?? 0) <= bound; next += 1)
      upto += sorted[next]?.count ?? 0
    const le = String(Number((bound / perSecond).toPrecision(6)))
    return { suffix: '_bucket', labels: { ...labels, le }, value: upto }
  })
  return [
    ...lines,
    { suffix: '_bucket', labels: { ...labels, le: '+Inf' }, value: meter.count },
    { suffix: '_sum', labels, value: meter.sum / perSecond },
    { suffix: '_count', labels, value: meter.count },
  ]
}

function routeLabels({ subject }: Measured): Labels {
  const [method = '', route = ''] = subject.split(' ')
  return { method, route }
}
const jobLabels = ({ subject }: Measured): Labels => ({ job_kind: subject })

function processLines({ database, config, metrics }: House): string[] {
  const { busy, waiting } = database.use()
  const { user, system } = process.cpuUsage()
  const memory = process.memoryUsage()
  const gauge = (name: string, help: string, value: number) => family(name, 'gauge', help, [{ value }])
  const counter = (name: string, help: string, value: number) => family(name, 'counter', help, [{ value }])
  return [
    family('seogo_database_connections', 'gauge', 'Connections of this process to the database.', [
      { labels: { state: 'busy' }, value: busy },
      { labels: { state: 'waiting' }, value: waiting },
    ]),
    gauge(
      'seogo_database_connections_max',
      'Connections each pool may hold.',
      config.SEOGO_DATABASE_POOL_MAX,
    ),
    counter(
      'seogo_measuring_failures_total',
      'Measurements that could not be written.',
      metrics.faults.failures,
    ),
    counter(
      'seogo_measuring_lost_requests_total',
      'Requests that were not kept one by one.',
      metrics.faults.lost,
    ),
    gauge('process_resident_memory_bytes', 'Resident memory size in bytes.', memory.rss),
    gauge('nodejs_heap_size_used_bytes', 'Used size of the heap in bytes.', memory.heapUsed),
    counter('process_cpu_seconds_total', 'Processor time in seconds.', (user + system) / perSecond),
    gauge(
      'process_start_time_seconds',
      'Start of the process in seconds since 1970.',
      Math.round(Date.now() / 1_000 - process.uptime()),
    ),
  ]
}

/** All figures of this process in the text format of Prometheus; they only grow until it ends. */
export function exposition(house: House): string {
  const whole = house.metrics.whole()
  const all = (kind: MeterKind) =>
    whole.filter((meter) => meter.kind === kind && meter.subject !== everything)
  const together = (kind: MeterKind, subject: string = everything) =>
    whole.filter((meter) => meter.kind === kind && meter.subject === subject)
  const routes = all('request')
  const [jobs, waits] = [all('job'), all('wait')]
  return [
    family(
      'seogo_http_request_duration_seconds',
      'histogram',
      'Requests to the API, all routes together; percentiles to within 2 %.',
      together('request').flatMap((meter) => histogram(meter, fine)),
    ),
    family(
      'seogo_http_route_duration_seconds',
      'histogram',
      'Requests to the API by route.',
      routes.flatMap((meter) => histogram(meter, coarse, routeLabels(meter))),
    ),
    family(
      'seogo_http_errors_total',
      'counter',
      'Requests that were answered with a status from 500 on.',
      routes.map((meter) => ({ labels: routeLabels(meter), value: meter.failures })),
    ),
    family(
      'seogo_http_response_bytes_total',
      'counter',
      'Bytes of answers.',
      routes.map((meter) => ({ labels: routeLabels(meter), value: meter.amount })),
    ),
    family(
      'seogo_database_statement_duration_seconds',
      'histogram',
      'Statements asked of the database.',
      together('statement').flatMap((meter) => histogram(meter, coarse)),
    ),
    family(
      'seogo_job_duration_seconds',
      'histogram',
      'Runs of jobs by kind.',
      jobs.flatMap((meter) => histogram(meter, coarse, jobLabels(meter))),
    ),
    family(
      'seogo_job_failures_total',
      'counter',
      'Runs of jobs that failed.',
      jobs.map((meter) => ({ labels: jobLabels(meter), value: meter.failures })),
    ),
    family(
      'seogo_job_wait_seconds',
      'histogram',
      'How long jobs waited once they were due.',
      waits.flatMap((meter) => histogram(meter, coarse, jobLabels(meter))),
    ),
    family(
      'seogo_job_repeats_total',
      'counter',
      'Runs of jobs that were a repeat.',
      waits.map((meter) => ({ labels: jobLabels(meter), value: meter.failures })),
    ),
    family(
      'seogo_event_loop_delay_seconds',
      'histogram',
      'How late timers fire.',
      together('loop', 'lag').flatMap((meter) => histogram(meter, coarse)),
    ),
    ...processLines(house),
  ].join('')
}
