/**
 * Analyses through crashes: `node bench/chaos-analysis.ts [--papers 300] [--kills 20] [--backend redis|postgres|both] [--json]`.
 * Four fakes are asked about every paper while worker processes are killed (SIGKILL) at random and the fakes now and then
 * answer 429 or 503. Afterwards every run must have ended with four answers, none twice; every call must be accounted for; and,
 * answer by answer, what the fakes billed must stand on the bill, but for calls whose answer a killed worker took with it: at
 * most one for each execution of that answer that a crash cut off. Exit code 1 when anything is lost, doubled or unexplained.
 */
import { setTimeout as sleep } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { sql } from 'kysely'
import type { Reply } from '#server/testing/fake-provider-call.ts'
import { replies } from '#server/testing/fake-providers.ts'
import { type AnalysisHouse, keepWorker, openAnalysisHouse, untilRunsEnd, wires } from './analysis-house.ts'
import { compareLedger } from './chaos-ledger.ts'
import { report } from './measure.ts'

const { values } = parseArgs({
  options: {
    papers: { type: 'string', default: '300' },
    kills: { type: 'string', default: '20' },
    backend: { type: 'string', default: 'both' },
    json: { type: 'boolean', default: false },
  },
})
const papers = Number(values.papers)
const kills = Number(values.kills)
const workers = 2
const mostMs = 1_800_000

/** Each fake answers after its own time; one call in twenty is told to come again. */
function unruly(delayMs: number): Reply {
  return async (call) => {
    if (Math.random() >= 0.05) return replies.slow(delayMs * (0.5 + Math.random()))(call)
    return (Math.random() < 0.5 ? replies.rateLimited('1') : replies.serverError(503))(call)
  }
}

async function readOutcome({ house }: AnalysisHouse) {
  return house.database.asSystem('look at the outcome', async (tx) => {
    const { rows: runs } = await sql<{ state: string; count: number }>`
      select state, count(*)::int as count from analysis_runs group by 1`.execute(tx)
    const { rows: answers } = await sql<{ state: string; count: number }>`
      select state, count(*)::int as count from analysis_answers group by 1`.execute(tx)
    const { rows: jobs } = await sql<{ executions: number; crashes: number }>`
      select coalesce(sum(lease), 0)::int as executions, coalesce(sum(crashes), 0)::int as crashes
        from background_jobs where kind = 'analysis.ask'`.execute(tx)
    const { rows: told } = await sql<{ count: number }>`
      select count(*)::int as count from notifications where type = 'analysis_finished'`.execute(tx)
    return {
      runs,
      answers,
      executions: jobs[0]?.executions ?? 0,
      crashes: jobs[0]?.crashes ?? 0,
      told: told[0]?.count ?? 0,
    }
  })
}

async function judge(bench: AnalysisHouse) {
  const { runs, answers, executions, crashes, told } = await readOutcome(bench)
  const countOf = (rows: readonly { state: string; count: number }[], state: string) =>
    rows.reduce((sum, row) => sum + (row.state === state ? row.count : 0), 0)
  const sum = (of: (fake: AnalysisHouse['fakes'][number]) => number) =>
    bench.fakes.reduce((total, fake) => total + of(fake), 0)
  const [calls, refused, aborted, paid] = [
    sum((fake) => fake.calls),
    sum((fake) => fake.refused),
    sum((fake) => fake.aborted),
    sum((fake) => fake.answered),
  ]
  const answered = countOf(answers, 'answered')
  const { faults, ...ledger } = await compareLedger(bench)
  return {
    answered,
    executions,
    crashes,
    calls,
    refused,
    /** Callers that went away before the answer: killed while they waited. */
    aborted,
    paid,
    ...ledger,
    faults: {
      runsNotFinished: papers - countOf(runs, 'finished'),
      answersMissing: papers * wires.length - answered,
      // A run is closed and told once.
      toldTwice: told - papers,
      unexplainedCalls: calls - refused - aborted - paid,
      /** Calls = answers + those a crash in flight makes unavoidable + those the fakes refused. */
      needlessCalls: calls - refused - answered - aborted - ledger.takenAlong,
      ...faults,
    },
  }
}

async function chaosOn(backend: 'redis' | 'postgres') {
  const bench = await openAnalysisHouse(backend, {
    SEOGO_LEASE_SECONDS: '2',
    SEOGO_RECONCILE_SECONDS: '1',
    SEOGO_ANALYSIS_CONCURRENCY: '8',
  })
  for (const [index, fake] of bench.fakes.entries()) fake.otherwise(unruly(150 * (index + 1)))
  const startedAt = performance.now()
  const kept = Array.from({ length: workers }, () => keepWorker(bench.settings))
  try {
    let asked = 0
    let killed = 0
    const askSome = async (upTo: number) => {
      for (; asked < Math.min(papers, upTo); asked += 1) await bench.ask(await bench.givePaper())
    }
    while (killed < kills || asked < papers) {
      // Always so much open that every blow hits somebody at work.
      await askSome(Math.ceil((papers * (killed + 1)) / Math.max(1, kills)))
      await sleep(200 + Math.random() * 600)
      if (killed < kills && kept[Math.floor(Math.random() * workers)]?.kill()) killed += 1
    }
    const ended = await untilRunsEnd(bench, mostMs)
    const seconds = Math.round((performance.now() - startedAt) / 100) / 10
    return { ended, killed, ...(await judge(bench)), seconds }
  } finally {
    await Promise.all(kept.map((worker) => worker.stop()))
    await bench.close()
  }
}

const results: Record<string, Awaited<ReturnType<typeof chaosOn>>> = {}
for (const backend of ['postgres', 'redis'] as const) {
  if (!['both', backend].includes(values.backend)) continue
  results[backend] = await chaosOn(backend)
  if (!values.json) console.log(`${backend}: ${JSON.stringify(results[backend])}`)
}
await report('chaos-analysis', results, { json: false })
console.log(JSON.stringify({ name: 'chaos-analysis', papers, kills, results }))
const isGood = Object.values(results).every(
  ({ ended, faults, takenAlong, takenAlongAtMost }) =>
    ended && Object.values(faults).every((count) => count === 0) && takenAlong <= takenAlongAtMost,
)
process.exit(isGood ? 0 : 1)
