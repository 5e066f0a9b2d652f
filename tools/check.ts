/** `npm run check`: every part runs, all are reported together, and one red part makes the whole red. */
import { spawn } from 'node:child_process'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { HOUSE_ROOT } from './source-files.ts'
import { tallyLine } from './tally.ts'

interface Part {
  name: string
  command: string
  args: string[]
}

interface Outcome {
  name: string
  passed: boolean
  output: string
  tookMs: number
}

const bin = (name: string) => join(HOUSE_ROOT, 'node_modules/.bin', name)
const tool = (file: string, ...args: string[]) => ({
  command: process.execPath,
  args: [join(HOUSE_ROOT, 'tools', file), ...args],
})

/** The compiler remembers what it has seen, beside what npm installed: a second look reads what changed since. */
const types = (project: string) => ({
  command: bin('tsc'),
  args: [
    ...['-p', project, '--incremental', '--tsBuildInfoFile'],
    join(HOUSE_ROOT, 'node_modules/.cache/types', `${project === '.' ? 'server' : project}.tsbuildinfo`),
  ],
})

// The slowest first, so that the short ones fill the gaps.
const parts: Part[] = [
  { name: 'unused code', command: bin('knip'), args: ['--no-progress', '--treat-config-hints-as-errors'] },
  { name: 'database types', ...tool('write-db-types.ts', '--check') },
  { name: 'settings reference', ...tool('write-configuration-reference.ts', '--check') },
  { name: 'promises', ...tool('check-promises.ts') },
  { name: 'types', ...types('.') },
  { name: 'types of the web', ...types('web') },
  { name: 'types of journeys', ...types('e2e') },
  { name: 'walls', ...tool('check-walls.ts') },
  {
    name: 'format and lint',
    command: bin('biome'),
    args: ['check', '--error-on-warnings', '--max-diagnostics=50', '.'],
  },
  { name: 'sizes', ...tool('check-sizes.ts') },
  { name: 'words', ...tool('check-words.ts') },
  { name: 'screens', ...tool('check-screens.ts') },
  { name: 'lockfile', ...tool('check-lockfile.ts') },
  { name: 'licences', ...tool('check-licences.ts') },
]

function run({ name, command, args }: Part): Promise<Outcome> {
  const { promise, resolve, reject } = Promise.withResolvers<Outcome>()
  const started = performance.now()
  const child = spawn(command, args, { cwd: HOUSE_ROOT, stdio: ['ignore', 'pipe', 'pipe'] })
  let output = ''
  const keep = (chunk: Buffer) => {
    output += chunk.toString()
  }
  child.stdout.on('data', keep)
  child.stderr.on('data', keep)
  child.on('error', reject)
  child.on('close', (code) => {
    resolve({ name, passed: code === 0, output: output.trim(), tookMs: performance.now() - started })
  })
  return promise
}

/** Runs the parts, `lanes` at a time, in the given order. */
async function runAll(waiting: Part[], lanes: number): Promise<Outcome[]> {
  const outcomes: Outcome[] = []
  const queue = [...waiting]
  const lane = async () => {
    for (let part = queue.shift(); part !== undefined; part = queue.shift()) outcomes.push(await run(part))
  }
  await Promise.all(Array.from({ length: lanes }, lane))
  return outcomes
}

const outcomes = await runAll(parts, Math.max(2, availableParallelism()))
const failed = outcomes.filter(({ passed }) => !passed)
for (const { name, output } of failed) console.log(`\n── ${name} ──\n${output}`)
console.log('')
for (const { name, passed, tookMs, output } of outcomes) {
  const lastLine = passed ? (output.split('\n').at(-1) ?? '') : 'see above'
  console.log(
    `${passed ? 'passed' : 'FAILED'}  ${name.padEnd(18)} ${(tookMs / 1000).toFixed(1).padStart(5)} s  ${lastLine}`,
  )
}
console.log('')
console.log(tallyLine({ passed: outcomes.length - failed.length, failed: failed.length, skipped: 0 }))
process.exitCode = failed.length > 0 ? 1 : 0
