/**
 * The walls of the house, as data: which file may import which. `check-walls.ts` holds the tree against them,
 * `walls.test.ts` breaks each one on purpose, and `.dependency-cruiser.mjs` hands them to the tool's own command line.
 *
 * Floors, from the top: entry points (server/*.ts, server/cli, web/main.tsx) → features → platform → contract. Never up.
 */
import type { IFlattenedRuleSet, IRegularForbiddenRuleType } from 'dependency-cruiser'

/**
 * Which feature may call which feature's door or contract. Read from the ground up: a row names only rows above it,
 * so there is no circle (asserted in walls.test.ts). A feature without a row may call nobody.
 */
export const MAY_CALL: Readonly<Record<string, readonly string[]>> = {
  audit: [],
  accounts: ['audit'],
  vault: ['accounts', 'audit'],
  settings: ['accounts', 'audit', 'vault'],
  notifications: ['accounts', 'audit'],
  watch: ['accounts', 'audit', 'notifications'],
  usage: ['accounts', 'audit', 'notifications'],
  jobs: ['accounts', 'audit'],
  performance: [],
  caching: ['audit'],
  storage: [],
  history: ['accounts'],
  papers: ['accounts', 'audit', 'history'],
  reading: ['accounts', 'history', 'notifications', 'papers'],
  notes: ['accounts', 'history', 'papers', 'reading'],
  related: ['accounts', 'papers', 'reading'],
  sources: ['accounts', 'papers'],
  imports: ['accounts', 'notifications', 'papers', 'reading', 'jobs', 'sources'],
  exports: ['accounts', 'audit', 'papers', 'reading', 'notes'],
  highlights: ['accounts', 'audit', 'history', 'papers', 'notes', 'exports'],
  transfers: ['accounts', 'history', 'papers', 'reading', 'highlights', 'imports'],
  connector: ['accounts', 'audit', 'papers', 'reading', 'sources', 'imports', 'exports'],
  analysis: ['accounts', 'papers', 'reading', 'vault', 'notifications', 'usage', 'jobs'],
  meaning: ['accounts', 'papers', 'vault', 'usage', 'analysis'],
  search: ['accounts', 'papers', 'meaning'],
  // It looks at the parts of the features above, and tells who looks after the house.
  health: ['accounts', 'audit', 'notifications', 'usage', 'jobs', 'performance', 'analysis'],
  guide: ['accounts', 'papers', 'reading', 'imports', 'analysis'],
  duplicates: ['accounts', 'papers', 'reading', 'notes', 'analysis', 'notifications'],
  backup: ['accounts', 'audit', 'notifications', 'jobs', 'papers', 'imports', 'exports'],
  opds: ['accounts', 'papers', 'reading'],
  mcp: ['accounts', 'papers', 'search', 'exports', 'sources', 'analysis'],
  // The page of whoever looks after the house: it asks all that have something to tell.
  admin: [
    'accounts',
    'audit',
    'watch',
    'usage',
    'jobs',
    'performance',
    'papers',
    'notes',
    'exports',
    'highlights',
    'health',
    'caching',
    'settings',
  ],
}

const TEST_FILES = String.raw`\.test\.tsx?$`
/** What only tests may use: folders named `testing`, files named `test-….ts`. */
const TEST_SUPPORT = ['(^|/)testing/', String.raw`(^|/)test-[^/]*\.tsx?$`]
const TESTS = [TEST_FILES, ...TEST_SUPPORT]
const TEST_HOUSE = '^server/testing/'
const DOORS = [String.raw`^features/([^/]+)/server/\1\.ts$`, String.raw`^features/[^/]+/contract\.ts$`]
const QUERIES = String.raw`^features/[^/]+/server/.*queries\.ts$`
const SIGN_IN = '^features/accounts/server/auth'
const FEATURE_WEB = '^features/[^/]+/web/'
const SERVER_SIDE = String.raw`^(server/|features/[^/]+/(server/|feature\.ts$))`

function wall(
  name: string,
  comment: string,
  from: IRegularForbiddenRuleType['from'],
  to: IRegularForbiddenRuleType['to'],
): IRegularForbiddenRuleType {
  return { name, severity: 'error', comment, from, to }
}

const floors = [
  wall(
    'no-circle',
    'Two files that import each other are one file that lost its shape.',
    {},
    { circular: true },
  ),
  wall(
    'imports-resolve',
    'Every import leads to a file or an installed package.',
    {},
    { couldNotResolve: true },
  ),
  wall(
    'contract-stands-alone',
    'contract/ is shared with the browser: zod and itself only.',
    { path: '^contract/', pathNot: TESTS },
    { pathNot: ['^contract/', 'node_modules/zod/'] },
  ),
  wall(
    'contract-tests-stay-low',
    'A test of the contract needs nothing of the floors above, except the test house.',
    { path: `^contract/.*${TEST_FILES}` },
    { path: '^(server|features|web|tools|bench|e2e)/', pathNot: TEST_HOUSE },
  ),
  wall(
    'platform-never-up',
    'The mechanisms know no feature, no entry point and no screen.',
    { path: '^server/platform/' },
    { path: '^(features|web)/|^server/', pathNot: ['^server/platform/', TEST_HOUSE] },
  ),
  wall(
    'features-never-up',
    'A feature is below the entry points and the composed screens.',
    { path: '^features/' },
    { path: '^server/|^web/', pathNot: ['^server/platform/', TEST_HOUSE, '^web/(ui|lib)/'] },
  ),
  wall(
    'house-without-its-tools',
    'What runs for users never needs the repository’s tools, benchmarks or journeys.',
    { path: '^(contract|features|server|web)/', pathNot: TESTS },
    { path: '^(tools|bench|e2e)/' },
  ),
  wall(
    'testing-only-in-tests',
    'What is made for tests never runs for users.',
    { pathNot: [...TESTS, '^(tools|bench|e2e)/', String.raw`^vitest\.config\.ts$`] },
    { path: TEST_SUPPORT, pathNot: 'node_modules/' },
  ),
]

const doors = [
  wall(
    'feature-contract-stands-alone',
    'A feature’s contract is words: contract/, zod and other features’ contracts.',
    { path: String.raw`^features/[^/]+/contract(\.ts$|/)` },
    { pathNot: ['^contract/', 'node_modules/zod/', String.raw`^features/[^/]+/contract(\.ts$|/)`] },
  ),
  wall(
    'feature-through-its-door',
    'Another feature is entered through server/<name>.ts or contract.ts only.',
    { path: '^features/([^/]+)/' },
    { path: '^features/', pathNot: ['^features/$1/', ...DOORS] },
  ),
  wall(
    'entry-through-doors',
    'Entry points take a feature’s table of contents, door or contract, nothing behind them.',
    { path: '^server/', pathNot: ['^server/platform/', ...TESTS] },
    { path: '^features/', pathNot: [String.raw`^features/[^/]+/feature\.ts$`, ...DOORS] },
  ),
  wall(
    'may-call-unlisted',
    'A feature without a row in MAY_CALL calls no other feature.',
    { path: `^features/(?!(?:${Object.keys(MAY_CALL).join('|')})/)([^/]+)/` },
    { path: '^features/', pathNot: '^features/$1/' },
  ),
  ...Object.entries(MAY_CALL).map(([name, callees]) =>
    wall(
      `may-call-${name}`,
      `${name} may call ${callees.length > 0 ? callees.join(', ') : 'no other feature'} (MAY_CALL in tools/walls.ts).`,
      { path: `^features/${name}/` },
      { path: '^features/', pathNot: [name, ...callees].map((callee) => `^features/${callee}/`) },
    ),
  ),
]

const screens = [
  wall(
    'server-never-imports-web',
    'The server knows no screen.',
    { path: `${SERVER_SIDE}|^contract/`, pathNot: String.raw`^server/[^/]+\.test\.ts$` },
    // The rule "every problem code has its words" reads those words; they are plain data.
    { path: ['^web/', FEATURE_WEB], pathNot: String.raw`^web/lib/words/problems\.(en|ko)\.ts$` },
  ),
  wall(
    'web-never-imports-server',
    'The browser gets contracts, never server code.',
    { path: ['^web/', FEATURE_WEB], pathNot: TESTS },
    { path: SERVER_SIDE },
  ),
  wall(
    'web-runs-in-browsers',
    'No Node built-in reaches the browser.',
    { path: ['^web/', FEATURE_WEB], pathNot: [...TESTS, String.raw`^web/(vite\.config\.ts$|build/)`] },
    { dependencyTypes: ['core'] },
  ),
  wall(
    'feature-web-stays-home',
    'A feature’s screens use #web/ui, #web/lib, contracts and their own folder.',
    { path: '^features/([^/]+)/web/' },
    {
      path: '^(contract|features|server|web|tools|bench|e2e)/',
      pathNot: [
        '^web/(ui|lib)/',
        '^contract/',
        String.raw`^features/[^/]+/contract\.ts$`,
        '^features/$1/web/',
        TEST_HOUSE,
      ],
    },
  ),
  wall(
    'web-ground-knows-no-feature',
    'web/ui and web/lib carry every screen, so they stand on contract/ alone.',
    { path: '^web/(ui|lib)/' },
    { path: '^(web|features)/', pathNot: '^web/(ui|lib)/' },
  ),
  wall(
    'web-enters-features-by-web',
    'The composed screens use features’ screens and contracts.',
    { path: '^web/' },
    { path: '^features/', pathNot: [FEATURE_WEB, String.raw`^features/[^/]+/contract\.ts$`] },
  ),
]

const packages = [
  wall(
    'only-database-opens-pg',
    'Connections are made in one place, where roles and limits are set. Types may travel.',
    {
      pathNot: [String.raw`^server/platform/(database|postgres)(/|\.ts)`, ...TESTS, '^(tools|bench)/'],
    },
    { path: 'node_modules/pg/', dependencyTypesNot: ['type-only'] },
  ),
  wall(
    'sql-lives-in-queries',
    'In a feature, only queries.ts (or <noun>-queries.ts) speaks SQL; the sign-in wrapper has a role and a pool of its own.',
    {
      path: '^(features|web|contract)/',
      pathNot: [QUERIES, SIGN_IN, ...TESTS],
    },
    { path: 'node_modules/kysely/', dependencyTypesNot: ['type-only'] },
  ),
  wall(
    'sign-in-behind-one-wrapper',
    'better-auth is seen by features/accounts/server/auth* only.',
    { pathNot: SIGN_IN },
    { path: 'node_modules/(better-auth|@better-auth)/' },
  ),
  wall(
    'providers-behind-one-folder',
    'The AI SDK is seen by features/analysis/server/providers only.',
    { pathNot: '^features/analysis/server/providers' },
    { path: 'node_modules/(ai|@ai-sdk)/' },
  ),
  wall(
    'no-development-package-at-run-time',
    'A production install has no development packages; the screens are built before there is one.',
    { path: '^(contract|features|server)/', pathNot: [...TESTS, '^features/[^/]+/web/'] },
    { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'] },
  ),
]

/** Every wall, each an error. */
export const walls: IFlattenedRuleSet = { forbidden: [...floors, ...doors, ...screens, ...packages] }

/** The rooms whose files stand behind the walls. */
export const ROOMS = ['contract', 'features', 'server', 'web', 'tools', 'bench', 'e2e'] as const
