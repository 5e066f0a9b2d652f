import { sql } from 'kysely'
import { round } from '../measure.ts'
import { type Flatness, judgeFlatness, type Point, type Tolerance } from './flatness.ts'
import type { SoakedHouse } from './installation.ts'

const sampleMs = 10_000
/** A collection of garbage stops the process for a moment: not with every sample, and no more often than a slope needs. */
const heldTimes = 24

/**
 * What may grow, by the end of a figure's name, while the library itself grows: resident memory keeps what its allocator may
 * need again; handles and connections come and go with the load.
 */
const tolerances: readonly (readonly [string, Tolerance])[] = [
  ['resident MB', { share: 0.1, least: 20 }],
  ['held MB', { share: 0.05, least: 5 }],
  ['handles', { share: 0.05, least: 4 }],
  ['children', { share: 0, least: 1.5 }],
  ['connections', { share: 0.05, least: 2 }],
  ['Redis clients', { share: 0, least: 1.5 }],
  ['sockets', { share: 0, least: 1.5 }],
  ['jobs waiting', { share: 0, least: 10 }],
]

type JobCounts = { waiting: number; failed: number; ended: number }

async function countJobs({ house }: SoakedHouse): Promise<JobCounts> {
  const { rows } = await house.database.asSystem('how the jobs are', (tx) =>
    sql<JobCounts>`select count(*) filter (where finished_at is null and run_at <= now())::int as waiting,
        count(*) filter (where state = 'failed')::int as failed,
        count(*) filter (where finished_at is not null)::int as ended
      from background_jobs`.execute(tx),
  )
  return rows[0] ?? { waiting: 0, failed: 0, ended: 0 }
}

export async function listFailedJobs({ house }: SoakedHouse): Promise<string[]> {
  const { rows } = await house.database.asSystem('which jobs failed', (tx) =>
    sql<{ told: string }>`select concat_ws(' ', kind, error_code, error_message) as told
      from background_jobs where state = 'failed'`.execute(tx),
  )
  return rows.map(({ told }) => told)
}

type Watching = {
  readonly lastsMs: number
  readonly sockets: () => number
  readonly errors: () => number
  readonly say: (line: string) => void
}

/** Looks at every process each ten seconds, until told to stop. */
export function startWatching(soaked: SoakedHouse, { lastsMs, sockets, errors, say }: Watching) {
  const series = new Map<string, Point[]>()
  const from = performance.now()
  const heldEvery = Math.max(1, Math.round(lastsMs / sampleMs / heldTimes))
  let stopped = false

  async function take(count: number): Promise<void> {
    const figures: Record<string, number> = {}
    for (const process of [soaked.api, soaked.worker]) {
      const { residentMb, handles, children } = process.look()
      figures[`${process.role} loop p99 ms`] = await process.loopP99Ms()
      figures[`${process.role} resident MB`] = residentMb
      figures[`${process.role} handles`] = handles
      figures[`${process.role} children`] = children
      if (count % heldEvery === 0) figures[`${process.role} held MB`] = round(await process.heldMb())
    }
    for (const { name, count: many } of await soaked.connections()) figures[`${name} connections`] = many
    const clients = await soaked.redisClients()
    if (clients !== undefined) figures['Redis clients'] = clients
    const jobs = await countJobs(soaked)
    Object.assign(figures, { sockets: sockets(), 'jobs waiting': jobs.waiting, errors: errors() })
    const atS = Math.round((performance.now() - from) / 1_000)
    for (const [name, value] of Object.entries(figures)) {
      const points = series.get(name) ?? []
      series.set(name, [...points, { atS, value }])
    }
    say(`${String(atS).padStart(5)} s  ${JSON.stringify(figures)}`)
  }
  const done = (async () => {
    for (let count = 0; !stopped; count += 1) {
      await take(count)
      const spent = performance.now() - from
      // On a machine that stood still what was missed is not made up for.
      const until = from + (Math.floor(spent / sampleMs) + 1) * sampleMs
      while (!stopped && performance.now() < until) await new Promise((resolve) => setTimeout(resolve, 200))
    }
  })()
  return {
    series,
    countJobs: () => countJobs(soaked),
    async stop(): Promise<void> {
      stopped = true
      await done
    },
    failed: done,
  }
}

/** Every figure that must stay where it is, by its name. Short-lived connections have too few points to be judged. */
export function judgeAll(series: ReadonlyMap<string, readonly Point[]>): Record<string, Flatness> {
  const samples = Math.max(...[...series.values()].map((points) => points.length))
  return Object.fromEntries(
    [...series].flatMap(([name, points]) => {
      const tolerance = tolerances.find(([end]) => name.endsWith(end))?.[1]
      const isSteady = name.endsWith('held MB') || points.length > samples / 2
      if (!tolerance || !isSteady) return []
      const found = judgeFlatness(points, tolerance)
      const rounded = {
        median: round(found.median),
        perHour: round(found.perHour),
        grewBy: round(found.grewBy),
      }
      return [[name, { ...found, ...rounded, mayGrowBy: round(found.mayGrowBy) }]]
    }),
  )
}
