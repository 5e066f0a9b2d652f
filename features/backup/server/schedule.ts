import { Cron } from 'croner'
import { Problem } from '#contract/problems.ts'
import { toInstant } from '#contract/time.ts'
import type { House } from '#platform/house.ts'
import { enqueue } from '#platform/queue/enqueue.ts'
import type { JobContext } from '#platform/queue/job.ts'
import type { BackupSchedule } from '../contract.ts'
import { makeBackupJob } from './jobs.ts'
import { findSchedule, putSchedule, takeDue } from './schedule-queries.ts'

/** Until somebody decides otherwise nothing is made by itself: it would fill the data folder's own disk. */
const unplanned: BackupSchedule = {
  enabled: false,
  cron: '0 3 * * *',
  timeZone: 'UTC',
  drill: true,
  keepLast: 3,
  keepDaily: 7,
  keepWeekly: 4,
  keepMonthly: 6,
}

export type KeptSchedule = BackupSchedule & { readonly nextRunAt: string | null }

/** @throws Problem bad_request when the expression or the time zone is none, or never comes about */
function nextRunOf({ cron, timeZone }: BackupSchedule, after: Date): Date {
  let next: Date | null
  try {
    // A time zone that is none is told of only when it is used.
    next = new Cron(cron, { timezone: timeZone, paused: true, mode: '5-part' }).nextRun(after)
  } catch (error) {
    const fault = error instanceof Error ? error.message : String(error)
    throw new Problem('backup_schedule_invalid', { cron, timeZone, fault })
  }
  if (!next) throw new Problem('backup_schedule_invalid', { cron, timeZone, fault: 'it never comes about' })
  return next
}

export async function readSchedule(house: House): Promise<KeptSchedule> {
  const row = await house.database.asSystem('read the schedule of backups', findSchedule)
  if (!row) return { ...unplanned, nextRunAt: null }
  const { nextRunAt, ...schedule } = row
  return { ...schedule, nextRunAt: nextRunAt && schedule.enabled ? toInstant(nextRunAt) : null }
}

export async function saveSchedule(house: House, schedule: BackupSchedule): Promise<KeptSchedule> {
  const next = nextRunOf(schedule, house.clock.now())
  await house.database.asSystem('save the schedule of backups', (tx) => putSchedule(tx, schedule, next))
  return readSchedule(house)
}

/** Asks for a backup when one is due; one that was missed while nothing ran is caught up once. */
export async function keepSchedule(_payload: unknown, { house, asSystem }: JobContext): Promise<void> {
  const now = house.clock.now()
  await asSystem('keep the schedule of backups', async (tx) => {
    const schedule = await findSchedule(tx)
    if (!schedule?.enabled || !(await takeDue(tx, { now, next: nextRunOf(schedule, now) }))) return
    const payload = { kind: 'incremental', drill: schedule.drill, prune: true } as const
    await enqueue(tx, makeBackupJob, payload, { key: 'make' })
  })
}
