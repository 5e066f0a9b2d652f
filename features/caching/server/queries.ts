import { sql } from 'kysely'
import type { SystemTx } from '#platform/database/transactions.ts'

export async function upsertReport(
  tx: SystemTx,
  { process, kind, at, report }: { process: string; kind: 'api' | 'worker'; at: Date; report: string },
) {
  await tx
    .insertInto('cache_reports')
    .values({ process, kind, at, report })
    .onConflict((one) => one.column('process').doUpdateSet({ at, report }))
    .execute()
}

export async function listReports(tx: SystemTx, since: Date) {
  return await tx
    .selectFrom('cache_reports')
    .select(['process', 'kind', 'at', sql<unknown>`report`.as('report')])
    .where('at', '>', since)
    .orderBy('process')
    .execute()
}

/** Rows of processes that are gone. */
export async function dropReports(tx: SystemTx, { process, before }: { process: string; before: Date }) {
  await tx
    .deleteFrom('cache_reports')
    .where((row) => row.or([row('process', '=', process), row('at', '<', before)]))
    .execute()
}
