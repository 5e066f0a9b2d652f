import { createHash, randomUUID } from 'node:crypto'
import { createReadStream, mkdirSync, readdirSync, rmSync, statSync } from 'node:fs'
import { access, type FileHandle, mkdir, open, opendir, rename, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Readable } from 'node:stream'
import { sha256 } from '#contract/ids.ts'

/** What became of received bytes. `fresh` is false when the store had them already. */
export type StoredFile = { sha256: string; sizeBytes: number; fresh: boolean }

/** One file of the store; `storedAt` is the last time its bytes were received. */
export type ListedFile = { sha256: string; sizeBytes: number; storedAt: Date }

/** First and last byte, counted from 0, both included, as in HTTP ranges; an end beyond the file is allowed. */
export type ByteRange = { start: number; end: number }

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
  /**
   * The size, and streams of the whole or of a range; one that is not read to its end has to be destroyed.
   * @throws FileMissing
   */
  open(sha256: string): Promise<{ stream: (range?: ByteRange) => Readable; sizeBytes: number }>
  /** The path of a local file with these bytes, for a child process to read. @throws FileMissing */
  path(sha256: string): Promise<string>
  has(sha256: string): Promise<boolean>
  /** Removes the file if it is there. */
  remove(sha256: string): Promise<void>
  /** All files, in no particular order; files that come or go meanwhile may or may not be seen. */
  list(): AsyncIterable<ListedFile>
}

/** More bytes came than the limit allows. */
export class FileTooLarge extends Error {
  override readonly name = 'FileTooLarge'
  readonly maxBytes: number

  constructor(maxBytes: number) {
    super(`the file is larger than ${maxBytes} bytes`)
    this.maxBytes = maxBytes
  }
}

/** The store does not have a file that somebody believes it has: a bug, or a restored backup without its files. */
export class FileMissing extends Error {
  override readonly name = 'FileMissing'
  readonly sha256: string

  constructor(hash: string, options?: ErrorOptions) {
    super(`the file store has no file ${hash}`, options)
    this.sha256 = hash
  }
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
    async open(hash) {
      const path = pathOf(hash)
      const { size: sizeBytes } = await stat(path).catch(missing(hash))
      return { stream: (range) => createReadStream(path, range), sizeBytes }
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

type Reception = { bytes: Readable; maxBytes: number; incoming: string; pathOf: (hash: string) => string }

/** Writes the stream beside the store, hashing on the way, and moves it to its place once it is on the disk. */
async function receive({ bytes, maxBytes, incoming, pathOf }: Reception): Promise<StoredFile> {
  const draft = join(incoming, randomUUID())
  try {
    const { hash, sizeBytes } = await writeDraft(draft, bytes, maxBytes)
    const path = pathOf(hash)
    const known = await stat(path).catch(absent)
    await makeFolder(dirname(path))
    // Also over a known file: that heals a damaged one, and its new time tells a cleaner that it is wanted again.
    await rename(draft, path)
    await syncFolder(dirname(path))
    return { sha256: hash, sizeBytes, fresh: known === undefined }
  } catch (error) {
    bytes.destroy()
    await rm(draft, { force: true })
    throw error
  }
}

async function writeDraft(draft: string, bytes: Readable, maxBytes: number) {
  const file = await open(draft, 'wx', 0o600)
  try {
    const hash = createHash('sha256')
    let sizeBytes = 0
    for await (const chunk of bytes) {
      if (!(chunk instanceof Uint8Array)) throw new TypeError('a file is received as bytes, not as text')
      sizeBytes += chunk.byteLength
      if (sizeBytes > maxBytes) throw new FileTooLarge(maxBytes)
      hash.update(chunk)
      await writeAll(file, chunk)
    }
    await file.sync()
    return { hash: hash.digest('hex'), sizeBytes }
  } finally {
    await file.close()
  }
}

async function writeAll(file: FileHandle, chunk: Uint8Array): Promise<void> {
  for (let written = 0; written < chunk.byteLength; ) {
    const { bytesWritten } = await file.write(chunk, written)
    written += bytesWritten
  }
}

async function makeFolder(folder: string): Promise<void> {
  const first = await mkdir(folder, { recursive: true, mode: 0o700 })
  if (!first) return
  // A new folder survives a power cut only when its parent has been written too.
  for (let made = folder; made.length >= first.length; made = dirname(made)) await syncFolder(dirname(made))
}

async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

// A draft is written to all the time while its sender lives; a day of silence means that its process was killed.
const abandonedAfterMs = 24 * 3_600_000

/** Removes the drafts which killed processes left behind. */
function removeAbandoned(incoming: string): void {
  for (const name of readdirSync(incoming)) {
    const path = join(incoming, name)
    const modified = statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0
    if (modified < Date.now() - abandonedAfterMs) rmSync(path, { force: true })
  }
}
