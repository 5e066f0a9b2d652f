import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { HOUSE_ROOT } from './source-files.ts'

const sample = `
async function save(): Promise<void> {
  await Promise.resolve()
}

export function start(rows: string[]): void {
  save()
  rows.forEach(async () => {
    await save()
  })
  console.log(rows[0]!)
}

export const loose: any = 1
`

let root: string

beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'seogo-lint-'))
  cpSync(join(HOUSE_ROOT, 'biome.json'), join(root, 'biome.json'))
  mkdirSync(join(root, 'server'))
  writeFileSync(join(root, 'server/sample.ts'), sample)
})

afterAll(() => rmSync(root, { recursive: true }))

test.each(['noFloatingPromises', 'noMisusedPromises', 'noExplicitAny', 'noConsole', 'noNonNullAssertion'])(
  'the linter’s rule %s really fires',
  (rule) => {
    const { stdout, status } = spawnSync(
      join(HOUSE_ROOT, 'node_modules/.bin/biome'),
      ['lint', '--vcs-enabled=false', '--reporter=json', 'server/sample.ts'],
      { cwd: root, encoding: 'utf8' },
    )
    expect(status).toBe(1)
    expect(stdout).toContain(`/${rule}"`)
  },
)
