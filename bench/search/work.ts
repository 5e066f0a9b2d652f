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

/** Milliseconds of processor time so far, which other programs on the machine do not lengthen as they lengthen waiting. */
export type Work = { readonly databaseMs: number; readonly apiMs: number }

/** How much all processes of the database and the API have worked. */
export async function workSoFar(client: pg.Client, apiPid: number): Promise<Work> {
  const { rows } = await client.query('select pid from pg_stat_activity where pid <> pg_backend_pid()')
  const ticks = pids.parse(rows).reduce((sum, { pid }) => sum + ticksOf(pid), 0)
  const toMs = 1_000 / ticksPerSecond
  return { databaseMs: ticks * toMs, apiMs: ticksOf(apiPid) * toMs }
}
