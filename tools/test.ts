/**
 * `npm test`: the whole suite on the embedded PostgreSQL and, beside it, the tests named `*.backends.test.ts` again on
 * Redis; then the journeys in a browser. What the machine cannot run is said at the end; the last line is the sum.
 *
 * The tests read SEOGO_TEST_BACKEND (`postgres` or `redis`) and, for `redis`, SEOGO_TEST_REDIS_URL.
 */
import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { findOnPath, startRedis } from './redis-for-tests.ts'
import { HOUSE_ROOT, listHouseFiles } from './source-files.ts'
import {
  addTallies,
  nothing,
  readPlaywrightReport,
  readVitestReport,
  type Tally,
  tallyLine,
} from './tally.ts'

interface Part {
  name: string
  /** A name in node_modules/.bin. */
  program: string
  args: string[]
  env: Record<string, string>
  /** Where the program writes its JSON report. */
  reportFile: string
  readReport: (json: unknown) => Tally
}

const reports = mkdtempSync(join(tmpdir(), 'seogo-reports-'))
const chromium = process.env.SEOGO_TEST_CHROMIUM ?? '/usr/bin/chromium'
const notRun: string[] = []
let sum = nothing

/**
 * Runs one part to its end and adds its counts; a part that died without a report is one failure.
 * @param shown 'after' keeps what the part prints until it has ended, for a part that runs beside another
 */
async function runPart(part: Part, shown: 'live' | 'after' = 'live'): Promise<void> {
  const title = `\n── ${part.name} ──`
  if (shown === 'live') console.log(title)
  const child = spawn(join(HOUSE_ROOT, 'node_modules/.bin', part.program), part.args, {
    cwd: HOUSE_ROOT,
    env: { ...testEnvironment(), ...part.env },
    stdio: shown === 'live' ? ['ignore', 'inherit', 'inherit'] : ['ignore', 'pipe', 'pipe'],
  })
  const printed: Buffer[] = []
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', (chunk: Buffer) => printed.push(chunk))
  const exitCode = await new Promise<number | null>((resolve, reject) => {
    child.on('error', reject)
    child.on('close', resolve)
  })
  if (shown === 'after') console.log(`${title}\n${Buffer.concat(printed).toString()}`)
  const reported = existsSync(part.reportFile)
    ? part.readReport(JSON.parse(readFileSync(part.reportFile, 'utf8')))
    : nothing
  const endedBadly = exitCode !== 0 && reported.failed === 0
  if (endedBadly) console.log(`${part.name} ended with ${exitCode ?? 'a signal'} and no failed test`)
  const tally = addTallies(reported, { ...nothing, failed: endedBadly ? 1 : 0 })
  console.log(`${part.name}: ${tallyLine(tally)}`)
  sum = addTallies(sum, tally)
}

/**
 * Ours, without the settings of a Seogo that this machine may really run: no test may touch its data. Every Seogo that the
 * tests start finds what the one before it compiled: a folder of its own has nothing yet.
 */
function testEnvironment(): NodeJS.ProcessEnv {
  const { SEOGO_DATABASE_URL, SEOGO_REDIS_URL, SEOGO_DATA_DIR, SEOGO_PORT, ...rest } = process.env
  return { NODE_COMPILE_CACHE: join(reports, 'compiled'), ...rest }
}

function vitestPart(backend: 'postgres' | 'redis', filters: string[], env: Record<string, string>): Part {
  const reportFile = join(reports, `${backend}.json`)
  return {
    name: `tests on ${backend === 'redis' ? 'Redis' : 'PostgreSQL'}`,
    program: 'vitest',
    args: ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${reportFile}`, ...filters],
    env: { SEOGO_TEST_BACKEND: backend, ...env },
    reportFile,
    readReport: readVitestReport,
  }
}

// One file after the other: they share one Redis, and one of them empties it.
const redisFiles = ['--no-file-parallelism', '.backends.test.ts']

async function runRedisHalf(): Promise<void> {
  if (!listHouseFiles(HOUSE_ROOT).some((file) => file.endsWith('.backends.test.ts'))) return
  const executable = findOnPath('redis-server')
  const givenUrl = process.env.SEOGO_REDIS_URL
  if (executable !== undefined) {
    const redis = await startRedis(executable)
    try {
      await runPart(vitestPart('redis', redisFiles, { SEOGO_TEST_REDIS_URL: redis.url }), 'after')
    } finally {
      await redis.stop()
    }
  } else if (givenUrl !== undefined) {
    await runPart(vitestPart('redis', redisFiles, { SEOGO_TEST_REDIS_URL: givenUrl }), 'after')
  } else {
    notRun.push('the Redis half: there is no redis-server on PATH, and SEOGO_REDIS_URL is not set')
  }
}

async function runJourneys(): Promise<void> {
  if (!readdirSync(join(HOUSE_ROOT, 'e2e')).some((file) => file.endsWith('.journey.ts'))) return
  if (!existsSync(chromium)) {
    notRun.push(`the browser journeys: there is no ${chromium} (SEOGO_TEST_CHROMIUM names another)`)
    return
  }
  const reportFile = join(reports, 'journeys.json')
  await runPart({
    name: 'browser journeys',
    program: 'playwright',
    args: ['test', '--config', 'e2e/playwright.config.ts', '--reporter=list,json'],
    env: { PLAYWRIGHT_JSON_OUTPUT_NAME: reportFile, SEOGO_TEST_CHROMIUM: chromium },
    reportFile,
    readReport: readPlaywrightReport,
  })
}

try {
  await Promise.all([runPart(vitestPart('postgres', [], {})), runRedisHalf()])
  await runJourneys()
} finally {
  rmSync(reports, { recursive: true, force: true })
}
console.log('')
for (const part of notRun) console.log(`Not run: ${part}.`)
console.log(tallyLine(sum))
process.exitCode = sum.failed > 0 ? 1 : 0
