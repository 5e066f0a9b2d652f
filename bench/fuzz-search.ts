/**
 * Odd questions by the thousand: `npm run fuzz:search -- [--questions 5000] [--seed n]`. Operators, letters and signs of every
 * kind in any order go through the parser, the real SQL and HTTP; none may end in a fault. The suite asks some of them; here
 * one asks as many as one likes, and a seed that found something is asked again.
 */
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { parseArgs } from 'node:util'

const { values } = parseArgs({
  options: {
    questions: { type: 'string', default: '5000' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000_000) },
  },
})
const root = join(import.meta.dirname, '..')
const { status } = spawnSync(
  join(root, 'node_modules/.bin/vitest'),
  ['run', 'features/search/server/odd-questions.test.ts'],
  {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, SEOGO_TEST_QUESTIONS: values.questions, SEOGO_TEST_SEED: values.seed },
  },
)
process.exitCode = status ?? 1
