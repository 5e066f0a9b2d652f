import { sql } from 'kysely'
import { z } from 'zod'
import type { SystemTx } from '#platform/database/transactions.ts'
import { featureEvent } from '../contract.ts'

const useRow = z.object({
  event: featureEvent,
  day: z.string(),
  uses: z.coerce.number(),
  people: z.coerce.number(),
})

/** Uses by day; the people of a day that is not over are those who are known so far. */
export async function readUses(tx: SystemTx, since: string) {
  const { rows } = await sql`
    select event, day, uses,
           coalesce(people, (select count(*) from feature_use_names n where n.day = u.day and n.event = u.event)) as people
      from feature_uses u where day >= ${since}::date order by event, day`.execute(tx)
  return z.array(useRow).parse(rows)
}

export async function isUseCounted(tx: SystemTx): Promise<boolean> {
  const row = await tx.selectFrom('performance_settings').select('feature_use').executeTakeFirstOrThrow()
  return row.feature_use
}

export async function putUseCounted(tx: SystemTx, featureUse: boolean): Promise<void> {
  await tx.updateTable('performance_settings').set({ feature_use: featureUse }).execute()
  if (featureUse) return
  await tx.deleteFrom('feature_uses').execute()
  await tx.deleteFrom('feature_use_names').execute()
}

/** @returns how many jobs could run at this moment */
export async function readJobsWaiting(tx: SystemTx): Promise<number> {
  const { rows } = await sql<{ waiting: number }>`select app.jobs_waiting()::int as waiting`.execute(tx)
  return rows[0]?.waiting ?? 0
}
