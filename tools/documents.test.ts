import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { parse as parseYaml } from 'yaml'
import { z } from 'zod'
import { variables } from '#platform/config/variables.ts'
import { listCommands } from '#server/cli/commands.ts'
import { parseCommandLine } from '#server/cli/parse.ts'
import { features } from '#server/features.ts'
import { readShellLines } from './readme-commands.ts'
import { HOUSE_ROOT } from './source-files.ts'

const at = (...path: string[]) => join(HOUSE_ROOT, ...path)
const read = (path: string) => readFileSync(at(path), 'utf8')
const pagesIn = (folder: string) =>
  readdirSync(at(folder))
    .filter((name) => name.endsWith('.md'))
    .map((name) => (folder === '' ? name : `${folder}/${name}`))
const pages = ['', 'docs', 'docs/decisions'].flatMap(pagesIn)

const packageFile = z.object({ scripts: z.record(z.string(), z.string()) })
const { scripts } = packageFile.parse(JSON.parse(read('package.json')))
const commands = listCommands()
const router = read('web/router.tsx')
const screens = new Set([...router.matchAll(/path: '([^']+)'/g)].map(([, path]) => path ?? ''))
const endpoints = (
  await Promise.all(
    features.map(async ({ routes }) => (await routes?.())?.map(({ endpoint }) => endpoint) ?? []),
  )
).flat()
const protocols = (
  await Promise.all(features.map(async ({ protocols: those }) => (await those?.()) ?? []))
).flat()
const paths = [...endpoints, ...protocols].map(({ path }) => path)

/** Heading anchors as GitHub makes them. */
function anchorsOf(markdown: string): Set<string> {
  const withoutCode = markdown.replaceAll(/^```.*?^```/gms, '')
  return new Set(
    [...withoutCode.matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
      heading
        .toLowerCase()
        .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
        .trim()
        .replaceAll(/\s/g, '-'),
    ),
  )
}

/** The fault of a link, undefined when it leads somewhere. */
function faultOfLink(page: string, link: string): string | undefined {
  if (/^(https?|mailto):/.test(link)) return undefined
  const [path = '', anchor] = link.split('#')
  const target = path === '' ? page : join(dirname(page), decodeURIComponent(path))
  if (!existsSync(at(target))) return `${page}: ${link} leads nowhere`
  if (anchor === undefined || !target.endsWith('.md')) return undefined
  return anchorsOf(read(target)).has(anchor) ? undefined : `${page}: ${link} has no such heading`
}

test('every link of a page leads to a file, and its anchor to a heading', () => {
  const faults = pages.flatMap((page) => {
    const text = read(page).replaceAll(/^```.*?^```/gms, '')
    return [...text.matchAll(/\]\(([^)\s]+)\)/g)].flatMap(([, link = '']) => faultOfLink(page, link) ?? [])
  })
  expect(faults).toEqual([])
})

/** Words of a shell line: quotes held together, what stands in brackets taken, a placeholder as a word. */
function wordsOf(line: string): string[] {
  const typed = line.replaceAll(/[[\]]/g, '').replaceAll(/<[^>]*>/g, 'x')
  return [...typed.matchAll(/"([^"]*)"|'([^']*)'|(\S+)/g)].map(
    ([, one, two, three]) => one ?? two ?? three ?? '',
  )
}

/** Programs of others in the pages, and how far a line of theirs can be looked at here. */
const others: Readonly<Record<string, (words: readonly string[]) => string | undefined>> = {
  cd: ([folder = '']) => (existsSync(at(folder)) ? undefined : `no folder ${folder}`),
  docker: ([, ...words]) => {
    const shape = z.object({ services: z.record(z.string(), z.unknown()) })
    const { services } = shape.parse(parseYaml(read('deploy/compose.yaml'), { merge: true }))
    const named = words.flatMap((word, index) => {
      if (words[index - 1] === '--scale') return [word.split('=')[0] ?? '']
      return ['logs', 'exec', 'run', 'restart', 'stop'].includes(words[index - 1] ?? '') ? [word] : []
    })
    return named.find((name) => !(name in services)) && `no service in ${named.join(' ')}`
  },
  kubectl: (words) => {
    const manifests = readdirSync(at('deploy/kubernetes'))
      .map((name) => read(`deploy/kubernetes/${name}`))
      .join('\n')
    const namespace = words[words.indexOf('-n') + 1] ?? ''
    if (words.includes('-n') && !manifests.includes(namespace)) return `no namespace ${namespace}`
    const folder = words[words.indexOf('-k') + 1] ?? ''
    if (words.includes('-k') && !existsSync(at(folder, 'kustomization.yaml'))) return `nothing at ${folder}`
    const secret = words[words.indexOf('generic') + 1] ?? ''
    return words.includes('generic') && !manifests.includes(secret) ? `no secret ${secret}` : undefined
  },
  curl: (words) => {
    const address = words.find((word) => /SEOGO_ADDRESS|\/api\/|\/health\//.test(word)) ?? ''
    const path = address.replace(/^[^/]*(\/\/[^/]+)?/, '').split('?')[0] ?? ''
    if (path === '/api/openapi.json' || path.startsWith('/health/')) return undefined
    const fits = (known: string) => new RegExp(`^${known.replaceAll(/:\w+/g, '[^/]+')}$`).test(path)
    return paths.some(fits) ? undefined : `no route ${path}`
  },
  systemctl: (words) => {
    const unit = words.at(-1)?.replace(/@\d+/, '@') ?? ''
    const known = readdirSync(at('deploy/systemd')).map((name) => name.replace('.service', ''))
    return known.includes(unit.replace('.service', '')) || words.includes('daemon-reload')
      ? undefined
      : `no unit ${unit}`
  },
  sudo: (words) => faultOfCommand(words),
  export: (words) => faultOfSettings(words),
  // Documented with its own version; nothing of Seogo's is in its lines.
  pgbackrest: (words) => (words.includes('--stanza=seogo') ? undefined : 'another stanza'),
  npx: ([program = '', ...words]) => {
    if (program === 'seogo') return faultOfSeogo(words)
    return existsSync(at('node_modules/.bin', program)) ? undefined : `no program ${program}`
  },
  npm: ([verb = '', ...words]) => {
    if (verb === 'ci') return undefined
    const script = verb === 'run' ? words[0] : verb
    const after = words.indexOf('--')
    const handed = after < 0 ? [] : words.slice(after + 1)
    if (script === undefined || !(script in scripts)) return `no script ${script}`
    if (script === 'seogo') return faultOfSeogo(handed)
    return script === 'start' ? faultOfSeogo(['start', ...handed]) : undefined
  },
  seogo: (words) => faultOfSeogo(words),
}

function faultOfSeogo(words: readonly string[]): string | undefined {
  try {
    parseCommandLine(words, commands)
    return undefined
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}

function faultOfSettings(words: readonly string[]): string | undefined {
  // Of the shell that asks, and of deploy/compose.yaml.
  const asked = ['SEOGO_ADDRESS', 'SEOGO_TOKEN', 'SEOGO_DOMAIN']
  const unknown = words
    .map((word) => word.split('=')[0] ?? '')
    .find((name) => name.startsWith('SEOGO_') && !(name in variables.shape) && !asked.includes(name))
  return unknown === undefined ? undefined : `no setting ${unknown}`
}

/** Programs of the system, of whose lines nothing is Seogo's. */
const ofTheSystem = new Set(
  'apt apt-get cat chmod chown cp dd df du echo find git grep head install jq kill ln ls mkdir mv openssl pg_dump printf psql redis-cli rm rsync sed sleep ssh tail tar tee watch wget'.split(
    ' ',
  ),
)

function faultOfCommand(words: readonly string[]): string | undefined {
  const at = words.findIndex((word) => !/^[A-Z_]+=/.test(word))
  const settings = at < 0 ? words : words.slice(0, at)
  const fault = faultOfSettings(settings)
  if (fault !== undefined || at < 0) return fault
  const [program = '', ...rest] = words.slice(at)
  const look = others[program]
  if (look === undefined) return ofTheSystem.has(program) ? undefined : `${program} is known to nobody`
  return look(rest)
}

const shellLines = pages.flatMap((page) =>
  readShellLines(read(page))
    .map((line) => line.replace(/(^|\s)#.*$/, '').trim())
    .flatMap((line) => line.split(/\s(?:&&|\|)\s/))
    .filter((line) => line !== '')
    .map((line) => [page, line] as const),
)

describe('every command of the pages is one that there is, with its options', () => {
  test('there are such lines in the pages', () => expect(shellLines.length).toBeGreaterThan(30))
  test.each(shellLines)('%s: %s', (_, line) => {
    expect(faultOfCommand(wordsOf(line))).toBeUndefined()
  })
})

test('what stands in the running text as a script, a command or a setting is one', () => {
  const faults = pages.flatMap((page) => {
    const text = read(page).replaceAll(/^```.*?^```/gms, '')
    return [...text.matchAll(/`([^`\n]+)`/g)].flatMap(([, code = '']) => {
      const script = /^npm run ([\w:*-]+)/.exec(code)?.[1]
      const wanted = script === undefined ? undefined : new RegExp(`^${script.replaceAll('*', '.+')}$`)
      if (wanted && !Object.keys(scripts).some((name) => wanted.test(name))) return [`${page}: ${code}`]
      const typed = /^(?:npm run seogo -- |npx seogo |seogo )(.+)$/.exec(code)?.[1]
      // A family of commands may be named by what its members have in common.
      const isFamily = commands.some(({ name }) => name.startsWith(`${typed} `))
      const isWhole = typed !== undefined && !isFamily && !typed.includes('…')
      const fault = isWhole ? faultOfSeogo(wordsOf(typed)) : undefined
      return fault === undefined ? [] : [`${page}: ${code}: ${fault}`]
    })
  })
  expect(faults).toEqual([])
})

const sections = read('docs/capabilities.md')
  .split(/^## /m)
  .slice(1)
  .map((section) => ({ title: section.split('\n')[0] ?? '', text: section }))

describe('each of the fifteen capabilities has its screen, command, tests and benchmark', () => {
  test('there are fifteen, numbered', () => {
    expect(sections.map(({ title }) => Number(title.split('.')[0]))).toEqual(
      Array.from({ length: 15 }, (_, index) => index + 1),
    )
  })
  test.each(sections)('$title', ({ text }) => {
    const line = (name: string) =>
      new RegExp(`^- \\*\\*${name}\\*\\*: (.+)$`, 'm').exec(text)?.[1] ?? expect.fail(`no ${name}`)
    const codes = (name: string) => [...line(name).matchAll(/`([^`]+)`/g)].map(([, code = '']) => code)
    for (const screen of codes('Screen')) expect(screens, screen).toContain(screen)
    for (const command of codes('Command')) expect(faultOfCommand(wordsOf(command)), command).toBeUndefined()
    const tests = [...line('Tests').matchAll(/\]\(([^)]+)\)/g)].map(([, path = '']) => path)
    expect(tests.length).toBeGreaterThan(0)
    for (const path of tests) expect(path).toMatch(/\.(test|journey|attack)\.ts$|testing|deploy/)
    for (const bench of codes('Benchmark')) expect(faultOfCommand(wordsOf(bench)), bench).toBeUndefined()
  })
})

test('every figure of the README stands in the page of the benchmarks', () => {
  const block =
    /<!-- figures -->(.*)<!-- \/figures -->/s.exec(read('README.md'))?.[1] ?? expect.fail('no figures')
  const measured = read('docs/benchmarks.md')
  const figures = [...block.matchAll(/\*\*([^*]+)\*\*/g)].map(([, figure = '']) => figure)
  expect(figures.length).toBeGreaterThan(4)
  for (const figure of figures) expect(measured).toContain(figure)
})
