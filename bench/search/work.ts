import { readFileSync } from 'node:fs'
import type pg from 'pg'
import { z } from 'zod'

const pids = z.array(z.object({ pid: z.int() }))
/** Of Linux on every machine: user-space clock ticks a second, in which /proc counts. */
const ticksPerSecond = 100

function ticksOf(pid: number): number {
  try {
    // Fields 14 and 15, counted behind the name, which may hold blanks.
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ') ?? []
    return Number(fields[11]) + Number(fields[12])
  } catch {
    // It ended, or the system has no /proc.
    return 0
  }
}

/** Clock ticks of each process of the database and of the API so far. */
export type Work = { readonly database: ReadonlyMap<number, number>; readonly api: number }

export async function workSoFar(client: pg.Client, apiPid: number): Promise<Work> {
  const { rows } = await client.query('select pid from pg_stat_activity where pid <> pg_backend_pid()')
  return {
    database: new Map(pids.parse(rows).map(({ pid }) => [pid, ticksOf(pid)])),
    api: ticksOf(apiPid),
  }
}

/**
 * Milliseconds of processor time between two moments, which other programs on the machine do not lengthen as they lengthen
 * waiting. What a process did that ended in between is not known any more.
 */
export function workBetween(before: Work, after: Work): { databaseMs: number; apiMs: number } {
  const toMs = 1_000 / ticksPerSecond
  let ticks = 0
  for (const [pid, now] of after.database) ticks += now - (before.database.get(pid) ?? 0)
  return { databaseMs: ticks * toMs, apiMs: (after.api - before.api) * toMs }
}
