import type { Readable } from 'node:stream'
import type { ImportId, LibraryId, UserId } from '#contract/ids.ts'
import { Problem, type ProblemCode } from '#contract/problems.ts'
import { requireEditableLibrary } from '#features/accounts/server/accounts.ts'
import { announce, type UserTx } from '#platform/database/transactions.ts'
import { FileTooLarge, type StoredFile } from '#platform/files/files.ts'
import type { House } from '#platform/house.ts'
import { storableText } from '#platform/queue/storable.ts'
import type { Import } from './add-entries.ts'
import { closeImport } from './close-import.ts'
import {
  deleteImport,
  hasUnreadBibliography,
  insertEntries,
  insertImport,
  insertImportFile,
  type NewImportFile,
} from './queries.ts'
import { settlePdfs } from './settle-pdfs.ts'
import { sniff } from './sniff-file.ts'

/** A file with its name, or with its path in the folder that it came in. */
export type GivenFile = { readonly fileName: string; readonly stream: Readable }

export type Reception = {
  readonly userId: UserId
  /** The personal library when none is given. */
  readonly libraryId?: LibraryId | undefined
  readonly files: AsyncIterable<GivenFile> | Iterable<GivenFile>
  /** Told in the transaction that begins the import. */
  readonly onBegun?: (tx: UserTx, id: ImportId) => Promise<void>
}

/**
 * Takes files into a library, one after the other, as streams. Bibliographies are stored and read by a job; PDFs that came
 * with one are settled behind it, because it may name them, others at once when all have come. A file that cannot be taken is recorded with its reason and the others go on.
 * @returns the import, open while its bibliographies are being read
 * @throws Problem library_not_found | library_read_only | import_empty when no file came
 */
export async function receiveFiles(house: House, reception: Reception): Promise<ImportId> {
  const { userId } = reception
  const libraryId = await house.database.asUser(userId, (tx) =>
    requireEditableLibrary(tx, reception.libraryId),
  )
  let importId: ImportId | undefined
  let fileIndex = 0
  try {
    for await (const file of reception.files) {
      importId ??= await house.database.asUser(userId, async (tx) => {
        const begun = await insertImport(tx, { library_id: libraryId, user_id: userId })
        await reception.onBegun?.(tx, begun)
        return begun
      })
      await receiveFile(house, file, {
        import_id: importId,
        library_id: libraryId,
        user_id: userId,
        file_index: fileIndex,
      })
      fileIndex += 1
    }
  } finally {
    // A connection that breaks between two files leaves what came before it, finished; one that breaks in the first
    // file leaves nothing.
    if (importId !== undefined) await close(house, { id: importId, libraryId, userId }, fileIndex)
  }
  if (importId === undefined) throw new Problem('import_empty')
  return importId
}

async function close(house: House, whole: Import, fileCount: number): Promise<void> {
  const { id, userId } = whole
  if (fileCount === 0) await house.database.asUser(userId, (tx) => deleteImport(tx, id))
  else await closeReceived(house, whole)
}

/** Closes an import all of whose files have come. */
export async function closeReceived(house: House, whole: Import): Promise<void> {
  const asUser = <T>(work: (tx: UserTx) => Promise<T>) => house.database.asUser(whole.userId, work)
  if (await asUser((tx) => hasUnreadBibliography(tx, whole.id)))
    return asUser((tx) => closeImport(tx, whole.id))
  await settlePdfs(whole, { asUser })
  await asUser((tx) => closeImport(tx, whole.id))
}

type Place = Pick<NewImportFile, 'import_id' | 'library_id' | 'user_id' | 'file_index'>

async function receiveFile(house: House, { fileName, stream }: GivenFile, place: Place): Promise<void> {
  const name = shownName(fileName)
  const { found, whole } = await sniff(stream, name)
  const stored = found.kind === 'refused' ? found.reason : await store(house, whole)
  // The parts of a form come one after the other: what is not wanted of this one has to be read away.
  if (!stream.destroyed) stream.resume()
  const row = { ...place, name, path: sentPath(fileName) }
  if (typeof stored === 'string') await refuse(house, row, stored)
  else if (found.kind === 'pdf') await takePdf(house, row, stored)
  else await takeBibliography(house, row, stored)
}

/** @returns the problem code instead when the file is larger than may be uploaded. */
async function store(house: House, bytes: Readable): Promise<StoredFile | ProblemCode> {
  try {
    return await house.files.put(bytes, { maxBytes: house.config.SEOGO_UPLOAD_MAX_BYTES })
  } catch (error) {
    if (error instanceof FileTooLarge) return 'body_too_large'
    throw error
  }
}

type FileRow = Place & { readonly name: string; readonly path: string | null }

async function refuse(house: House, row: FileRow, reason: ProblemCode): Promise<void> {
  await house.database.asUser(row.user_id, async (tx) => {
    await insertImportFile(tx, { ...row, sha256: null, kind: 'refused' })
    await insertEntries(tx, [{ ...entryOf(row), outcome: 'refused', reason, paper_id: null, file_id: null }])
    announce(tx, { userIds: [row.user_id] }, [{ topic: 'imports' }])
  })
}

async function takePdf(house: House, row: FileRow, { sha256, sizeBytes }: StoredFile): Promise<void> {
  await house.database.asUser(row.user_id, async (tx) => {
    await insertImportFile(tx, { ...row, sha256, size_bytes: sizeBytes, kind: 'pdf' })
  })
}

async function takeBibliography(house: House, row: FileRow, { sha256 }: StoredFile): Promise<void> {
  await house.database.asUser(row.user_id, async (tx) => {
    await insertImportFile(tx, { ...row, sha256, kind: 'bibliography' })
  })
}

function entryOf({ name, path: _, ...place }: FileRow) {
  return { ...place, entry_index: 0, file_name: name, line: null, title: null }
}

/** The last part of the name: a browser sends the path within a dropped folder. */
export function shownName(fileName: string): string {
  const last = storableText(fileName).normalize('NFC').split(/[\\/]/).at(-1)?.trim() ?? ''
  return last === '' ? 'unnamed' : last.slice(-300)
}

const longestPath = 2_000

/** Where a file stood in the folder that was sent; null when it came by itself. */
function sentPath(fileName: string): string | null {
  const path = storableText(fileName).normalize('NFC').replaceAll('\\', '/').trim()
  return path.includes('/') ? path.slice(-longestPath) : null
}
