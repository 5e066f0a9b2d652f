import { createHash } from 'node:crypto'
import { Readable } from 'node:stream'
import { promisify } from 'node:util'
import { zstdCompress, zstdDecompress } from 'node:zlib'
import { Problem } from '#contract/problems.ts'
import { FileMissing } from '#platform/files/files.ts'
import { gather, hashOf } from './format/bytes.ts'
import { cutRows } from './format/cut-rows.ts'
import type { Part } from './format/manifest.ts'
import { openBytes, SealedBytesBroken, sealBytes } from './format/sealing.ts'
import type { Shelf } from './shelf.ts'

const compress = promisify(zstdCompress)
const decompress = promisify(zstdDecompress)

/** A part is a piece of a table, at most some megabytes unless one row is larger; this is far beyond. */
const mostPartBytes = 2_000_000_000

/** Part of a table or of the list of files: what to say when it is damaged. */
export type Where = string

export type Written = { parts: number; bytes: number }

type Storing = {
  readonly shelf: Shelf
  /** Also what is there already is written again: that heals it. */
  readonly anew: boolean
  readonly written: Written
  readonly signal: AbortSignal | undefined
}

/** Whether the shelf has these bytes, as far as can be told without reading them. */
export async function isOnShelf({ parts }: Shelf, { sha256, storedBytes }: Part): Promise<boolean> {
  if (!(await parts.has(sha256))) return false
  return (await parts.open(sha256)).sizeBytes === storedBytes
}

async function storePiece(bytes: Buffer, { shelf, anew, written, signal }: Storing): Promise<Part> {
  signal?.throwIfAborted()
  const packed = await compress(bytes)
  const stored = shelf.key
    ? await gather(sealBytes(Readable.from([packed]), shelf.key, hashOf(packed)))
    : packed
  const part = { sha256: hashOf(stored), storedBytes: stored.length }
  if (!anew && (await isOnShelf(shelf, part))) return part
  await shelf.parts.put(Readable.from([stored]), { maxBytes: mostPartBytes })
  written.parts += 1
  written.bytes += stored.length
  return part
}

export type StoredRows = { rows: number; bytes: number; sha256: string; parts: Part[] }

/** Stores rows (one a line) in pieces; while one is packed and written, the next one is read. */
export async function storeRows(rows: AsyncIterable<Uint8Array>, storing: Storing): Promise<StoredRows> {
  const hash = createHash('sha256')
  const parts: Part[] = []
  const outcome = { rows: 0, bytes: 0 }
  let underWay: Promise<unknown> = Promise.resolve()
  for await (const piece of cutRows(rows)) {
    hash.update(piece.bytes)
    outcome.rows += piece.rows
    outcome.bytes += piece.bytes.length
    const place = parts.length
    await underWay
    parts.push({ sha256: '', storedBytes: 0 })
    underWay = storePiece(piece.bytes, storing).then((part) => parts.splice(place, 1, part))
    // Waited for with the next piece; a failure in between is not one that nobody hears.
    underWay.catch(() => undefined)
  }
  await underWay
  return { ...outcome, sha256: hash.digest('hex'), parts }
}

export function damaged(where: Where, part: string, why: string): Problem {
  return new Problem('backup_damaged', { where, part, why })
}

/**
 * The bytes of a part as they are stored, checked against its name and size when they end.
 * @throws Problem backup_damaged
 */
export async function* readStored(shelf: Shelf, part: Part, where: Where): AsyncGenerator<Buffer> {
  const hash = createHash('sha256')
  let sizeBytes = 0
  try {
    const file = await shelf.parts.open(part.sha256)
    if (file.sizeBytes !== part.storedBytes) throw damaged(where, part.sha256, 'size')
    for await (const chunk of file.stream()) {
      hash.update(chunk)
      sizeBytes += chunk.length
      yield chunk
    }
  } catch (error) {
    if (error instanceof FileMissing) throw damaged(where, part.sha256, 'missing')
    throw error
  }
  if (sizeBytes !== part.storedBytes) throw damaged(where, part.sha256, 'size')
  if (hash.digest('hex') !== part.sha256) throw damaged(where, part.sha256, 'hash')
}

/** What a part holds, opened if it is sealed. Sealed bytes are given piece by piece, each after its tag was checked. */
export async function* readContent(shelf: Shelf, part: Part, where: Where): AsyncGenerator<Buffer> {
  const stored = readStored(shelf, part, where)
  if (!shelf.key) {
    yield* stored
    return
  }
  try {
    yield* openBytes(stored, shelf.key)
  } catch (error) {
    if (error instanceof SealedBytesBroken) throw damaged(where, part.sha256, 'seal')
    throw error
  }
}

/**
 * Rows as they were stored: each piece is checked as a whole before its first row is given, and all of them together at
 * the end. @throws Problem backup_damaged naming the part
 */
export async function* readRows(
  shelf: Shelf,
  set: { readonly sha256: string; readonly parts: readonly Part[]; readonly bytes?: number },
  where: Where,
): AsyncGenerator<Buffer> {
  const hash = createHash('sha256')
  for (const part of set.parts) {
    const packed = await gather(readContent(shelf, part, where))
    const bytes = await decompress(packed).catch(() => {
      throw damaged(where, part.sha256, 'content')
    })
    hash.update(bytes)
    yield bytes
  }
  if (hash.digest('hex') !== set.sha256) throw damaged(where, 'all parts together', 'hash')
}

/** Lines of text out of pieces that end with whole lines. */
export async function* linesOf(pieces: AsyncIterable<Buffer>): AsyncGenerator<string> {
  for await (const piece of pieces) {
    for (const line of piece.toString('utf8').split('\n')) if (line !== '') yield line
  }
}
