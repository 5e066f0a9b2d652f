import { toInstant } from '#contract/time.ts'
import { notify, notifyAdministrators } from '#features/notifications/server/notifications.ts'
import { JobFailure } from '#platform/queue/failure.ts'
import type { JobContext } from '#platform/queue/job.ts'
import { makeBackup, oneAtATime } from './backup.ts'
import { drill } from './drill.ts'
import type { drillBackupJob, makeBackupJob, removeBackupJob, verifyBackupJob } from './jobs.ts'
import { copyToOthers, removeFromOthers } from './other-places.ts'
import { damaged } from './parts.ts'
import { removeSets } from './remove-set.ts'
import { chooseToRemove } from './retention.ts'
import { readSchedule } from './schedule.ts'
import { getSet, listSets, writeProof } from './sets.ts'
import { openShelf } from './shelf.ts'
import { asProgress } from './tell-progress.ts'
import { type Payload, subjectOf, toldWhenFailed } from './told-when-failed.ts'
import { verifySet } from './verify-set.ts'

/** Whoever asked is told that it is made; one of the schedule is news only while none is unread. */
async function tellMade(context: JobContext): Promise<void> {
  const told = { type: 'backup_finished', subject: subjectOf(context) } as const
  const { userId } = context
  await context.asSystem('tell that a backup is made', async (tx) => {
    if (userId) await notify(tx, { ...told, userId })
    else await notifyAdministrators(tx, { ...told, once: true })
  })
}

/** Makes a backup, proves it, and lets the old ones go. */
export const makeBackupWork = toldWhenFailed<typeof makeBackupJob>('backup_failed', makeProveAndPrune)

async function makeProveAndPrune(payload: Payload<typeof makeBackupJob>, context: JobContext): Promise<void> {
  const { house, signal, note } = context
  const until = payload.drill ? 50 : 100
  const tell = asProgress(context, {
    tables: [0, until * 0.6],
    files: [until * 0.6, until],
    finishing: [until, until],
    reading: [50, 65],
    rows: [65, 85],
    comparing: [85, 100],
  })
  const set = await makeBackup(house, { kind: payload.kind, tell, signal, wait: true })
  note({ backup: set.id, bytes: set.storedBytes, writtenBytes: set.written.bytes })
  const shelf = openShelf(house.config)
  const proveAndPrune = async () => {
    const notCopied = await copyToOthers(house, set, signal)
    if (payload.drill) requireProven(await drill({ house, shelf, set, tell, signal }))
    if (payload.prune) {
      const going = chooseToRemove(await listSets(shelf), await readSchedule(house))
      if (going.length > 0) await removeSets(shelf, going)
      await removeFromOthers(house, going)
      note({ removed: going.length })
    }
    const [failure] = notCopied
    // Made and proven here, and missing where it would be needed: that is told, and the next one makes up for it.
    if (failure) throw notCopiedTo(failure)
  }
  await oneAtATime(house.database.address, proveAndPrune, { wait: true, signal })
  await tellMade(context)
}

function notCopiedTo({ place, error }: { readonly place: string; readonly error: unknown }): JobFailure {
  const why = error instanceof Error ? error.message : String(error)
  return new JobFailure('backup_destination_unusable', `${place}: ${why}`, { retry: false, cause: error })
}

/** A backup that is not as it should be is a job that failed: that is what is told and noticed. */
function requireProven({ damages, drill: report }: Awaited<ReturnType<typeof drill>>): void {
  const [first] = damages
  if (first) throw damaged(first.where, first.part, first.why)
  if (report && report.faults.length > 0)
    throw new Error(`the restored backup differs: ${report.faults.join('; ')}`)
}

export const drillBackupWork = toldWhenFailed<typeof drillBackupJob>('backup_failed', proveAgain)

async function proveAgain({ backupId }: Payload<typeof drillBackupJob>, context: JobContext): Promise<void> {
  const { house, signal } = context
  const shelf = openShelf(house.config, { mustExist: true })
  const set = await getSet(shelf, backupId)
  const tell = asProgress(context, { reading: [0, 30], rows: [30, 70], comparing: [70, 100] })
  const trial = () => drill({ house, shelf, set, tell, signal })
  requireProven(await oneAtATime(house.database.address, trial, { wait: true, signal }))
}

export const verifyBackupWork = toldWhenFailed<typeof verifyBackupJob>('backup_failed', readThrough)

async function readThrough(
  { backupId }: Payload<typeof verifyBackupJob>,
  context: JobContext,
): Promise<void> {
  const { house, signal } = context
  const shelf = openShelf(house.config, { mustExist: true })
  const set = await getSet(shelf, backupId)
  const tell = asProgress(context, {})
  const damages = await verifySet(shelf, set, { signal, tell: (done, total) => tell('reading', done, total) })
  const verifiedAt = toInstant(house.clock.now())
  await writeProof(shelf, set.id, { verifiedAt, damages, ...(damages.length > 0 && { provenAt: null }) })
  const [first] = damages
  if (first) throw damaged(first.where, first.part, first.why)
}

export async function removeBackupWork(
  { backupId }: Payload<typeof removeBackupJob>,
  { house, signal }: JobContext,
): Promise<void> {
  const shelf = openShelf(house.config, { mustExist: true })
  const there = (await listSets(shelf)).some(({ id }) => id === backupId)
  // A repeat finds it gone, which is what was asked for.
  const remove = async () => {
    await removeSets(shelf, there ? [backupId] : [])
    await removeFromOthers(house, [backupId])
  }
  await oneAtATime(house.database.address, remove, { wait: true, signal })
}
