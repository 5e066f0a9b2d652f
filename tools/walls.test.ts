import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import { cruiseHouse } from './cruise.ts'
import { HOUSE_ROOT, isSource, listHouseFiles } from './source-files.ts'
import { MAY_CALL, ROOMS, walls } from './walls.ts'

/** File contents by path. */
type Tree = Record<string, string>

const packages = ['zod', 'pg', 'kysely', 'better-auth', 'ai', 'react', 'vitest']

/** A small house in which every wall stands: each line is an import that must stay allowed. */
const soundHouse: Tree = {
  'package.json': JSON.stringify({
    name: 'small-house',
    type: 'module',
    imports: {
      '#contract/*': './contract/*',
      '#platform/*': './server/platform/*',
      '#features/*': './features/*',
      '#server/*': './server/*',
      '#web/*': './web/*',
    },
    dependencies: Object.fromEntries(
      packages.filter((name) => name !== 'vitest').map((name) => [name, '1.0.0']),
    ),
    devDependencies: { vitest: '1.0.0' },
  }),
  ...Object.fromEntries(
    packages.flatMap((name) => [
      [
        `node_modules/${name}/package.json`,
        JSON.stringify({ name, version: '1.0.0', exports: './index.js' }),
      ],
      [`node_modules/${name}/index.js`, ''],
    ]),
  ),
  'contract/ids.ts': "import 'zod'",
  'contract/ids.test.ts': "import 'vitest'\nimport 'node:fs'\nimport './ids.ts'",
  'server/platform/clock.ts': "import 'node:timers'\nimport '#contract/ids.ts'",
  'server/platform/database/pool.ts': "import 'pg'\nimport 'kysely'",
  'server/platform/queue.ts': "import type { Pool } from 'pg'\nimport './clock.ts'",
  'server/platform/queue.test.ts': "import '#server/testing/open-house.ts'\nimport './queue.ts'",
  'server/api.ts': "import './features.ts'",
  'server/features.ts': "import '#features/papers/feature.ts'\nimport '#features/papers/server/papers.ts'",
  'server/house-rules.test.ts': "import '#web/lib/words.ts'",
  'server/testing/open-house.ts':
    "import '../features.ts'\nimport '#features/papers/server/queries.ts'\nimport 'vitest'",
  'features/accounts/contract.ts': "import 'zod'\nimport '#contract/ids.ts'",
  'features/accounts/server/accounts.ts': "import './auth.ts'\nimport '../contract.ts'",
  'features/accounts/server/auth.ts': "import 'better-auth'\nimport { Kysely } from 'kysely'",
  'features/papers/contract.ts': "import '#features/accounts/contract.ts'",
  'features/papers/feature.ts': "export const routes = () => import('./server/routes.ts')",
  'features/papers/server/papers.ts': "import './queries.ts'\nimport '#features/accounts/server/accounts.ts'",
  'features/papers/server/queries.ts': "import 'kysely'\nimport '#platform/clock.ts'",
  'features/papers/server/paper-queries.ts': "import 'kysely'",
  'features/papers/server/routes.ts':
    "import './papers.ts'\nexport async function serve() { await using held = await open() }",
  'features/papers/server/routes.test.ts':
    "import '#server/testing/open-house.ts'\nimport 'vitest'\nimport 'kysely'",
  'features/papers/web/Panel.tsx':
    "import 'react'\nimport '#web/ui/Button.tsx'\nimport '../contract.ts'\nimport './parts/Row.tsx'",
  'features/papers/web/parts/Row.tsx': "import '#features/accounts/contract.ts'",
  'features/papers/server/row.ts': "import type { Selectable } from 'kysely'",
  'features/papers/server/testing/sample.ts': "import 'pg'\nimport 'vitest'",
  'features/papers/server/row.test.ts': "import './testing/sample.ts'",
  'features/analysis/server/providers/ask.ts': "import 'ai'",
  'web/main.tsx': "import './pages/Paper.tsx'",
  'web/pages/Paper.tsx':
    "import '#features/papers/web/Panel.tsx'\nimport '#features/accounts/contract.ts'\nimport '../shell/Frame.tsx'",
  'web/shell/Frame.tsx': "import '#web/ui/Button.tsx'",
  'web/ui/Button.tsx': "import '../lib/words.ts'",
  'web/lib/words.ts': "import '#contract/ids.ts'",
  'e2e/journey.test.ts': "import '#server/testing/open-house.ts'",
}

/** For each wall, the files that break it. */
const breaches: Record<string, Tree> = {
  'no-circle': {
    'server/platform/clock.ts': "import type { Log } from './log.ts'",
    'server/platform/log.ts': "import type { Clock } from './clock.ts'",
  },
  'imports-resolve': { 'server/platform/clock.ts': "import './gone.ts'" },
  'contract-stands-alone': { 'contract/ids.ts': "import 'node:crypto'" },
  'contract-tests-stay-low': { 'contract/ids.test.ts': "import '#platform/clock.ts'" },
  'platform-never-up': { 'server/platform/clock.ts': "import '#features/accounts/contract.ts'" },
  'features-never-up': { 'features/papers/server/routes.ts': "import '#server/features.ts'" },
  'house-without-its-tools': { 'server/api.ts': "import '../tools/count.ts'", 'tools/count.ts': '' },
  'testing-only-in-tests': { 'server/api.ts': "import './testing/open-house.ts'" },
  'feature-contract-stands-alone': { 'features/papers/contract.ts': "import '#platform/clock.ts'" },
  'feature-through-its-door': {
    'features/papers/server/papers.ts': "import '#features/accounts/server/auth.ts'",
  },
  'entry-through-doors': { 'server/api.ts': "import '#features/papers/server/queries.ts'" },
  'may-call-unlisted': { 'features/newcomer/server/newcomer.ts': "import '#features/accounts/contract.ts'" },
  'server-never-imports-web': { 'features/papers/server/papers.ts': "import '../web/Panel.tsx'" },
  'web-never-imports-server': {
    'web/pages/Paper.tsx': "import type { Papers } from '#features/papers/server/papers.ts'",
  },
  'web-runs-in-browsers': { 'features/papers/web/Panel.tsx': "import 'node:path'" },
  'feature-web-stays-home': { 'features/papers/web/Panel.tsx': "import '#web/shell/Frame.tsx'" },
  'web-ground-knows-no-feature': { 'web/ui/Button.tsx': "import '#features/accounts/contract.ts'" },
  'web-enters-features-by-web': { 'web/pages/Paper.tsx': "import '#features/papers/feature.ts'" },
  'only-database-opens-pg': { 'features/papers/server/queries.ts': "import { Pool } from 'pg'" },
  'sql-lives-in-queries': { 'features/papers/server/papers.ts': "import { sql } from 'kysely'" },
  'sign-in-behind-one-wrapper': { 'features/papers/server/papers.ts': "import 'better-auth'" },
  'providers-behind-one-folder': { 'features/analysis/server/analysis.ts': "import 'ai'" },
  'no-development-package-at-run-time': { 'server/api.ts': "import 'vitest'" },
  ...Object.fromEntries(
    Object.entries(MAY_CALL).map(([name, callees]) => {
      const stranger =
        Object.keys(MAY_CALL).find((other) => other !== name && !callees.includes(other)) ?? name
      return [
        `may-call-${name}`,
        {
          [`features/${name}/server/extra.ts`]: `import '#features/${stranger}/server/${stranger}.ts'`,
          [`features/${stranger}/server/${stranger}.ts`]: '',
        },
      ]
    }),
  ),
}

const built: string[] = []

function build(tree: Tree): string {
  const root = mkdtempSync(join(tmpdir(), 'seogo-walls-'))
  built.push(root)
  for (const [path, content] of Object.entries(tree)) {
    mkdirSync(dirname(join(root, path)), { recursive: true })
    writeFileSync(join(root, path), `${content}\n`)
  }
  return root
}

afterEach(() => {
  for (const root of built.splice(0)) rmSync(root, { recursive: true })
})

describe('the walls', () => {
  test('a house that keeps to its floors and doors breaks none', async () => {
    const { breaches: found, modules } = await cruiseHouse(build(soundHouse))
    expect(found).toEqual([])
    const sources = Object.keys(soundHouse).filter(isSource)
    expect(new Set(modules)).toEqual(new Set(sources))
  })

  test.each(Object.entries(breaches))('%s turns red when it is broken', async (wall, tree) => {
    const { breaches: found } = await cruiseHouse(build({ ...soundHouse, ...tree }))
    expect(found.map((breach) => breach.wall)).toContain(wall)
  })

  test('every wall has its deliberate breach', () => {
    expect(new Set(Object.keys(breaches))).toEqual(new Set(walls.forbidden?.map((rule) => rule.name)))
  })
})

describe('the table of calls', () => {
  test('names only features of rows above, so it has no circle', () => {
    const above = new Set<string>()
    for (const [name, callees] of Object.entries(MAY_CALL)) {
      expect(
        callees.filter((callee) => !above.has(callee)),
        `${name} calls a feature of a later row`,
      ).toEqual([])
      above.add(name)
    }
  })
})

test('the whole tree is read, so that no wall falls silently', async () => {
  const sources = listHouseFiles(HOUSE_ROOT).filter(
    (file) => isSource(file) && ROOMS.some((room) => file.startsWith(`${room}/`)),
  )
  const { modules } = await cruiseHouse(HOUSE_ROOT)
  const read = new Set(modules)
  const passedOver = sources.filter((file) => !read.has(file))
  expect(passedOver.length, passedOver.join('\n')).toBeLessThanOrEqual(sources.length * 0.05)
})
