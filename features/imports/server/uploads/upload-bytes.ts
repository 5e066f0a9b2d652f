import { createReadStream } from 'node:fs'
import { mkdir, open, readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import type { UploadId } from '#contract/ids.ts'
import type { House } from '#platform/house.ts'

/** The folder of what has come of uploads so far: a file each, as long as what has come. */
const folderOf = (house: House) => join(house.config.SEOGO_DATA_DIR, 'uploads')
const pathOf = (house: House, id: UploadId) => join(folderOf(house), id)

export async function makeEmpty(house: House, id: UploadId): Promise<void> {
  await mkdir(folderOf(house), { recursive: true, mode: 0o700 })
  await (await open(pathOf(house, id), 'wx', 0o600)).close()
}

/** How many bytes have come; undefined when the file is not there. */
export async function receivedBytes(house: House, id: UploadId): Promise<number | undefined> {
  try {
    return (await stat(pathOf(house, id))).size
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined
    throw error
  }
}

export function readUpload(house: House, id: UploadId): Readable {
  return createReadStream(pathOf(house, id))
}

export async function removeBytes(house: House, id: string): Promise<void> {
  await rm(join(folderOf(house), id), { force: true })
}

/** Names of all files in the folder. */
export async function listBytes(house: House): Promise<string[]> {
  await mkdir(folderOf(house), { recursive: true, mode: 0o700 })
  return readdir(folderOf(house))
}

type Part = {
  readonly body: Readable
  readonly from: number
  /** The size of the whole file: not a byte is written beyond it. */
  readonly sizeBytes: number
  readonly signal: AbortSignal
}

/**
 * Writes a part to its place as it comes; what has come before a connection breaks is kept.
 * @returns the size by now, and how the part ended
 */
export async function writePart(
  house: House,
  id: UploadId,
  { body, from, sizeBytes, signal }: Part,
): Promise<{ received: number; ended: 'whole' | 'too much' | 'cut off' }> {
  const file = await open(pathOf(house, id), 'r+')
  const stop = () => body.destroy(new Error('another request writes this upload'))
  signal.addEventListener('abort', stop, { once: true })
  let received = from
  let ended: 'whole' | 'too much' | 'cut off' = 'whole'
  try {
    for await (const chunk of body) {
      signal.throwIfAborted()
      const bytes = Buffer.from(chunk).subarray(0, sizeBytes - received)
      if (bytes.length < Buffer.byteLength(chunk)) ended = 'too much'
      for (let written = 0; written < bytes.length; ) {
        const { bytesWritten } = await file.write(bytes, written, bytes.length - written, received)
        written += bytesWritten
        received += bytesWritten
      }
      if (ended === 'too much') break
    }
  } catch (error) {
    // The client went away, or has begun to send again on another connection.
    if (body.errored === null && !signal.aborted) throw error
    ended = 'cut off'
  } finally {
    signal.removeEventListener('abort', stop)
    await file.datasync()
    await file.close()
  }
  return { received, ended }
}
