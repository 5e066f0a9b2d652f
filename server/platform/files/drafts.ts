import { createHash } from 'node:crypto'
import { readdirSync, rmSync, statSync } from 'node:fs'
import { type FileHandle, open } from 'node:fs/promises'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { FileTooLarge } from './files.ts'

/**
 * Writes a stream into a new file at `draft`, safe on the disk, and tells the hash of its bytes.
 * @throws FileTooLarge
 */
export async function writeDraft(draft: string, bytes: Readable, maxBytes: number) {
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
