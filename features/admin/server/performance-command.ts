import { Problem } from '#contract/problems.ts'
import { healthSentences } from '#features/health/contract.ts'
import { readStandings } from '#features/health/server/health.ts'
import { type MeasuredSubject, performanceWindow, subjectOrder } from '#features/performance/contract.ts'
import { readEachProcess, readMostNoticeable, readSeries } from '#features/performance/server/performance.ts'
import type { CommandContext } from '#platform/feature.ts'

/** So many of each are printed; --json has all of them. */
const mostShown = 8
const longestText = 90

const kinds = ['request', 'statement', 'job'] as const
const heads = { request: 'Routes', statement: 'Statements', job: 'Jobs' } as const

const ms = (value: number) => `${value < 10 ? value.toFixed(1) : Math.round(value)} ms`
const percent = (share: number) => `${(share * 100).toFixed(1)} %`

function say({ subject, statement, count, failures, p50, p95, share }: MeasuredSubject): string {
  const name = statement ? `${statement.feature}: ${statement.text.slice(0, longestText)}` : subject
  const failed = failures > 0 ? `, ${failures} failed` : ''
  return `${ms(p95).padStart(10)} p95 ${ms(p50).padStart(10)} p50 ${percent(share).padStart(7)} of all  ${name}  (${count} times${failed})`
}

/** `seogo performance`: what is slow, from the figures of the page about performance. */
export async function performanceCommand({ house, options, terminal }: CommandContext): Promise<number> {
  const window = performanceWindow.safeParse(options.window)
  const by = subjectOrder.safeParse(options.by)
  if (!window.success)
    throw new Problem('bad_request', { where: 'window', known: performanceWindow.options.join(', ') })
  if (!by.success) throw new Problem('bad_request', { where: 'by', known: subjectOrder.options.join(', ') })

  const asked = { window: window.data, by: by.data }
  const { total } = await readSeries(house, { window: window.data, kind: 'request', subject: '*' })
  const { items: processes, measuring } = await readEachProcess(house)
  const { alerts } = await readStandings(house)
  const found: Record<(typeof kinds)[number], readonly MeasuredSubject[]> = {
    request: (await readMostNoticeable(house, { ...asked, kind: 'request' })).items,
    statement: (await readMostNoticeable(house, { ...asked, kind: 'statement' })).items,
    job: (await readMostNoticeable(house, { ...asked, kind: 'job' })).items,
  }

  if (!measuring) terminal.line('SEOGO_METRICS is off: nothing is measured now.')
  for (const { metric, value, raiseAt } of alerts)
    terminal.line(`! ${healthSentences.en.metrics[metric]}: ${value ?? '?'}, alert at ${raiseAt}`)
  if (total)
    terminal.line(
      `Requests in ${window.data}: ${total.count}, ${percent(total.failures / total.count)} failed, p50 ${ms(total.p50)}, p95 ${ms(total.p95)}, p99 ${ms(total.p99)}`,
    )
  else terminal.line(`Nobody asked for anything in ${window.data}.`)
  for (const kind of kinds) {
    if (found[kind].length === 0) continue
    terminal.line(`${heads[kind]}, by ${by.data}:`)
    for (const subject of found[kind].slice(0, mostShown)) terminal.line(say(subject))
  }
  for (const each of processes)
    terminal.line(
      `${each.process}: ${each.requestsPerSecond.toFixed(1)} requests a second, timers ${ms(each.loopP99Ms)} late at p99, ${Math.round(each.memoryBytes / 1e6)} MB, ${each.busyConnections} connections at work`,
    )
  const { request: routes, statement: statements, job: jobs } = found
  terminal.result({
    window: window.data,
    by: by.data,
    measuring,
    total,
    routes,
    statements,
    jobs,
    processes,
    alerts,
  })
  return 0
}
