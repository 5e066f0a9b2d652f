import { createHash } from 'node:crypto'
import { Readable } from 'node:stream'
import { Problem } from '#contract/problems.ts'
import { FileMissing, type FileStore } from '#platform/files/files.ts'
import { inBatches } from '#platform/in-batches.ts'
import { type FileInSet, readFileList, toLine } from './file-list.ts'
import type { Manifest } from './format/manifest.ts'
import { sealBytes } from './format/sealing.ts'
import { isOnShelf, type Written } from './parts.ts'
import type { Shelf } from './shelf.ts'

const atOnce = 8
const missingNamed = 100

type Options = {
  readonly files: FileStore
  readonly shelf: Shelf
  readonly anew: boolean
  readonly written: Written
  /** A sealed file's name on the shelf is known from the set that stored it, without reading the file. */
  readonly previous: Manifest | undefined
  readonly signal: AbortSignal | undefined
  readonly tell: (done: number) => void
}

export type FileCounts = {
  count: number
  bytes: number
  storedBytes: number
  missing: string[]
  missingCount: number
}

/** Stores the files of these hashes, in order, and gives the lines of their list. */
export async function* storeFiles(
  hashes: AsyncIterable<string>,
  counts: FileCounts,
  options: Options,
): AsyncGenerator<Buffer> {
  const known = options.previous ? walkAlong(readFileList(options.shelf, options.previous)) : undefined
  for await (const batch of inBatches(hashes, atOnce)) {
    options.signal?.throwIfAborted()
    const earlier: (FileInSet | undefined)[] = []
    for (const hash of batch) earlier.push(await known?.(hash))
    const stored = await Promise.all(batch.map((hash, at) => storeFile(hash, earlier[at], options)))
    for (const [at, file] of stored.entries()) {
      if (file) {
        counts.count += 1
        counts.bytes += file.sizeBytes
        counts.storedBytes += file.part.storedBytes
        yield toLine(file)
        continue
      }
      counts.missingCount += 1
      const hash = batch[at]
      if (hash !== undefined && counts.missing.length < missingNamed) counts.missing.push(hash)
    }
    options.tell(counts.count + counts.missingCount)
  }
}

/** Finds what is asked for in order in a list that is in the same order. */
function walkAlong(list: AsyncGenerator<FileInSet>): (hash: string) => Promise<FileInSet | undefined> {
  let at: FileInSet | undefined
  let ended = false
  return async (hash) => {
    while (!ended && (at === undefined || at.sha256 < hash)) {
      // A damaged list tells nothing: what is not known is stored again.
      const next = await list.next().catch((error: unknown) => {
        if (error instanceof Problem) return { done: true as const, value: undefined }
        throw error
      })
      ended = next.done === true
      at = next.done ? undefined : next.value
    }
    return at?.sha256 === hash ? at : undefined
  }
}

/** @returns undefined when the store does not have the file, or has other bytes in its place */
async function storeFile(
  hash: string,
  earlier: FileInSet | undefined,
  { files, shelf, anew, written }: Options,
): Promise<FileInSet | undefined> {
  if (!anew && earlier && (await isOnShelf(shelf, earlier.part))) return earlier
  try {
    const { stream, sizeBytes } = await files.open(hash)
    if (!shelf.key) {
      const part = { sha256: hash, storedBytes: sizeBytes }
      if (!anew && (await isOnShelf(shelf, part))) return { sha256: hash, sizeBytes, part }
    }
    const seen = createHash('sha256')
    const bytes = hashing(stream(), seen)
    const put = await shelf.parts.put(
      Readable.from(shelf.key ? sealBytes(bytes, shelf.key, hash) : bytes, { objectMode: false }),
      { maxBytes: Number.POSITIVE_INFINITY },
    )
    if (seen.digest('hex') !== hash) {
      if (put.fresh) await shelf.parts.remove(put.sha256)
      return undefined
    }
    written.parts += 1
    written.bytes += put.sizeBytes
    return { sha256: hash, sizeBytes, part: { sha256: put.sha256, storedBytes: put.sizeBytes } }
  } catch (error) {
    if (error instanceof FileMissing) return undefined
    throw error
  }
}

async function* hashing(
  bytes: AsyncIterable<Uint8Array>,
  hash: ReturnType<typeof createHash>,
): AsyncGenerator<Uint8Array> {
  for await (const chunk of bytes) {
    hash.update(chunk)
    yield chunk
  }
}
