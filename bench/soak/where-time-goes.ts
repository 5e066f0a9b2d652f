import { readFileSync } from 'node:fs'
import { z } from 'zod'
import { round } from '../measure.ts'
import type { SoakedHouse } from './installation.ts'

/** A CPU profile as V8 writes it (Chrome DevTools Protocol, Profiler.Profile). */
const profileShape = z.object({
  nodes: z.array(
    z.object({
      id: z.int(),
      callFrame: z.object({ functionName: z.string(), url: z.string(), lineNumber: z.int() }),
      children: z.array(z.int()).optional(),
    }),
  ),
  samples: z.array(z.int()),
  timeDeltas: z.array(z.number()),
})
type Profile = z.infer<typeof profileShape>

export type Share = { readonly where: string; readonly percent: number }
const mostRows = 15
const noWork = new Set(['(idle)', '(program)', '(root)'])

/** The package, or the house's own file. */
function roomOf(url: string): string {
  const [, name] = /.*\/node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(url) ?? []
  if (name) return name
  return /\/((?:server|features|contract)\/.*)$/.exec(url)?.[1] ?? (url.startsWith('node:') ? url : 'V8')
}

function selfTimes({ nodes, samples, timeDeltas }: Profile): Map<number, number> {
  const own = new Map(nodes.map(({ id }) => [id, 0]))
  for (const [index, id] of samples.entries()) own.set(id, (own.get(id) ?? 0) + (timeDeltas[index] ?? 0))
  return own
}

const largest = (times: ReadonlyMap<string, number>, whole: number): Share[] =>
  [...times]
    .toSorted(([, a], [, b]) => b - a)
    .slice(0, mostRows)
    .map(([where, time]) => ({ where, percent: round((100 * time) / whole) }))

/** Where a process was at work, in percent of the time that it was: by function, by package, and with all that was called. */
export function readProfile(path: string) {
  const profile = profileShape.parse(JSON.parse(readFileSync(path, 'utf8')))
  const own = selfTimes(profile)
  const nodes = new Map(profile.nodes.map((node) => [node.id, node]))
  const [byFunction, byRoom, within] = [1, 2, 3].map(() => new Map<string, number>())
  const add = (map: Map<string, number> | undefined, name: string, time: number) =>
    map?.set(name, (map.get(name) ?? 0) + time)
  let [busy, whole] = [0, 0]

  function walk(id: number, above: ReadonlySet<string>): void {
    const node = nodes.get(id)
    if (!node) return
    const { functionName, url, lineNumber } = node.callFrame
    const time = own.get(id) ?? 0
    const room = roomOf(url)
    const name = `${functionName || 'anonymous'} ${room}${url === '' ? '' : `:${lineNumber + 1}`}`
    whole += time
    const inside = new Set(above)
    if (!noWork.has(functionName) && room !== 'node:inspector') {
      busy += time
      add(byFunction, name, time)
      add(byRoom, functionName === '(garbage collector)' ? functionName : room, time)
      if (/^(server|features|contract)\//.test(room)) inside.add(name)
      for (const each of inside) add(within, each, time)
    }
    for (const child of node.children ?? []) walk(child, inside)
  }
  walk(profile.nodes[0]?.id ?? 0, new Set())
  return {
    busyPercent: round((100 * busy) / whole),
    functions: largest(byFunction ?? new Map(), busy),
    packages: largest(byRoom ?? new Map(), busy),
    withAllTheyCall: largest(within ?? new Map(), busy),
  }
}

/** The statements PostgreSQL was busy with longest, by pg_stat_statements. */
export async function listStatements({ admin }: SoakedHouse) {
  const { rows } = await admin.query<{
    text: string
    calls: number
    total: number
    mean: number
    share: number
  }>(
    `select left(regexp_replace(query, '\\s+', ' ', 'g'), 300) as text, calls::int, total_exec_time as total,
        mean_exec_time as mean, 100 * total_exec_time / sum(total_exec_time) over () as share
      from pg_stat_statements order by total_exec_time desc limit ${mostRows}`,
  )
  return rows.map(({ text, calls, total, mean, share }) => ({
    text,
    calls,
    seconds: round(total / 1_000),
    meanMs: round(mean),
    percent: round(share),
  }))
}
