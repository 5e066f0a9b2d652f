import type { CslItem } from '#contract/csl.ts'
import type { FileId, LibraryId, PaperId, UserId } from '#contract/ids.ts'
import { announce, type UserTx } from '#platform/database/transactions.ts'
import { emit } from '#platform/outbox/emit.ts'
import { enqueue } from '#platform/queue/enqueue.ts'
import { storableText } from '#platform/queue/storable.ts'
import { paperAdded } from '../contract.ts'
import { readFileJob } from './jobs.ts'
import { findSame, findSameBytes, insertFile, insertPaper, lockLibrary, restorePaper } from './queries.ts'
import { columnsOf, type Origin, originsOf } from './record.ts'

export type NewRecord = {
  readonly libraryId: LibraryId
  readonly csl: CslItem
  readonly citationKey?: string | undefined
  /** The entry as it was written, kept for what we do not understand. */
  readonly verbatim?: string | undefined
  /** Where the record came from; a bibliography unless told. */
  readonly origin?: Origin
  readonly addedBy: UserId
}

export type Added = { readonly outcome: 'added' | 'already_there'; readonly paperId: PaperId }

async function insertRecord(tx: UserTx, record: NewRecord): Promise<PaperId> {
  const { libraryId, csl, citationKey, verbatim, addedBy } = record
  const origin = record.origin ?? { source: 'bibliography', confidence: 1 }
  const paperId = await insertPaper(tx, {
    library_id: libraryId,
    ...columnsOf(csl),
    citation_key: citationKey ?? null,
    origins: JSON.stringify(originsOf(csl, origin)),
    verbatim: verbatim === undefined ? null : storableText(verbatim),
    added_by: addedBy,
  })
  await emit(tx, paperAdded, { paperId, libraryId })
  announce(tx, { libraryId }, [{ topic: 'papers' }])
  return paperId
}

/**
 * Puts a bibliographic record into a library unless it stands there: known again by DOI, arXiv id, PMID, PMCID, the ISBN
 * of a whole book, or title, first author and year.
 */
export async function addPaper(tx: UserTx, record: NewRecord): Promise<Added> {
  await lockLibrary(tx, record.libraryId)
  const same = await findSame(tx, record.libraryId, columnsOf(record.csl))
  if (same) return { outcome: 'already_there', paperId: same.id as PaperId }
  return { outcome: 'added', paperId: await insertRecord(tx, record) }
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

/**
 * Puts a stored PDF into a library as a paper of its own and asks for it to be read. The same bytes stand once in a
 * library; those of a paper in the trash bring it back.
 */
export async function addPdf(tx: UserTx, pdf: NewPdf): Promise<Added & { readonly fileId: FileId }> {
  const { libraryId, sha256, sizeBytes, fileName, addedBy } = pdf
  await lockLibrary(tx, libraryId)
  const same = await findSameBytes(tx, libraryId, sha256)
  if (same) {
    if (same.trashed_at) await restorePaper(tx, same.paper_id)
    if (same.trashed_at) announce(tx, { libraryId }, [{ topic: 'papers' }])
    const outcome = same.trashed_at ? 'added' : 'already_there'
    return { outcome, paperId: same.paper_id as PaperId, fileId: same.id as FileId }
  }
  const csl: CslItem = { type: 'article', title: titleFromName(fileName) }
  const paperId = await insertRecord(tx, {
    libraryId,
    csl,
    addedBy,
    origin: { source: 'file name', confidence: 0.1 },
  })
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
    { key: fileId, subject: { kind: 'paper', id: paperId } },
  )
  return { outcome: 'added', paperId, fileId }
}
