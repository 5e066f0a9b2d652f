/**
 * Runs the benchmarks one after the other, each as a process of its own, and writes docs/benchmarks.md and the figures of the
 * README from what they left in bench/results. One that fails is told and the next one goes on.
 * `npm run bench [-- --only quotes,jobs] [-- --full] [-- --minutes 35] [-- --page]`; what cannot begin within the minutes is left out
 * and told, `--page` writes the pages and runs nothing.
 */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readFileSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { z } from 'zod'
import { type Bench, benches } from './all/list-of-benches.ts'
import { type Run, type Runs, readRuns, runsFile, writePages } from './all/write-page.ts'

const { values } = parseArgs({
  options: {
    only: { type: 'string' },
    full: { type: 'boolean', default: false },
    minutes: { type: 'string', default: '35' },
    page: { type: 'boolean', default: false },
  },
})
const root = join(import.meta.dirname, '..')
const resultFile = z.looseObject({ measuredAt: z.string() })
/** Nothing is measured in less. */
const leastMs = 20_000
const programs = {
  chromium: ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'],
  'redis-server': ['/usr/bin/redis-server', '/usr/local/bin/redis-server'],
} as const

function chosen(): readonly Bench[] {
  if (values.page) return []
  const names = values.only?.split(',')
  const unknown = names?.filter((name) => !benches.some((bench) => bench.name === name)) ?? []
  if (unknown.length > 0) {
    console.error(
      `There is no benchmark ${unknown.join(', ')}. There are: ${benches.map(({ name }) => name).join(', ')}.`,
    )
    process.exit(2)
  }
  return benches.filter(({ name, byItself }) => names?.includes(name) ?? !byItself)
}

/** The last lines somebody needs to see why it went wrong. */
const lastLines = (text: string) => text.trim().split('\n').slice(-5).join('\n')

const endsAt = performance.now() + Number(values.minutes) * 60_000

async function run(bench: Bench): Promise<Run> {
  const settings = values.full ? bench.full : bench.short
  const how = { at: new Date().toISOString(), settings: [...settings], full: values.full }
  const { needs } = bench
  if (needs && !programs[needs].some((path) => existsSync(path)))
    return { ...how, outcome: 'skipped', seconds: 0, why: `${needs} is not installed` }
  const begun = performance.now()
  const most = bench.mostMinutes * 60_000
  const mostMs = bench.byItself ? most : Math.min(most, endsAt - begun)
  if (mostMs < leastMs)
    return { ...how, outcome: 'skipped', seconds: 0, why: `the ${values.minutes} minutes were over` }
  // Those that have no --json of their own print what they like: what counts is the file they leave.
  const child = spawn(process.execPath, [bench.script, ...settings], {
    cwd: root,
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  let said = ''
  child.stderr.on('data', (chunk: Buffer) => {
    said = `${said}${chunk.toString()}`.slice(-10_000)
  })
  const timer = setTimeout(() => child.kill(), mostMs)
  const [code, signal] = await once(child, 'close').finally(() => clearTimeout(timer))
  const seconds = Math.round((performance.now() - begun) / 1_000)
  const left = join(root, 'bench/results', `${bench.name}.json`)
  const { measuredAt = '' } = existsSync(left) ? resultFile.parse(JSON.parse(readFileSync(left, 'utf8'))) : {}
  const isNew = measuredAt >= how.at
  if (code === 0 && isNew) return { ...how, outcome: 'measured', seconds }
  const why = signal
    ? `ended after ${Math.round(mostMs / 60_000)} minutes, before it was done`
    : code === 0
      ? 'it left no result'
      : lastLines(said)
  return { ...how, outcome: 'failed', seconds, why }
}

const runs: Runs = { ...readRuns() }
for (const bench of chosen()) {
  process.stdout.write(`${bench.name.padEnd(20)}`)
  const done = await run(bench)
  runs[bench.name] = done
  console.log(
    `${done.outcome.padEnd(9)} ${String(done.seconds).padStart(5)} s${done.why ? `  ${done.why}` : ''}`,
  )
  await writeFile(runsFile, `${JSON.stringify(runs, undefined, 2)}\n`)
}
await writePages(runs)
console.log('docs/benchmarks.md and the figures of README.md are written.')
const undone = chosen().filter(({ name }) => runs[name]?.outcome !== 'measured')
for (const { name, byItself } of benches)
  if (byItself && !values.only && !values.page)
    console.log(`By itself: npm run bench -- --full --only ${name}`)
if (undone.length > 0) console.log(`Not measured: ${undone.map(({ name }) => name).join(', ')}.`)
process.exitCode = undone.some(({ name }) => runs[name]?.outcome === 'failed') ? 1 : 0
