import { sql } from 'kysely'
import type { ConnectorTokenId, UserId } from '#contract/ids.ts'
import type { SystemTx, UserTx } from '#platform/database/transactions.ts'

const shown = ['id', 'label', 'created_at', 'last_used_at'] as const

export async function selectTokens(tx: UserTx) {
  return tx.selectFrom('connector_tokens').select(shown).orderBy('created_at').orderBy('id').execute()
}

type NewToken = { readonly user_id: UserId; readonly token_hash: Buffer; readonly label: string }

export async function insertToken(tx: UserTx, row: NewToken) {
  return tx.insertInto('connector_tokens').values(row).returning(shown).executeTakeFirstOrThrow()
}

export async function deleteToken(tx: UserTx, id: ConnectorTokenId): Promise<boolean> {
  const row = await tx.deleteFrom('connector_tokens').where('id', '=', id).returning('id').executeTakeFirst()
  return row !== undefined
}

/** Whose address it is; nobody knows that before it is read, so the house itself asks. */
export async function findByHash(tx: SystemTx, tokenHash: Buffer) {
  return tx
    .selectFrom('connector_tokens')
    .select(['id', 'user_id', 'last_used_at', 'target_number'])
    .where('token_hash', '=', tokenHash)
    .executeTakeFirst()
}

export async function touchToken(tx: SystemTx, id: string, at: Date): Promise<void> {
  await tx.updateTable('connector_tokens').set({ last_used_at: at }).where('id', '=', id).execute()
}

export async function setTarget(tx: UserTx, id: string, targetNumber: number): Promise<void> {
  await tx.updateTable('connector_tokens').set({ target_number: targetNumber }).where('id', '=', id).execute()
}

/** Counts a wrong address and says how many came from there in the window. */
export async function countRefusal(tx: SystemTx, address: string, windowStart: Date): Promise<number> {
  const { count } = await tx
    .insertInto('connector_refusals')
    .values({ address, window_start: windowStart, count: 1 })
    .onConflict((conflict) =>
      conflict
        .columns(['address', 'window_start'])
        .doUpdateSet({ count: sql<number>`connector_refusals.count + 1` }),
    )
    .returning('count')
    .executeTakeFirstOrThrow()
  return count
}

/** Deletes savings and counts that nothing comes after any more. */
export async function deleteSpent(
  tx: SystemTx,
  before: { readonly sessions: Date; readonly refusals: Date },
) {
  const sessions = await tx
    .deleteFrom('connector_sessions')
    .where('created_at', '<', before.sessions)
    .executeTakeFirst()
  const refusals = await tx
    .deleteFrom('connector_refusals')
    .where('window_start', '<', before.refusals)
    .executeTakeFirst()
  return { sessions: Number(sessions.numDeletedRows), refusals: Number(refusals.numDeletedRows) }
}
