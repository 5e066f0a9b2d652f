import { z } from 'zod'
import { userId } from '#contract/ids.ts'
import { job } from '#platform/queue/job.ts'
import { backupId } from '../contract.ts'

const hourMs = 3_600_000
// A large library over a slow line takes a night; what hangs longer than a day will not end.
const longest = { queue: 'default', timeoutMs: 24 * hourMs, backoffMs: 60_000 } as const

/** Makes a backup. With `prune`, what retention does not keep goes afterwards. */
export const makeBackupJob = job({
  ...longest,
  name: 'backup.make',
  payload: z.strictObject({
    kind: z.enum(['full', 'incremental']),
    drill: z.boolean(),
    prune: z.boolean().optional(),
  }),
  attempts: 3,
})

const ofOne = z.strictObject({ backupId })

export const verifyBackupJob = job({ ...longest, name: 'backup.verify', payload: ofOne, attempts: 2 })
export const drillBackupJob = job({ ...longest, name: 'backup.drill', payload: ofOne, attempts: 2 })
/** One try: whoever asked looks whether it came about, and asks again. */
export const restoreBackupJob = job({
  ...longest,
  name: 'backup.restore',
  payload: z.strictObject({ backupId, askedBy: userId }),
  attempts: 1,
})
export const removeBackupJob = job({
  ...longest,
  name: 'backup.remove',
  payload: ofOne,
  attempts: 3,
  withoutRoom: true,
})

/** Looks whether a backup is due by the schedule that an administrator made. */
export const keepScheduleJob = job({
  name: 'backup.keepSchedule',
  queue: 'default',
  payload: z.strictObject({}),
  attempts: 3,
  timeoutMs: 60_000,
})
