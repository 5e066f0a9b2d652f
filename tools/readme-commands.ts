/**
 * Runs the README's commands as a stranger would: on a clean clone of HEAD, one after the other. The commands are read
 * from the README itself, so that the page and this check cannot drift apart.
 */
import { execFileSync, spawn } from 'node:child_process'
import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { HOUSE_ROOT } from './source-files.ts'
import { addTallies, lastTally, nothing, type Tally, tallyLine } from './tally.ts'

interface Promised {
  /** How the command in the README begins. */
  begins: string
  /** What is added so that it ends by itself. */
  endsWith: string
  /** What a reader was promised to see. */
  shows: RegExp[]
  mostMs: number
  env: Record<string, string>
}

const promises: Promised[] = [
  {
    begins: 'npm ci && npm start -- --analyze ',
    endsWith: ' --exit',
    shows: [
      /Measuring Korean Title Search/,
      /from 250 milliseconds to 1\.2\s+milliseconds[^(]*\(p\.\s1\)/,
      /^Seogo runs at http:\/\/\S+$/m,
      /\/link\/\S+/,
    ],
    mostMs: 5 * 60_000,
    // Another Seogo on this machine may hold the usual port.
    env: { SEOGO_PORT: '0' },
  },
  {
    begins: 'npm ci && npm test',
    endsWith: '',
    shows: [/^\d+ passed, 0 failed, \d+ skipped$/m],
    // For what hangs: on a slow machine of two cores it takes two thirds of it.
    mostMs: 70 * 60_000,
    env: { SEOGO_TEST_DATA: process.env.SEOGO_TEST_DATA ?? join(HOUSE_ROOT, '../shared/data') },
  },
]

/** The lines of a page's shell blocks, without prompts and comments. */
export function readShellLines(markdown: string): string[] {
  return [...markdown.matchAll(/^```(?:sh|bash|shell|console)\n(.*?)^```/gms)]
    .flatMap(([, block]) => (block ?? '').split('\n'))
    .map((line) => line.replace(/^\s*\$ /, '').trim())
    .filter((line) => line !== '' && !line.startsWith('#'))
}

interface Ended {
  code: number | null
  output: string
}

/** Runs one line in the clone; what takes too long is ended with everything it started. */
function runLine(line: string, folder: string, { mostMs, env }: Promised): Promise<Ended> {
  const { promise, resolve, reject } = Promise.withResolvers<Ended>()
  const child = spawn('bash', ['-c', line], {
    cwd: folder,
    env: { ...strangersEnvironment(), ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    // A process group of its own, which can be ended as a whole.
    detached: true,
  })
  const timer = setTimeout(() => child.pid !== undefined && process.kill(-child.pid, 'SIGTERM'), mostMs)
  let output = ''
  const show = (chunk: Buffer) => {
    process.stdout.write(chunk)
    output += chunk.toString()
  }
  child.stdout.on('data', show)
  child.stderr.on('data', show)
  child.on('error', reject)
  child.on('close', (code) => resolve({ code, output }))
  return promise.finally(() => clearTimeout(timer))
}

/** The machine's own Node first, as a stranger has it, and no settings of ours. */
function strangersEnvironment(): NodeJS.ProcessEnv {
  const entries = Object.entries(process.env).filter(
    ([name]) => !/^(SEOGO_|npm_|NODE_ENV$|INIT_CWD$)/.test(name),
  )
  const path = (process.env.PATH ?? '').split(':').filter((folder) => !folder.includes('node_modules'))
  return { ...Object.fromEntries(entries), PATH: path.join(':') }
}

/** Keeps one promise. @returns the counts the command printed itself, and one for the promise. */
async function keepPromise(promised: Promised, lines: string[], clone: string): Promise<Tally> {
  const line = lines.find((candidate) => candidate.startsWith(promised.begins))
  if (line === undefined) {
    console.log(`The README has no command that begins with: ${promised.begins}`)
    return { ...nothing, failed: 1 }
  }
  const started = performance.now()
  console.log(`\n$ ${line}`)
  const { code, output } = await runLine(line + promised.endsWith, clone, promised)
  const unseen = promised.shows.filter((pattern) => !pattern.test(output))
  console.log(`ended with ${code ?? 'a signal'} after ${Math.round((performance.now() - started) / 1000)} s`)
  for (const pattern of unseen) console.log(`It did not show ${pattern}`)
  const isKept = code === 0 && unseen.length === 0
  return addTallies(lastTally(output), { ...nothing, [isKept ? 'passed' : 'failed']: 1 })
}

if (import.meta.main) {
  const clone = mkdtempSync(join(tmpdir(), 'seogo-readme-'))
  // PostgreSQL refuses root and runs as another account, which must be able to read the clone.
  chmodSync(clone, 0o755)
  let sum = nothing
  try {
    execFileSync('git', ['clone', '--quiet', '--no-hardlinks', HOUSE_ROOT, clone], { stdio: 'inherit' })
    const lines = readShellLines(readFileSync(join(clone, 'README.md'), 'utf8'))
    for (const promised of promises) sum = addTallies(sum, await keepPromise(promised, lines, clone))
  } finally {
    rmSync(clone, { recursive: true, force: true })
  }
  console.log(tallyLine(sum))
  process.exitCode = sum.failed > 0 ? 1 : 0
}
