import { sql } from 'kysely'
import type { JobId } from '#contract/ids.ts'
import type { SystemTx } from '#platform/database/transactions.ts'

export type ScheduleRow = {
  readonly name: string
  readonly job_kind: string
  readonly cron: string | null
  readonly time_zone: string | null
  readonly every_ms: number | null
}

/**
 * Writes down what a schedule is, for those who look; its next run is set when it is new or runs at other times than
 * before.
 */
export async function describeSchedule(
  tx: SystemTx,
  row: ScheduleRow,
  { now, next }: { now: Date; next: Date },
): Promise<void> {
  await sql`
    insert into schedules (name, job_kind, cron, time_zone, every_ms, next_run_at, described_at)
    values (${row.name}, ${row.job_kind}, ${row.cron}, ${row.time_zone}, ${row.every_ms}, ${next}, ${now})
        on conflict (name) do update
       set job_kind = excluded.job_kind, cron = excluded.cron, time_zone = excluded.time_zone,
           every_ms = excluded.every_ms, described_at = excluded.described_at,
           next_run_at = case when schedules.described_at is null or (schedules.cron, schedules.time_zone)
             is not distinct from (excluded.cron, excluded.time_zone)
             then schedules.next_run_at else excluded.next_run_at end`.execute(tx)
}

/** Takes the turn of a schedule when it is due. @returns whether this process got it */
export async function takeTurn(
  tx: SystemTx,
  name: string,
  { now, next }: { now: Date; next: Date },
): Promise<boolean> {
  const taken = await tx
    .updateTable('schedules')
    .set({ next_run_at: next, last_run_at: now })
    .where('name', '=', name)
    .where('next_run_at', '<=', now)
    .returning('name')
    .executeTakeFirst()
  return taken !== undefined
}

export async function putLastJob(tx: SystemTx, name: string, id: JobId): Promise<void> {
  await tx.updateTable('schedules').set({ last_job_id: id }).where('name', '=', name).execute()
}
