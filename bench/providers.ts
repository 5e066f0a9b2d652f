/**
 * Four providers at once: `node bench/providers.ts [--analyses 1000] [--rounds 5] [--json]`.
 * Four fakes with different delays are asked about one paper, and the wall time is held against the slowest one asked
 * alone; then many papers are asked about, and the worker's memory is watched. Exit code 1 when the four together took more than
 * a tenth longer than the slowest.
 */
import { setTimeout as sleep } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { replies } from '#server/testing/fake-providers.ts'
import { type AnalysisHouse, keepWorker, openAnalysisHouse, untilRunsEnd } from './analysis-house.ts'
import { report, residentMb, round } from './measure.ts'

const { values } = parseArgs({
  options: {
    analyses: { type: 'string', default: '1000' },
    rounds: { type: 'string', default: '5' },
    json: { type: 'boolean', default: false },
  },
})
const delaysMs = [500, 1_000, 1_500, 2_500]
const mostMs = 1_200_000

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

/** Memory after each tenth, once the first tenth has loaded all there is to load. */
async function measureMemory(bench: AnalysisHouse, pid: number) {
  for (const fake of bench.fakes) fake.otherwise(replies.answer())
  const papers = Math.ceil(Number(values.analyses) / bench.choices.length)
  const startedAt = performance.now()
  const residentMbs: (number | undefined)[] = []
  for (let paper = 0; paper < papers; paper += 1) {
    await bench.ask(await bench.givePaper())
    if (paper % 10 === 9) await untilRunsEnd(bench, mostMs)
    if (paper % Math.max(1, Math.floor(papers / 10)) === 0) residentMbs.push(residentMb(pid))
  }
  const ended = await untilRunsEnd(bench, mostMs)
  await sleep(1_000)
  residentMbs.push(residentMb(pid))
  const seconds = round((performance.now() - startedAt) / 1_000)
  return { analyses: papers * bench.choices.length, ended, residentMbs, seconds }
}

const bench = await openAnalysisHouse('postgres')
const worker = keepWorker(bench.settings)
try {
  while (!worker.isReady()) await sleep(50)
  const wall = await measureWall(bench)
  const memory = await measureMemory(bench, worker.pid())
  await report('providers', { wall, memory }, { json: values.json })
  process.exitCode = wall.longerBy <= 0.1 ? 0 : 1
} finally {
  await worker.stop()
  await bench.close()
}
