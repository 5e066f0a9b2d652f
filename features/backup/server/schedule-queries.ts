import type { SystemTx } from '#platform/database/transactions.ts'
import type { BackupSchedule } from '../contract.ts'

export async function findSchedule(
  tx: SystemTx,
): Promise<(BackupSchedule & { nextRunAt: Date | null }) | undefined> {
  return tx
    .selectFrom('backup_schedule')
    .select([
      'enabled',
      'cron',
      'time_zone as timeZone',
      'drill',
      'keep_last as keepLast',
      'keep_daily as keepDaily',
      'keep_weekly as keepWeekly',
      'keep_monthly as keepMonthly',
      'next_run_at as nextRunAt',
    ])
    .executeTakeFirst()
}

export async function putSchedule(tx: SystemTx, schedule: BackupSchedule, nextRunAt: Date): Promise<void> {
  const row = {
    enabled: schedule.enabled,
    cron: schedule.cron,
    time_zone: schedule.timeZone,
    drill: schedule.drill,
    keep_last: schedule.keepLast,
    keep_daily: schedule.keepDaily,
    keep_weekly: schedule.keepWeekly,
    keep_monthly: schedule.keepMonthly,
    next_run_at: nextRunAt,
  }
  await tx
    .insertInto('backup_schedule')
    .values(row)
    .onConflict((conflict) => conflict.column('one').doUpdateSet(row))
    .execute()
}

/** Takes the turn when it has come. @returns whether this one got it */
export async function takeDue(tx: SystemTx, { now, next }: { now: Date; next: Date }): Promise<boolean> {
  const taken = await tx
    .updateTable('backup_schedule')
    .set({ next_run_at: next })
    .where('enabled', '=', true)
    .where('next_run_at', '<=', now)
    .returning('one')
    .executeTakeFirst()
  return taken !== undefined
}
