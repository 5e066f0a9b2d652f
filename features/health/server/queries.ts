import { sql } from 'kysely'
import type { HealthState } from '#contract/health.ts'
import type { SystemTx } from '#platform/database/transactions.ts'

/** Takes the turn to look, if nobody did since `before`: of all processes that ask, one gets it. */
export async function takeTurn(tx: SystemTx, { at, before }: { at: Date; before: Date }): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('health_turn')
    .set({ taken_at: at })
    .where('taken_at', '<=', before)
    .executeTakeFirst()
  return numUpdatedRows > 0n
}

/** The states as they were last written, locked for who changes them. */
export async function listStates(tx: SystemTx, options: { readonly locked?: boolean } = {}) {
  const query = tx
    .selectFrom('health_states')
    .select(['part', 'state', 'finding', 'facts', 'since', 'told_state'])
    .orderBy('part')
  return options.locked ? query.forUpdate().execute() : query.execute()
}
export type StateRow = Awaited<ReturnType<typeof listStates>>[number]

export type NewState = {
  readonly part: string
  readonly state: HealthState
  readonly finding: string | null
  readonly facts: object
  readonly at: Date
}

export async function putState(tx: SystemTx, { part, state, finding, facts, at }: NewState): Promise<void> {
  const values = { state, finding, facts: JSON.stringify(facts), since: at }
  await tx
    .insertInto('health_states')
    .values({ part, ...values })
    .onConflict((conflict) => conflict.column('part').doUpdateSet(values))
    .execute()
}

export async function putTold(tx: SystemTx, part: string, state: 'failing' | 'ok'): Promise<void> {
  await tx.updateTable('health_states').set({ told_state: state }).where('part', '=', part).execute()
}

export async function insertChange(tx: SystemTx, { facts, ...change }: NewState): Promise<void> {
  await tx
    .insertInto('health_changes')
    .values({ ...change, facts: JSON.stringify(facts) })
    .execute()
}

type Page = {
  readonly part: string | undefined
  readonly before: { readonly at: string; readonly id: string } | undefined
  readonly limit: number
}

/** Changes of state, newest first; `at_text` is the instant to the microsecond, for the cursor. */
export async function listChangeRows(tx: SystemTx, { part, before, limit }: Page) {
  let query = tx
    .selectFrom('health_changes')
    .select(['id', 'at', 'part', 'state', 'finding', 'facts', sql<string>`at::text`.as('at_text')])
  if (part !== undefined) query = query.where('part', '=', part)
  if (before) query = query.where(sql<boolean>`(at, id) < (${before.at}::timestamptz, ${before.id}::uuid)`)
  return query.orderBy('at', 'desc').orderBy('id', 'desc').limit(limit).execute()
}
