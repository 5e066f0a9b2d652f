/**
 * How honest the forecasts of jobs are: jobs of varied durations run on a real worker, each with the range that was said
 * when it was asked for; how many ended within it (four of five are meant to), by what the range was based on, and how wide
 * the ranges were: `node bench/forecasts.ts [--rounds 8] [--jobs 40] [--json]`.
 */
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { z } from 'zod'
import { withForecasts } from '#features/jobs/server/forecasts.ts'
import { listJobsIn } from '#features/jobs/server/jobs.ts'
import { readConfig } from '#platform/config/config.ts'
import type { House } from '#platform/house.ts'
import { openLog } from '#platform/log/log.ts'
import { enqueue } from '#platform/queue/enqueue.ts'
import { handledBy, job } from '#platform/queue/job.ts'
import { runWorker } from '#platform/queue/run-worker.ts'
import { openHouse } from '#server/boot.ts'
import { keepProcessRow } from '#server/process.ts'
import { report, round } from './measure.ts'

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '8' },
    jobs: { type: 'string', default: '40' },
    json: { type: 'boolean', default: false },
  },
})
const rounds = Number(values.rounds)
const jobsOfRound = Number(values.jobs)
const concurrency = 4

const work = job({
  name: 'bench.varied',
  queue: 'analysis',
  payload: z.strictObject({ durationMs: z.number() }),
  attempts: 1,
  timeoutMs: 60_000,
})

/** Two providers with a fast and a slow model, and reading, which takes longer the more there is to read. */
const worlds = [
  { lane: 'one', variant: 'small', medianMs: 150 },
  { lane: 'one', variant: 'large', medianMs: 700 },
  { lane: 'two', variant: 'small', medianMs: 300 },
  { lane: 'reading', variant: 'pages', medianMs: 100 },
] as const

/** A duration as real ones are: log-normal, around the model's median and, of reading, by the size. */
function drawJob() {
  const world = worlds[Math.floor(Math.random() * worlds.length)] ?? worlds[0]
  const normal = Math.sqrt(-2 * Math.log(1 - Math.random())) * Math.cos(2 * Math.PI * Math.random())
  const inputSize = world.lane === 'reading' ? Math.round(10 ** (4 + 2 * Math.random())) : undefined
  const scale = inputSize === undefined ? 1 : inputSize / 100_000
  return { ...world, inputSize, durationMs: Math.min(8_000, world.medianMs * scale * Math.exp(0.6 * normal)) }
}

async function askRound(house: House): Promise<void> {
  await house.database.asSystem('ask', async (tx) => {
    for (let at = 0; at < jobsOfRound; at += 1) {
      const { lane, variant, inputSize, durationMs } = drawJob()
      await enqueue(
        tx,
        work,
        { durationMs },
        { lane, variant, ...(inputSize === undefined ? {} : { inputSize }) },
      )
    }
  })
}

const listUnfinished = (house: House) =>
  house.database.asSystem('list', (tx) => listJobsIn(tx, { state: 'unfinished', limit: 200 }))

type Said = { readonly endsFrom: string; readonly endsTo: string; readonly basis: 'history' | 'prior' }

/** Asks for a round of jobs, keeps what is said of each at once, waits for all. @returns what was said and what came */
async function runRound(house: House) {
  await askRound(house)
  const said = new Map<string, Said>()
  const askedAtMs = Date.now()
  for (const { id, forecast } of await withForecasts(house, (await listUnfinished(house)).items))
    if (forecast) said.set(id, forecast)
  while ((await listUnfinished(house)).items.length > 0) await sleep(100)
  const ended = await house.database.asSystem('read the ends', (tx) =>
    tx
      .selectFrom('background_jobs')
      .select(['id', 'finished_at'])
      .where('id', 'in', [...said.keys()])
      .execute(),
  )
  return ended.flatMap(({ id, finished_at }) => {
    const forecast = said.get(id)
    if (!forecast || !finished_at) return []
    const [from, to] = [Date.parse(forecast.endsFrom), Date.parse(forecast.endsTo)]
    const at = finished_at.getTime()
    return {
      basis: forecast.basis,
      side: at < from ? ('earlier' as const) : at > to ? ('later' as const) : ('inside' as const),
      width: (to - from) / (at - askedAtMs),
    }
  })
}

type Outcome = Awaited<ReturnType<typeof runRound>>[number]

const share = (outcomes: readonly Outcome[], side: Outcome['side']) =>
  round(outcomes.filter((each) => each.side === side).length / outcomes.length)

function summary(outcomes: readonly Outcome[]) {
  const widths = outcomes.map(({ width }) => width).toSorted((a, b) => a - b)
  return {
    jobs: outcomes.length,
    insideShare: share(outcomes, 'inside'),
    earlierShare: share(outcomes, 'earlier'),
    laterShare: share(outcomes, 'later'),
    // The width of the range beside how long the job really was on its way.
    medianWidth: round(widths[Math.floor(widths.length / 2)] ?? Number.NaN),
  }
}

const folder = mkdtempSync(join(tmpdir(), 'seogo-bench-forecasts-'))
// mkdtemp closes the folder to everybody else; PostgreSQL may run as another account.
chmodSync(folder, 0o755)
const config = readConfig({
  SEOGO_DATA_DIR: folder,
  SEOGO_LOG_LEVEL: 'error',
  SEOGO_ANALYSIS_CONCURRENCY: String(concurrency),
})
const log = openLog({ level: 'error', format: 'json', process: 'bench' })
const opened = await openHouse({ config, log, migrating: true, embedded: 'own' })
try {
  const { house } = opened
  const row = await keepProcessRow(house, 'worker')
  const worker = runWorker({
    house,
    jobs: [
      handledBy(
        work,
        async () =>
          async ({ durationMs }) =>
            sleep(durationMs),
      ),
    ],
    reactions: [],
    schedules: [],
  })
  await worker.ready()
  const outcomes: Outcome[] = []
  for (let turn = 0; turn < rounds; turn += 1) {
    outcomes.push(...(await runRound(house)))
    // Forecasts are kept for a second for everybody who looks.
    await sleep(1_100)
  }
  await worker.stop(1_000)
  await row.stop()
  const results: Record<string, unknown> = {}
  for (const basis of ['prior', 'history'] as const) {
    const of = outcomes.filter((each) => each.basis === basis)
    if (of.length > 0) results[`said from ${basis === 'prior' ? 'a guess' : 'experience'}`] = summary(of)
  }
  await report('forecasts', results, { json: values.json })
} finally {
  await opened.close()
  rmSync(folder, { recursive: true, force: true })
}
