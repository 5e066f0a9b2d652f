import type { CslItem } from '#contract/csl.ts'
import type { FileId, LibraryId, PaperId, UserId } from '#contract/ids.ts'
import { lockLibrary } from '#features/accounts/server/accounts.ts'
import { announce, type UserTx } from '#platform/database/transactions.ts'
import { emit, emitAll } from '#platform/outbox/emit.ts'
import { enqueue } from '#platform/queue/enqueue.ts'
import { storableText } from '#platform/queue/storable.ts'
import { paperAdded } from '../contract.ts'
import { columnsOfKnown } from './fill-record.ts'
import { readFileJob } from './jobs.ts'
import {
  findDoiHolder,
  insertPapers,
  listStanding,
  makeIds,
  restorePapers,
  updateRecords,
} from './many-queries.ts'
import { type Added, type GivenRecord, type NewRecord, planAdditions } from './plan-additions.ts'
import { findSameBytes, insertFile, insertPaper, lendFile } from './queries.ts'
import { columnsOf, originsOf } from './record.ts'

/**
 * Puts a bibliographic record into a library unless it stands there: known again by DOI, arXiv id, PMID, PMCID, the ISBN
 * of a whole book, or title, first author and year. What the standing paper lacks and the record knows is filled in.
 */
export async function addPaper(tx: UserTx, record: NewRecord): Promise<Added> {
  const [added] = await addPapers(tx, record, [record])
  if (added === undefined) throw new Error('a record was given and nothing became of it')
  return added
}

type Shelf = Pick<NewRecord, 'libraryId' | 'addedBy'>

/** {@link addPaper} for many records, in their order: a later one may be the same work as an earlier one. */
export async function addPapers(
  tx: UserTx,
  { libraryId, addedBy }: Shelf,
  records: readonly GivenRecord[],
): Promise<Added[]> {
  if (records.length === 0) return []
  await lockLibrary(tx, libraryId)
  const keys = records.map(({ csl }) => columnsOf(csl))
  const standing = await listStanding(tx, libraryId, keys)
  const { outcomes, news, changed } = planAdditions(standing, records, await makeIds(tx, records.length))
  await insertPapers(
    tx,
    news.map(({ id, verbatim, ...known }) => ({
      id,
      library_id: libraryId,
      ...columnsOfKnown(known),
      verbatim,
      added_by: addedBy,
    })),
  )
  await updateRecords(
    tx,
    changed.map(({ id, verbatim: _, ...known }) => ({ id, ...columnsOfKnown(known) })),
  )
  const events = news.map(({ id }) => ({ paperId: id, libraryId }))
  await emitAll(tx, paperAdded, events)
  const changes = changed.map(({ id }) => ({ topic: 'paper' as const, id }))
  if (news.length + changed.length > 0) announce(tx, { libraryId }, [{ topic: 'papers' }, ...changes])
  return outcomes
}

export type NewPdf = {
  readonly libraryId: LibraryId
  readonly sha256: string
  readonly sizeBytes: number
  readonly fileName: string
  readonly addedBy: UserId
}

/** `a_wait-free%20stack.pdf` as a provisional title: `a wait-free stack`. */
function titleFromName(fileName: string): string {
  const bare = fileName
    .replace(/\.pdf$/i, '')
    .replaceAll('_', ' ')
    .replaceAll('%20', ' ')
    .replace(/\s+/g, ' ')
    .trim()
  return storableText(bare === '' ? fileName : bare)
    .normalize('NFC')
    .slice(0, 500)
}

/** A paper of which no more than its file's name is known; never taken for another one that is called the same. */
async function insertProvisional(
  tx: UserTx,
  { libraryId, csl, addedBy }: Pick<NewRecord, 'libraryId' | 'csl' | 'addedBy'>,
): Promise<PaperId> {
  const paperId = await insertPaper(tx, {
    library_id: libraryId,
    ...columnsOf(csl),
    citation_key: null,
    origins: JSON.stringify(originsOf(csl, { source: 'file name', confidence: 0.1 })),
    verbatim: null,
    added_by: addedBy,
  })
  await emit(tx, paperAdded, { paperId, libraryId })
  announce(tx, { libraryId }, [{ topic: 'papers' }])
  return paperId
}

export type AddedPdf = {
  readonly outcome: 'added' | 'already_there'
  readonly paperId: PaperId
  readonly fileId: FileId
}

/**
 * Puts a stored PDF into a library as a paper of its own and asks for it to be read. The same bytes stand once in a
 * library; those of a paper in the trash bring it back, or go to the paper that has its DOI by now. Those of a merged one
 * are with the paper that took it in.
 */
export async function addPdf(tx: UserTx, pdf: NewPdf): Promise<AddedPdf> {
  const { libraryId, sha256, sizeBytes, fileName, addedBy } = pdf
  await lockLibrary(tx, libraryId)
  const same = await findSameBytes(tx, libraryId, sha256)
  if (same) {
    const fileId = same.id as FileId
    const holder = same.paper_id as PaperId
    if (!same.trashed_at) return { outcome: 'already_there', paperId: holder, fileId }
    announce(tx, { libraryId }, [{ topic: 'papers' }])
    const [back] = await restorePapers(tx, libraryId, [holder], undefined)
    if (back) return { outcome: 'added', paperId: back, fileId }
    const heir = await findDoiHolder(tx, holder)
    await lendFile(tx, fileId, heir)
    return { outcome: 'already_there', paperId: heir, fileId }
  }
  const csl: CslItem = { type: 'article', title: titleFromName(fileName) }
  const paperId = await insertProvisional(tx, { libraryId, csl, addedBy })
  const fileId = await insertFile(tx, {
    library_id: libraryId,
    paper_id: paperId,
    sha256,
    name: storableText(fileName).slice(0, 300),
    media_type: 'application/pdf',
    size_bytes: sizeBytes,
  })
  await enqueue(
    tx,
    readFileJob,
    { fileId, libraryId },
    { key: fileId, subject: { kind: 'paper', id: paperId }, inputSize: sizeBytes },
  )
  return { outcome: 'added', paperId, fileId }
}
