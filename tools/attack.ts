/** `npm run attack`: attacks on a whole Seogo, and in a browser; ends with a table of what was tried and what was stopped. */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { z } from 'zod'
import { HOUSE_ROOT } from './source-files.ts'

const rows = z.array(z.strictObject({ attack: z.string(), attempted: z.int(), stopped: z.int() }))

const folder = mkdtempSync(join(tmpdir(), 'seogo-attack-'))
const bin = (name: string) => join(HOUSE_ROOT, 'node_modules/.bin', name)

/** Runs one part and gives back what it tried. */
function run(program: string, args: string[], report: string): z.infer<typeof rows> {
  const path = join(folder, report)
  const { status } = spawnSync(bin(program), args, {
    cwd: HOUSE_ROOT,
    stdio: 'inherit',
    env: { ...process.env, SEOGO_TEST_ATTACK_REPORT: path },
  })
  if (status !== 0) process.exitCode = 1
  try {
    return rows.parse(JSON.parse(readFileSync(path, 'utf8')))
  } catch {
    console.log(`${report}: no report was written`)
    process.exitCode = 1
    return []
  }
}

const tried = [
  ...run('vitest', ['run', 'server/attacks'], 'requests'),
  ...run('playwright', ['test', '--config', 'e2e/attack.config.ts', '--reporter=line'], 'pages'),
]
rmSync(folder, { recursive: true })
const line = (attack: string, attempted: unknown, stopped: unknown) =>
  console.log(`${attack.padEnd(40)} ${String(attempted).padStart(9)} ${String(stopped).padStart(8)}`)
line('attack', 'attempted', 'stopped')
for (const { attack, attempted, stopped } of tried) line(attack, attempted, stopped)
const sum = (of: (row: (typeof tried)[number]) => number) => tried.reduce((total, row) => total + of(row), 0)
line(
  'all',
  sum(({ attempted }) => attempted),
  sum(({ stopped }) => stopped),
)
