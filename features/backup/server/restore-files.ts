import { Readable } from 'node:stream'
import type { FileStore } from '#platform/files/files.ts'
import { inBatches } from '#platform/in-batches.ts'
import { type FileInSet, readFileList } from './file-list.ts'
import type { Manifest } from './format/manifest.ts'
import { damaged, readContent } from './parts.ts'
import type { Shelf } from './shelf.ts'

const atOnce = 4

type Options = {
  readonly files: FileStore
  readonly shelf: Shelf
  readonly set: Manifest
  readonly tell?: (done: number, total: number) => void
  readonly signal?: AbortSignal | undefined
}

/**
 * Puts every file of a set into the store, where it gets the name its bytes have; those that are there are left.
 * @returns how many were put
 * @throws Problem backup_damaged: of a damaged file nothing is left
 */
export async function restoreFiles({
  files,
  shelf,
  set,
  tell = () => undefined,
  signal,
}: Options): Promise<number> {
  let [put, done] = [0, 0]
  for await (const batch of inBatches(readFileList(shelf, set), atOnce)) {
    signal?.throwIfAborted()
    const fresh = await Promise.all(batch.map((file) => restoreFile(files, shelf, file)))
    put += fresh.filter(Boolean).length
    done += batch.length
    tell(done, set.files.count)
  }
  return put
}

async function restoreFile(files: FileStore, shelf: Shelf, file: FileInSet): Promise<boolean> {
  const { sha256, sizeBytes, part } = file
  if ((await files.has(sha256)) && (await files.open(sha256)).sizeBytes === sizeBytes) return false
  const where = `file ${sha256}`
  const bytes = Readable.from(readContent(shelf, part, where), { objectMode: false })
  const stored = await files.put(bytes, { maxBytes: Number.POSITIVE_INFINITY })
  if (stored.sha256 === sha256) return true
  if (stored.fresh) await files.remove(stored.sha256)
  throw damaged(where, part.sha256, 'content')
}
