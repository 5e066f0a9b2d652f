/**
 * Four providers at once: `node bench/providers.ts [--analyses 1000] [--rounds 5] [--snapshots <folder>] [--json]`.
 * Four fakes with different delays are asked about one paper, and the wall time is held against the slowest one asked
 * alone; then many papers are asked about, and the worker's memory is watched. Exit code 1 when the four together took more than
 * a tenth longer than the slowest.
 */
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { replies } from '#server/testing/fake-providers.ts'
import { type AnalysisHouse, keepWorker, openAnalysisHouse, untilRunsEnd } from './analysis-house.ts'
import type { Held } from './held-memory.ts'
import { report, round } from './measure.ts'

const { values } = parseArgs({
  options: {
    analyses: { type: 'string', default: '1000' },
    rounds: { type: 'string', default: '5' },
    snapshots: { type: 'string' },
    json: { type: 'boolean', default: false },
  },
})
const delaysMs = [500, 1_000, 1_500, 2_500]
const mostMs = 1_200_000
/** When the worker's memory is looked at: the first look is after all code that is ever needed was loaded. */
const looksAt = [0.1, 0.3, 0.6, 1]

async function wallMs(bench: AnalysisHouse, choices: readonly string[]): Promise<number> {
  const paper = await bench.givePaper()
  const startedAt = performance.now()
  await bench.ask(paper, choices)
  if (!(await untilRunsEnd(bench, mostMs))) throw new Error('an analysis did not end')
  return performance.now() - startedAt
}

const median = (numbers: readonly number[]) => numbers.toSorted((a, b) => a - b)[numbers.length >> 1] ?? 0

async function measureWall(bench: AnalysisHouse) {
  for (const [index, fake] of bench.fakes.entries()) fake.otherwise(replies.slow(delaysMs[index] ?? 0))
  const slowest = bench.choices.slice(-1)
  // The first question of each loads its SDK.
  await wallMs(bench, bench.choices)
  const alone: number[] = []
  const together: number[] = []
  for (let round = 0; round < Number(values.rounds); round += 1) {
    alone.push(await wallMs(bench, slowest))
    together.push(await wallMs(bench, bench.choices))
  }
  const [slowestAloneMs, allMs] = [median(alone), median(together)]
  return {
    delaysMs,
    slowestAloneMs: round(slowestAloneMs),
    allMs: round(allMs),
    longerBy: round(allMs / slowestAloneMs - 1),
  }
}

/** What the worker holds after so many analyses, and how much of it came with each further one. */
async function measureMemory(bench: AnalysisHouse, worker: ReturnType<typeof keepWorker>) {
  for (const fake of bench.fakes) fake.otherwise(replies.answer())
  const startedAt = performance.now()
  const held: ({ analyses: number } & Held)[] = []
  let analyses = 0
  for (const share of looksAt) {
    const goal = Math.round(share * Number(values.analyses))
    for (let paper = 0; analyses < goal; paper += 1) {
      await bench.ask(await bench.givePaper())
      analyses += bench.choices.length
      if (paper % 10 === 9) await untilRunsEnd(bench, mostMs)
    }
    if (!(await untilRunsEnd(bench, mostMs))) throw new Error('an analysis did not end')
    // What an answer leaves for a moment: idle connections, timers of aborted questions.
    await sleep(1_000)
    const snapshot =
      values.snapshots === undefined ? undefined : join(values.snapshots, `${goal}.heapsnapshot`)
    held.push({ analyses, ...(await worker.held(snapshot)) })
  }
  const [first, last] = [held[0], held.at(-1)]
  const seconds = round((performance.now() - startedAt) / 1_000)
  if (first === undefined || last === undefined || last.analyses === first.analyses) return { held, seconds }
  const more = last.heapMb + last.externalMb - first.heapMb - first.externalMb
  return { held, keptKbPerAnalysis: round((more * 1_024) / (last.analyses - first.analyses)), seconds }
}

const bench = await openAnalysisHouse('postgres')
const worker = keepWorker(bench.settings, { isProbed: true })
try {
  while (!worker.isReady()) await sleep(50)
  const wall = await measureWall(bench)
  const memory = await measureMemory(bench, worker)
  await report('providers', { wall, memory }, { json: values.json })
  process.exitCode = wall.longerBy <= 0.1 ? 0 : 1
} finally {
  await worker.stop()
  await bench.close()
}
