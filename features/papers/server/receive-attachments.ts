import type { Readable } from 'node:stream'
import type { FileId, LibraryId, PaperId, UserId } from '#contract/ids.ts'
import { Problem } from '#contract/problems.ts'
import { requireEditableLibrary } from '#features/accounts/server/accounts.ts'
import { announce, type UserTx } from '#platform/database/transactions.ts'
import { FileTooLarge } from '#platform/files/files.ts'
import type { House } from '#platform/house.ts'
import { emit } from '#platform/outbox/emit.ts'
import { storableText } from '#platform/queue/storable.ts'
import { fileRemoved } from '../contract.ts'
import { attachFile } from './attach-file.ts'
import { requirePaper } from './paper-detail.ts'
import { defaultPdfLimits } from './pdf/pdf-limits.ts'
import { PdfProblem } from './pdf/pdf-problem.ts'
import { refuseAtFirstGlance } from './pdf/read-pdf.ts'
import { deleteFile, findFile, updateFileRow } from './queries.ts'

type Given = { readonly fileName: string; readonly stream: Readable }
type Attachments = {
  readonly userId: UserId
  readonly paperId: PaperId
  readonly files: AsyncIterable<Given>
}

async function requireEditablePaper(tx: UserTx, paperId: PaperId): Promise<void> {
  const { libraryId } = await requirePaper(tx, paperId)
  await requireEditableLibrary(tx, libraryId as LibraryId)
}

/**
 * Takes PDFs for a paper that stands in a library, one after the other; those before one that is refused stay.
 * @throws Problem paper_not_found | library_read_only | import_empty | body_too_large | pdf_not_a_pdf | pdf_empty
 * @throws Problem file_elsewhere when another paper of the library has the same bytes
 */
export async function receiveAttachments(
  house: House,
  { userId, paperId, files }: Attachments,
): Promise<void> {
  const { asUser } = house.database
  await asUser(userId, (tx) => requireEditablePaper(tx, paperId))
  let count = 0
  for await (const { fileName, stream } of files) {
    count += 1
    const { sha256, sizeBytes } = await store(house, stream)
    // The last part of the name: a browser sends the path within a dropped folder.
    const name = storableText(fileName).normalize('NFC').split(/[\\/]/).at(-1)?.trim() || 'unnamed.pdf'
    const file = { paperId, sha256, sizeBytes, fileName: name, mediaType: 'application/pdf' }
    const attached = await asUser(userId, (tx) => attachFile(tx, file))
    if (attached.paperId !== paperId) throw new Problem('file_elsewhere', { paperId: attached.paperId })
  }
  if (count === 0) throw new Problem('import_empty')
}

/** Bytes that are refused here stay in the store until the sweep: nobody names them. */
async function store(house: House, stream: Readable) {
  try {
    const stored = await house.files.put(stream, { maxBytes: house.config.SEOGO_UPLOAD_MAX_BYTES })
    await refuseAtFirstGlance(await house.files.path(stored.sha256), defaultPdfLimits)
    return stored
  } catch (error) {
    if (error instanceof FileTooLarge) throw new Problem('body_too_large')
    if (error instanceof PdfProblem) throw new Problem(`pdf_${error.kind}`)
    throw error
  }
}

async function requireFile(tx: UserTx, id: FileId) {
  const file = await findFile(tx, id)
  if (!file) throw new Problem('file_not_found')
  await requireEditableLibrary(tx, file.library_id as LibraryId)
  return { libraryId: file.library_id, paperId: file.paper_id as PaperId }
}

function tell(tx: UserTx, { libraryId, paperId }: { libraryId: string; paperId: PaperId }): void {
  announce(tx, { libraryId }, [{ topic: 'papers' }, { topic: 'paper', id: paperId }])
}

/** Renames a file, or makes it its paper's main one. @throws Problem file_not_found | library_read_only */
export async function changeFile(
  tx: UserTx,
  id: FileId,
  change: { readonly name?: string | undefined; readonly main?: true | undefined },
): Promise<PaperId> {
  const place = await requireFile(tx, id)
  await updateFileRow(tx, id, change)
  tell(tx, place)
  return place.paperId
}

/**
 * Takes a file away from its paper for good, with its pages. Its bytes go some days later, when no other row names them.
 * @throws Problem file_not_found | library_read_only
 */
export async function removeFile(tx: UserTx, id: FileId): Promise<PaperId> {
  const place = await requireFile(tx, id)
  await deleteFile(tx, id)
  const libraryId = place.libraryId as LibraryId
  await emit(tx, fileRemoved, { fileId: id, paperId: place.paperId, libraryId })
  tell(tx, place)
  return place.paperId
}
