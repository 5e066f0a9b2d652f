import { createHash, randomUUID } from 'node:crypto'
import { readdirSync, rmSync, statSync } from 'node:fs'
import { type FileHandle, mkdir, open, rename, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Readable } from 'node:stream'
import { FileTooLarge } from './file-errors.ts'

/** What became of received bytes. `fresh` is false when the store had them already. */
export type StoredFile = { sha256: string; sizeBytes: number; fresh: boolean }

type Reception = { bytes: Readable; maxBytes: number; incoming: string; pathOf: (sha256: string) => string }

/** Writes the stream beside the store, hashing on the way, and moves it to its place once it is on the disk. */
export async function receive({ bytes, maxBytes, incoming, pathOf }: Reception): Promise<StoredFile> {
  const draft = join(incoming, randomUUID())
  try {
    const { sha256, sizeBytes } = await writeDraft(draft, bytes, maxBytes)
    const path = pathOf(sha256)
    const known = await stat(path).catch(() => undefined)
    await makeFolder(dirname(path))
    // Also over a known file: that heals a damaged one, and its new time tells a cleaner that it is wanted again.
    await rename(draft, path)
    await syncFolder(dirname(path))
    return { sha256, sizeBytes, fresh: known === undefined }
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
    return { sha256: hash.digest('hex'), sizeBytes }
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
export function removeAbandoned(incoming: string): void {
  for (const name of readdirSync(incoming)) {
    const path = join(incoming, name)
    const modified = statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0
    if (modified < Date.now() - abandonedAfterMs) rmSync(path, { force: true })
  }
}
