import type { Readable } from 'node:stream'
import { Problem } from '#contract/problems.ts'

/** What became of received bytes. `fresh` is false when the store had them already. */
export type StoredFile = { sha256: string; sizeBytes: number; fresh: boolean }

/** One file of the store; `storedAt` is the last time its bytes were received. */
export type ListedFile = { sha256: string; sizeBytes: number; storedAt: Date }

export type StoreKind = 'folder' | 's3'

/** First and last byte, counted from 0, both included, as in HTTP ranges; an end beyond the file is allowed. */
export type ByteRange = { start: number; end: number }

/**
 * Files under the SHA-256 of their bytes: the same bytes are kept once, and what is stored never changes.
 * Every `sha256` is 64 lower-case hexadecimal digits. Several processes may use one store at once.
 * @throws FilesAway from everything, when the store is elsewhere and does not answer
 */
export type FileStore = {
  /** Which kind of store it is and where, for people. */
  readonly about: { readonly kind: StoreKind; readonly place: string }
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
  /**
   * The path of a local file with these bytes, for a child process to open soon: a copy of a distant file is kept for
   * minutes at least, not for ever. @throws FileMissing
   */
  path(sha256: string): Promise<string>
  has(sha256: string): Promise<boolean>
  /**
   * Removes the file if it is there; one whose bytes were received again since `unlessStoredSince` stays.
   * @returns whether it is gone now
   */
  remove(sha256: string, options?: { readonly unlessStoredSince?: Date }): Promise<boolean>
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

/** The store is elsewhere and does not do what it should: it is away, or refuses us. Trying again later may help. */
export class FilesAway extends Problem {
  constructor(reason: string, options?: ErrorOptions) {
    super('unavailable', { part: 'files' })
    this.message = `the file store does not answer as it should: ${reason}`
    this.cause = options?.cause
  }
}
