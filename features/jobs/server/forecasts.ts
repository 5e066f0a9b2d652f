import { toInstant } from '#contract/time.ts'
import type { House } from '#platform/house.ts'
import { concurrencyOf, type QueueName, queueNames } from '#platform/queue/names.ts'
import type { Prior } from './durations.ts'
import { forecastLine, type Outlook } from './forecast-line.ts'
import { countWorkers, findQueueHold, listLine, listPastRuns } from './forecast-queries.ts'
import type { JobInput } from './to-job.ts'

/** Experience of so many runs of a kind; older ones tell of another machine or another provider. */
const runsOfKind = 300
/** Of a longer line only the head is forecast: the rest is hours away and will look otherwise by then. */
const longestLine = 400
/** A forecast is made once for everybody who looks in so short a time. */
const keptMs = 1_000

/** What a kind of work usually takes, stated before anything is known. `other` for all that are not listed. */
const priors: Readonly<Record<string, Prior>> = {
  'analysis.ask': { fromMs: 3_000, toMs: 90_000 },
  'papers.readFile': { fromMs: 1_000, toMs: 30_000 },
  'imports.readBibliographies': { fromMs: 500, toMs: 60_000 },
}
const otherPrior: Prior = { fromMs: 500, toMs: 60_000 }

type QueueOutlook = {
  readonly madeAtMs: number
  readonly paused: boolean
  readonly lanePaused: ReadonlySet<string>
  readonly outlooks: ReadonlyMap<string, Outlook>
}

const known = new WeakMap<House, Map<QueueName, Promise<QueueOutlook>>>()

async function lookAhead(house: House, queue: QueueName): Promise<QueueOutlook> {
  return house.database.asSystem('forecast a queue', async (tx) => {
    const rows = await listLine(tx, queue, longestLine)
    const { paused, mostRunning } = await findQueueHold(tx, queue)
    const past = await listPastRuns(tx, [...new Set(rows.map(({ kind }) => kind))], runsOfKind)
    const taken = (await countWorkers(tx)) * concurrencyOf(house.config, queue)
    const places = Math.min(taken, mostRunning ?? taken)
    const stands = paused || places === 0
    return {
      madeAtMs: Date.now(),
      paused,
      lanePaused: new Set(rows.filter((row) => row.lane_paused).map(({ id }) => id)),
      outlooks: stands
        ? new Map()
        : forecastLine({ rows, past, places, priorOf: (kind) => priors[kind] ?? otherPrior }),
    }
  })
}

async function outlookOf(house: House, queue: QueueName): Promise<QueueOutlook> {
  const ofHouse = known.get(house) ?? new Map<QueueName, Promise<QueueOutlook>>()
  known.set(house, ofHouse)
  const kept = await ofHouse.get(queue)?.catch(() => undefined)
  if (kept && Date.now() - kept.madeAtMs < keptMs) return kept
  const fresh = lookAhead(house, queue)
  ofHouse.set(queue, fresh)
  return fresh
}

const isUnfinished = ({ state }: JobInput) => !['completed', 'failed', 'cancelled'].includes(state)

/** Says of jobs that have not ended when they probably will have, and what holds them back. */
export async function withForecasts<Job extends JobInput>(
  house: House,
  jobs: readonly Job[],
): Promise<Job[]> {
  const open = jobs.filter(isUnfinished)
  const queues = queueNames.filter((name) => open.some(({ queue }) => queue === name))
  const outlooks = new Map<string, QueueOutlook>()
  for (const queue of queues) outlooks.set(queue, await outlookOf(house, queue))
  return jobs.map((job) => {
    const queue = outlooks.get(job.queue)
    if (!queue || !isUnfinished(job) || job.heldBy === 'paused') return job
    const isWaiting = job.state !== 'active'
    const heldBy = !isWaiting
      ? null
      : queue.paused
        ? ('queue_paused' as const)
        : queue.lanePaused.has(job.id)
          ? ('provider_paused' as const)
          : null
    const outlook = queue.outlooks.get(job.id)
    return { ...job, heldBy, forecast: outlook ? toForecast(outlook, queue.madeAtMs) : null }
  })
}

function toForecast(outlook: Outlook, madeAtMs: number): NonNullable<JobInput['forecast']> {
  const at = (ms: number) => toInstant(new Date(madeAtMs + ms))
  return {
    startsFrom: at(outlook.startsFromMs),
    startsTo: at(outlook.startsToMs),
    endsFrom: at(outlook.endsFromMs),
    endsTo: at(outlook.endsToMs),
    basis: outlook.basis,
    samples: outlook.samples,
    ahead: outlook.ahead,
  }
}
