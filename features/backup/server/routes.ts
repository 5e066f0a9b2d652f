import { Problem } from '#contract/problems.ts'
import type { House } from '#platform/house.ts'
import { type Route, route } from '#platform/http/route.ts'
import { enqueue } from '#platform/queue/enqueue.ts'
import type { JobDefinition } from '#platform/queue/job.ts'
import {
  drillBackup,
  listBackups,
  makeBackupNow,
  pinBackup,
  removeBackup,
  saveBackupSchedule,
  verifyBackup,
} from '../contract.ts'
import { drillBackupJob, makeBackupJob, removeBackupJob, verifyBackupJob } from './jobs.ts'
import { listBackupsOf } from './list-backups.ts'
import { saveSchedule } from './schedule.ts'
import { listSets, pinSet } from './sets.ts'
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
  route(makeBackupNow, async ({ body }, { house }) => {
    const jobId = await house.database.asSystem('ask for a backup', (tx) =>
      enqueue(tx, makeBackupJob, body, { key: 'make' }),
    )
    return { jobId }
  }),
  route(verifyBackup, ({ params }, { house }) => ask(house, verifyBackupJob, params.backupId)),
  route(drillBackup, ({ params }, { house }) => ask(house, drillBackupJob, params.backupId)),
  route(removeBackup, ({ params }, { house }) => ask(house, removeBackupJob, params.backupId)),
  route(pinBackup, async ({ params, body }, { house }) => {
    await pinSet(openShelf(house.config), params.backupId, body.pinned)
    return body
  }),
  route(saveBackupSchedule, ({ body }, { house }) => saveSchedule(house, body)),
]
