import type { FileId, LibraryId, PaperId } from '#contract/ids.ts'
import { lockLibrary } from '#features/accounts/server/accounts.ts'
import { announce, type UserTx } from '#platform/database/transactions.ts'
import { emit } from '#platform/outbox/emit.ts'
import { enqueue } from '#platform/queue/enqueue.ts'
import { storableText } from '#platform/queue/storable.ts'
import { fileElsewhere, fileRemoved } from '../contract.ts'
import { readFileJob } from './jobs.ts'
import { requirePaper } from './paper-detail.ts'
import {
  deleteFile,
  findFile,
  findSameBytes,
  findSurvivor,
  giveBackFile,
  insertFile,
  lendFile,
} from './queries.ts'

export type NewAttachment = {
  readonly paperId: PaperId
  readonly sha256: string
  readonly sizeBytes: number
  readonly fileName: string
  /** PDFs are read; anything else is kept as it is. */
  readonly mediaType: string
}

export type Attached = {
  readonly outcome: 'added' | 'already_there'
  /** Where the bytes stand: another paper than asked for when that one has them already. */
  readonly paperId: PaperId
  readonly fileId: FileId
}

const longestName = 300

/**
 * Gives a stored file to a paper that stands in a library and asks for it to be read. The same bytes stand once in a
 * library: with another paper they stay there, and the two are offered as duplicates. One in the trash lends them: it
 * gets them back when it comes back and the borrower is gone. A merged paper's go to the one that took it in.
 * @throws Problem paper_not_found
 */
export async function attachFile(tx: UserTx, file: NewAttachment): Promise<Attached> {
  const { sha256, sizeBytes, mediaType } = file
  const paper = await requirePaper(tx, await findSurvivor(tx, file.paperId))
  const libraryId = paper.libraryId as LibraryId
  await lockLibrary(tx, libraryId)
  // Once more: it may have been merged while we waited.
  const paperId = await findSurvivor(tx, file.paperId)
  const same = await findSameBytes(tx, libraryId, sha256)
  if (same && !same.trashed_at) {
    const otherId = same.paper_id as PaperId
    if (otherId !== paperId) await emit(tx, fileElsewhere, { paperId, otherId, libraryId })
    return { outcome: 'already_there', paperId: otherId, fileId: same.id as FileId }
  }
  announce(tx, { libraryId }, [{ topic: 'papers' }, { topic: 'paper', id: paperId }])
  if (same) {
    await lendFile(tx, same.id as FileId, paperId)
    return { outcome: 'added', paperId, fileId: same.id as FileId }
  }
  const isPdf = mediaType === 'application/pdf'
  const fileId = await insertFile(tx, {
    library_id: libraryId,
    paper_id: paperId,
    sha256,
    name: storableText(file.fileName).slice(0, longestName).toWellFormed(),
    media_type: mediaType,
    size_bytes: sizeBytes,
    // Nothing is to be read in a web page or a data set: it is as it will be.
    ...(isPdf ? {} : { state: 'read' as const }),
  })
  if (isPdf) {
    const subject = { kind: 'paper', id: paperId } as const
    await enqueue(tx, readFileJob, { fileId, libraryId }, { key: fileId, subject })
  }
  return { outcome: 'added', paperId, fileId }
}

/** Takes a file off its paper, with its pages, unless it stands with another paper by now or is gone. */
export async function detachFile(tx: UserTx, fileId: FileId, paperId: PaperId): Promise<void> {
  const file = await findFile(tx, fileId)
  if (file?.paper_id !== paperId) return
  // What a paper in the trash has lent goes back to it.
  const libraryId = file.library_id as LibraryId
  if (!(await giveBackFile(tx, fileId))) {
    await deleteFile(tx, fileId)
    await emit(tx, fileRemoved, { fileId, paperId, libraryId })
  }
  announce(tx, { libraryId }, [{ topic: 'papers' }, { topic: 'paper', id: paperId }])
}
