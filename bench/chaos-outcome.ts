/** What became of the jobs of a chaos run, and whether that is right. */
import { sql } from 'kysely'
import type { House } from '#platform/house.ts'
import { chaosKinds } from './chaos-kinds.ts'

/** Reads the rows of the jobs, their results and how their executions ended. */
export async function readOutcome(house: House) {
  return house.database.asSystem('look at the outcome', async (tx) => {
    const rows = await sql<{
      kind: string
      state: string
      n: number
      executions: number
      attempts: number
      crashes: number
    }>`
      select kind, state, (payload ->> 'n')::int as n, lease as executions, attempts, crashes
        from background_jobs where kind like 'chaos.%'`.execute(tx)
    const results = await sql<{ n: number; count: number }>`
      select n, count(*)::int as count from chaos_results group by n`.execute(tx)
    const outcomes = await sql<{ outcome: string; count: number }>`
      select outcome, count(*)::int as count from job_attempts where kind like 'chaos.%' group by 1 order by 1`.execute(
      tx,
    )
    return { rows: rows.rows, results: results.rows, outcomes: outcomes.rows }
  })
}

type Outcome = Awaited<ReturnType<typeof readOutcome>>

/** Counts what was lost, done twice or ended wrongly. @param jobs how many were to be asked for */
export function judgeOutcome(jobs: number, { rows, results, outcomes }: Outcome) {
  const ends = new Map<string, string>(chaosKinds.map(({ definition, ends }) => [definition.name, ends]))
  const resultOf = new Map(results.map(({ n, count }) => [n, count]))
  const wrong = rows.filter(({ kind, state }) => state !== ends.get(kind))
  const withoutResult = rows.filter(({ n, state }) => state === 'completed' && !resultOf.has(n))
  const sum = (of: (row: Outcome['rows'][number]) => number) =>
    rows.reduce((total, row) => total + of(row), 0)
  const byOutcome = Object.fromEntries(outcomes.map(({ outcome, count }) => [outcome, count]))
  const executions = sum((row) => row.executions)
  return {
    asked: rows.length,
    lost: jobs - rows.length + withoutResult.length,
    duplicates: results.reduce((total, { count }) => total + count - 1, 0),
    wrongState: wrong.length,
    executions,
    // Beyond one for each job: retries that the failures asked for, waits for the provider, and what crashes cut off.
    extraExecutions: executions - rows.length,
    crashed: sum((row) => row.crashes),
    byOutcome,
  }
}
