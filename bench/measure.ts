import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { mkdir, writeFile } from 'node:fs/promises'
import { cpus, loadavg, platform, release, totalmem } from 'node:os'
import { join } from 'node:path'

/** Milliseconds, rounded to a hundredth. */
export type Latency = { n: number; p50Ms: number; p95Ms: number; maxMs: number }

/** Percentiles by nearest rank. */
export function latencyOf(durationsMs: readonly number[]): Latency {
  const sorted = durationsMs.toSorted((a, b) => a - b)
  const at = (share: number) => round(sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN)
  return { n: sorted.length, p50Ms: at(0.5), p95Ms: at(0.95), maxMs: at(1) }
}

export const round = (value: number) => Math.round(value * 100) / 100

/** Runs `work` so many times, one after the other, after a warm-up that does not count. */
export async function timeEach(
  work: () => Promise<unknown>,
  { times, warmUp }: { times: number; warmUp: number },
): Promise<Latency> {
  const durations: number[] = []
  for (let run = -warmUp; run < times; run += 1) {
    const start = performance.now()
    await work()
    if (run >= 0) durations.push(performance.now() - start)
  }
  return latencyOf(durations)
}

/** Resident memory of a process in megabytes; undefined where the system has no /proc. */
export function residentMb(pid: number): number | undefined {
  const status = `/proc/${pid}/status`
  if (!existsSync(status)) return undefined
  const kibibytes = /VmRSS:\s+(\d+)/.exec(readFileSync(status, 'utf8'))?.[1]
  return kibibytes === undefined ? undefined : Math.round(Number(kibibytes) / 1024)
}

/** The process ids of those a process has started, and of those they have started. */
export function descendantsOf(pid: number): number[] {
  const list = `/proc/${pid}/task/${pid}/children`
  if (!existsSync(list)) return []
  const children = readFileSync(list, 'utf8').trim().split(/\s+/).filter(Boolean).map(Number)
  return children.flatMap((child) => [child, ...descendantsOf(child)])
}

/** The most resident memory that all children of this process hold together while `work` runs, in megabytes. */
export async function watchChildren<T>(work: () => Promise<T>): Promise<{ value: T; peakChildMb: number }> {
  let peakChildMb = 0
  const timer = setInterval(() => {
    const held = descendantsOf(process.pid).map((pid) => residentMb(pid) ?? 0)
    peakChildMb = Math.max(
      peakChildMb,
      held.reduce((sum, megabytes) => sum + megabytes, 0),
    )
  }, 50)
  try {
    return { value: await work(), peakChildMb }
  } finally {
    clearInterval(timer)
  }
}

/** What a figure has to be read with. */
function machine() {
  const [first] = cpus()
  return {
    cpu: first?.model.trim() ?? 'unknown',
    cores: cpus().length,
    memoryGb: Math.round(totalmem() / 1e9),
    system: `${platform()} ${release()}`,
    node: process.version,
    // A machine that did other work at the same time gives worse figures.
    load: loadavg().map(round),
    commit: commit(),
  }
}

function commit(): string {
  try {
    return execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).trim()
  } catch {
    return 'not in a repository'
  }
}

/** Keeps the results as bench/results/<name>.json, with what they have to be read with. */
export async function keepResults(name: string, results: Record<string, unknown>) {
  const whole = { name, measuredAt: new Date().toISOString(), machine: machine(), results }
  const folder = join(import.meta.dirname, 'results')
  await mkdir(folder, { recursive: true })
  await writeFile(join(folder, `${name}.json`), `${JSON.stringify(whole, undefined, 2)}\n`)
  return whole
}

/** Prints the results and keeps them as bench/results/<name>.json. */
export async function report(name: string, results: Record<string, unknown>, { json }: { json: boolean }) {
  const whole = await keepResults(name, results)
  if (json) console.log(JSON.stringify(whole))
  else console.table(results)
}
