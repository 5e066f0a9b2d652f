import { Problem } from '#contract/problems.ts'
import { requireConfirmed } from '#features/accounts/server/accounts.ts'
import type { House } from '#platform/house.ts'
import { type Route, route } from '#platform/http/route.ts'
import { enqueue } from '#platform/queue/enqueue.ts'
import type { JobDefinition } from '#platform/queue/job.ts'
import {
  compareBackup,
  drillBackup,
  dropKept,
  listBackups,
  makeBackupNow,
  pinBackup,
  removeBackup,
  restoreBackup,
  saveBackupSchedule,
  verifyBackup,
} from '../contract.ts'
import { compareBackupWithNow } from './compare-backup.ts'
import { drillBackupJob, makeBackupJob, removeBackupJob, restoreBackupJob, verifyBackupJob } from './jobs.ts'
import { dropKeptDatabase } from './kept-databases.ts'
import { listBackupsOf } from './list-backups.ts'
import { saveSchedule } from './schedule.ts'
import { getSet, listSets, pinSet } from './sets.ts'
import { openShelf } from './shelf.ts'

type OfOne = typeof verifyBackupJob extends JobDefinition<infer Payload> ? JobDefinition<Payload> : never

/** Asks for work on one backup, which has to be there. */
async function ask(house: House, definition: OfOne, backupId: string) {
  const found = (await listSets(openShelf(house.config))).find(({ id }) => id === backupId)
  if (!found) throw new Problem('backup_not_found', { id: backupId })
  if (definition === removeBackupJob && found.pinned) throw new Problem('backup_pinned', { id: backupId })
  const jobId = await house.database.asSystem('ask for work on a backup', (tx) =>
    enqueue(tx, definition, { backupId }, { key: backupId }),
  )
  return { jobId }
}

export const routes: readonly Route[] = [
  route(listBackups, (_, { house }) => listBackupsOf(house)),
  route(makeBackupNow, async ({ body }, { house, caller: { userId } }) => {
    const jobId = await house.database.asSystem('ask for a backup', (tx) =>
      enqueue(tx, makeBackupJob, body, { key: 'make', onBehalfOf: userId }),
    )
    return { jobId }
  }),
  route(verifyBackup, ({ params }, { house }) => ask(house, verifyBackupJob, params.backupId)),
  route(drillBackup, ({ params }, { house }) => ask(house, drillBackupJob, params.backupId)),
  route(removeBackup, ({ params }, { house }) => ask(house, removeBackupJob, params.backupId)),
  route(compareBackup, ({ params }, { house }) => compareBackupWithNow(house, params.backupId)),
  route(restoreBackup, async ({ params: { backupId }, body }, { house, caller }) => {
    await requireConfirmed(house, caller)
    await getSet(openShelf(house.config), backupId)
    if (body.confirmation !== backupId) throw new Problem('backup_name_differs', { id: backupId })
    const { userId } = caller
    const jobId = await house.database.asSystem('ask for a restore', (tx) =>
      enqueue(tx, restoreBackupJob, { backupId, askedBy: userId }, { key: 'restore', onBehalfOf: userId }),
    )
    return { jobId }
  }),
  route(dropKept, async ({ params: { database } }, { house, caller }) => {
    await requireConfirmed(house, caller)
    await dropKeptDatabase(house, caller.userId, database)
    return { database }
  }),
  route(pinBackup, async ({ params, body }, { house }) => {
    await pinSet(openShelf(house.config), params.backupId, body.pinned)
    return body
  }),
  route(saveBackupSchedule, ({ body }, { house }) => saveSchedule(house, body)),
]
