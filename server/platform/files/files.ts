import { mkdirSync } from 'node:fs'
import { access, open, opendir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { sha256 } from '#contract/ids.ts'
import { FileMissing } from './file-errors.ts'
import { receive, removeAbandoned, type StoredFile } from './receive.ts'

/** One file of the store; `storedAt` is the last time its bytes were received. */
export type ListedFile = { sha256: string; sizeBytes: number; storedAt: Date }

/** First and last byte, counted from 0, both included, as in HTTP ranges; a last byte beyond the end is allowed. */
export type ByteRange = { first: number; last: number }

/**
 * Files under the SHA-256 of their bytes: the same bytes are kept once, and what is stored never changes.
 * Every `sha256` is 64 lower-case hexadecimal digits.
 */
export type FileStore = {
  /**
   * Stores a stream. Nothing is left of one that fails or is aborted, which must end it with an error.
   * @throws FileTooLarge when it holds more than `maxBytes`
   */
  put(bytes: Readable, limits: { maxBytes: number }): Promise<StoredFile>
  /** A stream of the file or of a range of it, and the size of the whole. @throws FileMissing */
  open(sha256: string, range?: ByteRange): Promise<{ stream: Readable; sizeBytes: number }>
  /** The path of a local file with these bytes, for a child process to read. @throws FileMissing */
  path(sha256: string): Promise<string>
  has(sha256: string): Promise<boolean>
  /** Removes the file if it is there. */
  remove(sha256: string): Promise<void>
  /** All files, in no particular order; files that come or go meanwhile may or may not be seen. */
  list(): AsyncIterable<ListedFile>
}

/**
 * The store in a folder, which is made if absent: `sha256/ab/cd/abcd…` and `incoming` for what is still being
 * received. Several processes may use it at once.
 */
export function openFiles({ folder }: { folder: string }): FileStore {
  const incoming = join(folder, 'incoming')
  const stored = join(folder, 'sha256')
  for (const path of [incoming, stored]) mkdirSync(path, { recursive: true, mode: 0o700 })
  removeAbandoned(incoming)
  const pathOf = (hash: string) => join(stored, hash.slice(0, 2), hash.slice(2, 4), sha256.parse(hash))

  return {
    put: (bytes, { maxBytes }) => receive({ bytes, maxBytes, incoming, pathOf }),
    async open(hash, range) {
      const file = await open(pathOf(hash)).catch(missing(hash))
      try {
        const { size: sizeBytes } = await file.stat()
        const stream = file.createReadStream(range ? { start: range.first, end: range.last } : {})
        return { stream, sizeBytes }
      } catch (error) {
        await file.close()
        throw error
      }
    },
    async path(hash) {
      const path = pathOf(hash)
      await access(path).catch(missing(hash))
      return path
    },
    async has(hash) {
      return (await stat(pathOf(hash)).catch(absent)) !== undefined
    },
    async remove(hash) {
      await rm(pathOf(hash), { force: true })
    },
    list: () => listFiles(stored),
  }
}

async function* listFiles(stored: string): AsyncGenerator<ListedFile> {
  for await (const entry of await opendir(stored, { recursive: true })) {
    // Other names are not ours: a file manager's litter, say.
    if (!entry.isFile() || !sha256.safeParse(entry.name).success) continue
    const found = await stat(join(entry.parentPath, entry.name)).catch(absent)
    if (found) yield { sha256: entry.name, sizeBytes: found.size, storedAt: found.mtime }
  }
}

function missing(hash: string): (error: unknown) => never {
  return (error) => {
    if (isAbsence(error)) throw new FileMissing(hash, { cause: error })
    throw error
  }
}

function absent(error: unknown): undefined {
  if (!isAbsence(error)) throw error
}

function isAbsence(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT'
}
