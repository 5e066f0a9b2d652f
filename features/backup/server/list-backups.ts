import type { z } from 'zod'
import { toInstant } from '#contract/time.ts'
import type { House } from '#platform/house.ts'
import { backupWork, type listBackups } from '../contract.ts'
import { listKept } from './kept-databases.ts'
import { listOthers } from './other-places.ts'
import { readSchedule } from './schedule.ts'
import { type ListedSet, listSets } from './sets.ts'
import { openShelf } from './shelf.ts'
import { listBackupWork } from './work-queries.ts'

type Work = Awaited<ReturnType<typeof listBackupWork>>['underWay'][number]

const { kind: kinds } = backupWork.shape

/** What an administrator sees of the backups. @throws Problem backup_destination_unusable */
export async function listBackupsOf(house: House): Promise<z.input<typeof listBackups.reply>> {
  const { config, database } = house
  const shelf = openShelf(config)
  const { underWay, lastEnded } = await database.asSystem('look at the work on backups', (tx) =>
    listBackupWork(tx, kinds.options),
  )
  return {
    place: shelf.place,
    sealed: shelf.key !== undefined,
    besideData: config.SEOGO_BACKUP_TO === undefined,
    others: await listOthers(house),
    items: (await listSets(shelf)).map(toBackupSet),
    underWay: underWay.map(toWork),
    failed: lastEnded?.state === 'failed' ? toWork(lastEnded) : null,
    schedule: await readSchedule(house),
    kept: await listKept(house),
  }
}

function toWork(job: Work): z.input<typeof backupWork> {
  return {
    jobId: job.id,
    kind: kinds.parse(job.kind),
    state: job.state,
    stage: job.stage,
    percent: job.progress_percent,
    error: job.error_code === null ? null : { code: job.error_code, message: job.error_message ?? '' },
    at: toInstant(job.finished_at ?? job.created_at),
  }
}

function toBackupSet({ id, set, problem, proof, pinned }: ListedSet) {
  return {
    id,
    facts: set
      ? {
          kind: set.kind,
          takenAt: set.takenAt,
          tookMs: Math.max(0, Date.parse(set.finishedAt) - Date.parse(set.takenAt)),
          rows: set.tables.reduce((sum, { rows }) => sum + rows, 0),
          files: set.files.count,
          missingFiles: set.files.missingCount,
          storedBytes: set.storedBytes,
          writtenBytes: set.written.bytes,
          appVersion: set.appVersion,
        }
      : null,
    problem: problem?.code ?? null,
    pinned,
    verifiedAt: proof?.verifiedAt ?? null,
    provenAt: proof?.provenAt ?? null,
    damages: proof?.damages ?? [],
    faults: proof?.drill?.faults ?? [],
  }
}
