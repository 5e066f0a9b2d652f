import { sql } from 'kysely'
import type { UserId } from '#contract/ids.ts'
import type { UserTx } from '#platform/database/transactions.ts'

export async function findGuide(tx: UserTx, userId: UserId) {
  return await tx
    .selectFrom('guides')
    .select(['claim_opened_at', 'searched_at', 'dismissed_at'])
    .where('user_id', '=', userId)
    .executeTakeFirst()
}

type Traces = {
  readonly added: boolean
  readonly paper_id: string | null
  readonly asked: boolean
  readonly rated: boolean
  readonly tagged: boolean
}

/** What the person's first steps left behind in the libraries they see. */
export async function findTraces(tx: UserTx, userId: UserId): Promise<Traces> {
  const { rows } = await sql<Traces>`
    select exists (select from papers where added_by = ${userId}) as added,
           (select f.paper_id from files f join papers p on p.library_id = f.library_id and p.id = f.paper_id
             where f.state = 'read' and p.trashed_at is null order by f.added_at desc limit 1) as paper_id,
           exists (select from analysis_runs where requested_by = ${userId}) as asked,
           exists (select from judgements where user_id = ${userId} and rating_halves is not null) as rated,
           exists (select from paper_tags) as tagged`.execute(tx)
  const [traces] = rows
  if (traces === undefined) throw new Error('a select without a table gave no row')
  return traces
}

type Change = {
  readonly claim_opened_at?: Date
  readonly searched_at?: Date
  readonly dismissed_at?: Date | null
}

/** Notes what changed; what was done first stays noted as it was. */
export async function upsertGuide(tx: UserTx, userId: UserId, change: Change) {
  await tx
    .insertInto('guides')
    .values({ user_id: userId, ...change })
    .onConflict((conflict) => conflict.column('user_id').doUpdateSet({ user_id: userId, ...change }))
    .execute()
}
