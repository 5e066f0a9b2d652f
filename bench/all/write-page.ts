import { existsSync, readFileSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { type Bench, benches, type Figure } from './list-of-benches.ts'

const root = join(import.meta.dirname, '../..')
const results = join(root, 'bench/results')
export const runsFile = join(results, 'runs.json')

const run = z.object({
  at: z.string(),
  settings: z.array(z.string()),
  full: z.boolean(),
  outcome: z.enum(['measured', 'failed', 'skipped']),
  seconds: z.number(),
  why: z.string().optional(),
})
export type Run = z.infer<typeof run>
export type Runs = Record<string, Run>

/** How the benchmarks were run last; empty before the first time. */
export const readRuns = (): Runs =>
  existsSync(runsFile) ? z.record(z.string(), run).parse(JSON.parse(readFileSync(runsFile, 'utf8'))) : {}

const measured = z.object({
  measuredAt: z.string(),
  machine: z.looseObject({
    cpu: z.string(),
    cores: z.number(),
    memoryGb: z.number(),
    system: z.string(),
    node: z.string(),
    commit: z.string().optional(),
  }),
  results: z.record(z.string(), z.unknown()),
})
type Measured = z.infer<typeof measured>

function readResult({ name }: Bench): Measured | undefined {
  const path = join(results, `${name}.json`)
  return existsSync(path) ? measured.parse(JSON.parse(readFileSync(path, 'utf8'))) : undefined
}

function valueAt(value: unknown, at: Figure['at']): number | undefined {
  const [name, ...rest] = at
  if (name === undefined) return typeof value === 'number' ? value : undefined
  if (value === null || typeof value !== 'object' || !Object.hasOwn(value, name)) return undefined
  return valueAt(Reflect.get(value, name), rest)
}

const said = (value: number) => value.toLocaleString('en-US', { maximumFractionDigits: 2 })

/** In words that say which of two is better: more seconds are worse, and more in a second is better. */
function beside(ratio: number, unit: string, other: string): string {
  if (/^m?s\b/.test(unit)) return `${said(ratio)} times as long as ${other}`
  return /\/s$/.test(unit) ? `${said(ratio)} times as much as ${other}` : `${said(ratio)} × ${other}`
}

/** One figure as a row's three cells; undefined when the run has not measured it. */
function cellsOf({ what, at, unit, against }: Figure, { results: found }: Measured): string[] | undefined {
  const value = valueAt(found, at)
  if (value === undefined) return undefined
  const other = against && valueAt(found, against.at)
  if (unit === 'of')
    return other === undefined
      ? undefined
      : [what, `${said(value)} of ${said(other)}`, `${said((value / other) * 100)} %`]
  const figure = `${said(value)}${unit === '' ? '' : ` ${unit}`}`
  if (other === undefined || against === undefined) return [what, figure, '']
  return [what, figure, other === 0 ? '' : beside(value / other, unit, `${against.what} (${said(other)})`)]
}

const table = (rows: readonly (readonly string[])[], heads: readonly string[]) =>
  [
    `| ${heads.join(' | ')} |`,
    `|${heads.map(() => '---|').join('')}`,
    ...rows.map((row) => `| ${row.join(' | ')} |`),
  ].join('\n')

/** The numbers of a result that has no figures of its own choosing, flat. */
function flat(value: unknown, path: string[] = []): [string, number][] {
  if (typeof value === 'number') return [[path.join(' › '), value]]
  if (Array.isArray(value) || value === null || typeof value !== 'object') return []
  return Object.entries(value).flatMap(([name, inside]) => flat(inside, [...path, name]))
}
const mostRows = 14

function sectionOf(bench: Bench, found: Measured | undefined, last: Run | undefined): string {
  const lines = [`## ${bench.title}`, '']
  if (last && last.outcome !== 'measured')
    lines.push(
      `The last run ${last.outcome === 'failed' ? 'failed' : 'was left out'}: ${(last.why ?? '').split('\n').at(-1)}`,
      '',
    )
  if (!found) return [...lines, 'Not measured yet.', ''].join('\n')
  const { commit, node } = found.machine
  const how =
    last?.outcome === 'measured' ? `${last.full ? 'in full' : 'short'}, ${last.seconds} s` : 'by itself'
  lines.push(
    `\`node ${[bench.script, ...(last?.settings ?? [])].join(' ')}\` · ${found.measuredAt.slice(0, 16)} UTC · ${how} · Node ${node}${commit ? ` · ${commit}` : ''}`,
    '',
  )
  const rows = bench.figures.flatMap((figure) => {
    const cells = cellsOf(figure, found)
    return cells ? [cells] : []
  })
  if (rows.length > 0) lines.push(table(rows, ['what', 'Seogo', 'beside']))
  else
    lines.push(
      table(
        flat(found.results)
          .slice(0, mostRows)
          .map(([name, value]) => [name, said(value)]),
        ['what', 'figure'],
      ),
    )
  return [...lines, '', `Everything: [${bench.name}.json](../bench/results/${bench.name}.json).`, ''].join(
    '\n',
  )
}

/** Writes docs/benchmarks.md, and the figures of the README that stand in it. */
export async function writePages(runs: Runs): Promise<void> {
  const all = benches.map((bench) => ({ bench, found: readResult(bench), last: runs[bench.name] }))
  const machines = new Set(
    all.flatMap(({ found }) =>
      found
        ? [
            `${found.machine.cpu}, ${found.machine.cores} cores, ${found.machine.memoryGb} GB, ${found.machine.system}`,
          ]
        : [],
    ),
  )
  const names = z.record(z.string(), z.string())
  const { dependencies, devDependencies } = z
    .object({ dependencies: names, devDependencies: names })
    .parse(JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')))
  const versions = ['fastify', 'bullmq', 'pg', 'kysely', 'ws', 'react'].map(
    (name) => `${name} ${dependencies[name] ?? devDependencies[name]}`,
  )
  const page = [
    '# What was measured',
    '',
    'Written by `npm run bench`; never by hand. Peers and bare limits run in the same process or on the same machine in the same run, so a',
    'ratio says more than a time: another machine has other times. What is slower than its peer stands here too: “times as long as” above 1',
    'is slower than the peer, “times as much as” below 1 is less in the same time.',
    '',
    `Measured on: ${[...machines].join('; ')}. With ${versions.join(', ')}, PostgreSQL 18.`,
    '',
    ...all.map(({ bench, found, last }) => sectionOf(bench, found, last)),
  ].join('\n')
  await writeFile(join(root, 'docs/benchmarks.md'), page)
  const told = all.flatMap(({ bench, found }) =>
    bench.figures.flatMap((figure) => {
      const [, value, beside] = (found && figure.told && cellsOf(figure, found)) ?? []
      return value === undefined ? [] : [`| ${figure.told} | **${value}** | ${beside} |`]
    }),
  )
  const path = join(root, 'README.md')
  const block = ['<!-- figures -->', '| | | beside |', '|---|---|---|', ...told, '<!-- /figures -->'].join(
    '\n',
  )
  const readme = readFileSync(path, 'utf8').replace(/<!-- figures -->.*<!-- \/figures -->/s, () => block)
  await writeFile(path, readme)
}
