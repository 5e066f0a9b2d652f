import { setTimeout as sleep } from 'node:timers/promises'
import { notifyAdministrators } from '#features/notifications/server/notifications.ts'
import type { House } from '#platform/house.ts'
import type { JobContext } from '#platform/queue/job.ts'
import { oneRestoreAtATime } from './backup.ts'
import type { restoreBackupJob } from './jobs.ts'
import { restore } from './restore.ts'
import { getSet } from './sets.ts'
import { openShelf } from './shelf.ts'
import { asProgress } from './tell-progress.ts'
import { type Payload, toldWhenFailed } from './told-when-failed.ts'

export const restoreBackupWork = toldWhenFailed<typeof restoreBackupJob>('restore_failed', restoreInto)

/**
 * Restores a backup into the running house. Until the databases change places everything serves on; from then on this job is
 * in the database that was kept, where nobody waits for its end.
 */
async function restoreInto(
  { backupId, askedBy }: Payload<typeof restoreBackupJob>,
  context: JobContext,
): Promise<void> {
  const { house, signal, note } = context
  const { database, files, config, clock, log, cache } = house
  const shelf = openShelf(config, { mustExist: true })
  const set = await getSet(shelf, backupId)
  const restored = await oneRestoreAtATime(database.address, () =>
    restore({
      address: database.address,
      files,
      shelf,
      set,
      log,
      askedBy,
      now: () => clock.now(),
      whileRunning: true,
      signal,
      tell: asProgress(context, { rows: [0, 55], comparing: [55, 80], files: [80, 100] }),
    }),
  )
  note({ backup: set.id, rows: restored.rows, keptAs: restored.keptAs })
  await cache.deleteAll()
  await onceReconnected(house, () =>
    database.asSystem('tell that a backup was restored', (tx) =>
      notifyAdministrators(tx, { type: 'backup_restored', facts: { takenAt: set.takenAt } }),
    ),
  )
}

const tries = 20
const pauseMs = 250

/** The swap ended the connections to both databases; each is noticed at its next use. */
async function onceReconnected(house: House, work: () => Promise<void>): Promise<void> {
  for (let left = tries; ; left -= 1)
    try {
      await work()
      return
    } catch (error) {
      if (left === 0) throw error
      house.log.debug({ err: error }, 'not connected to the restored database yet')
      await sleep(pauseMs)
    }
}
