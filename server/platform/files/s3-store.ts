import { createReadStream } from 'node:fs'
import { rm } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { sha256 } from '#contract/ids.ts'
import { writeDraft } from './drafts.ts'
import { type ByteRange, FileMissing, type FileStore, FilesAway, type ListedFile } from './files.ts'
import type { openLocalCopies } from './local-copies.ts'
import { readListing } from './s3-answers.ts'
import { type Bucket, type CallS3, openS3, refusalOf, type S3Answer, textOf } from './s3-calls.ts'
import { uploadInParts } from './s3-parts.ts'

export type S3Options = {
  readonly bucket: Bucket
  /** Before every key; empty, or ending in a slash. */
  readonly prefix: string
  readonly copies: ReturnType<typeof openLocalCopies>
  /** Larger files are sent in parts of this size. S3 takes 5 MiB at least, and 10,000 parts at most. */
  readonly partBytes?: number
}

type Store = { readonly call: CallS3; readonly keyOf: (hash: string) => string; readonly partBytes: number }

const usualPartBytes = 32 * 1_048_576

/**
 * The store in a bucket: `<prefix>sha256/ab/cd/abcd…`. What is received is written to a local draft first, for its hash
 * is its name; the draft then stays as the first local copy. Everything may be repeated, and is, when the bucket stutters.
 */
export function openS3Store({ bucket, prefix, copies, partBytes = usualPartBytes }: S3Options): FileStore {
  const call = openS3(bucket)
  const keyOf = (hash: string) => {
    const valid = sha256.parse(hash)
    return `${prefix}sha256/${valid.slice(0, 2)}/${valid.slice(2, 4)}/${valid}`
  }
  const store: Store = { call, keyOf, partBytes }
  const find = (hash: string) => findObject(store, hash)
  return {
    about: { kind: 's3', place: `${new URL(bucket.endpoint).host}/${bucket.name}/${prefix}` },
    async put(bytes, { maxBytes }) {
      const draft = copies.newDraft()
      try {
        const { hash, sizeBytes } = await writeDraft(draft, bytes, maxBytes)
        const known = await find(hash)
        // Also over a known one: that heals a damaged one, and its new time tells a cleaner that it is wanted again.
        await upload(store, draft, { hash, sizeBytes })
        await copies.keep(draft, hash)
        return { sha256: hash, sizeBytes, fresh: known === undefined }
      } catch (error) {
        bytes.destroy()
        await rm(draft, { force: true })
        throw error
      }
    },
    async open(hash) {
      const known = await find(hash)
      if (!known) throw new FileMissing(hash)
      const { sizeBytes } = known
      return { stream: (range) => readObject(store, hash, clip(range, sizeBytes)), sizeBytes }
    },
    async path(hash) {
      return copies.path(sha256.parse(hash), () => readObject(store, hash, undefined))
    },
    has: async (hash) => (await find(hash)) !== undefined,
    async remove(hash, { unlessStoredSince } = {}) {
      const known = unlessStoredSince ? await find(hash) : undefined
      if (known && unlessStoredSince && known.storedAt >= unlessStoredSince) return false
      await expectDone(await call({ method: 'DELETE', key: keyOf(hash) }))
      await copies.forget(hash)
      return true
    },
    list: () => listObjects(store, `${prefix}sha256/`),
  }
}

function clip(range: ByteRange | undefined, sizeBytes: number): ByteRange | undefined {
  return range && { start: range.start, end: Math.min(range.end, sizeBytes - 1) }
}

async function expectDone(answer: S3Answer): Promise<S3Answer> {
  if (answer.status >= 200 && answer.status < 300) {
    answer.stream.resume()
    return answer
  }
  const refusal = await refusalOf(answer)
  throw new FilesAway(refusal.message, { cause: refusal })
}

async function findObject({ call, keyOf }: Store, hash: string) {
  const answer = await call({ method: 'HEAD', key: keyOf(hash) })
  answer.stream.resume()
  if (answer.status === 404) {
    // A HEAD has no words: the bucket itself may be what is not there.
    await expectDone(await call({ method: 'HEAD' }))
    return undefined
  }
  await expectDone(answer)
  return {
    sizeBytes: Number(answer.headers['content-length'] ?? 0),
    storedAt: new Date(answer.headers['last-modified'] ?? 0),
  }
}

async function upload(
  { call, keyOf, partBytes }: Store,
  draft: string,
  { hash, sizeBytes }: { hash: string; sizeBytes: number },
): Promise<void> {
  const key = keyOf(hash)
  if (sizeBytes > partBytes) return uploadInParts(call, { key, path: draft, sizeBytes, partBytes })
  const body = { open: () => createReadStream(draft), sizeBytes, sha256: hash }
  await expectDone(await call({ method: 'PUT', key, body }))
}

// A connection that yields something each time may break this often on the way of one file.
const mostBreaks = 5

/** The bytes of an object; goes on where it was when the connection breaks. */
function readObject(store: Store, hash: string, range: ByteRange | undefined): Readable {
  return Readable.from(readPieces(store, hash, range), { objectMode: false })
}

async function* readPieces(
  { call, keyOf }: Store,
  hash: string,
  range: ByteRange | undefined,
): AsyncGenerator<Buffer> {
  const start = range?.start ?? 0
  if (range && range.end < start) return
  let at = start
  for (let breaks = 0; ; ) {
    const asked = range || at > 0 ? { range: `bytes=${at}-${range?.end ?? ''}` } : {}
    const answer = await call({ method: 'GET', key: keyOf(hash), headers: asked })
    if (answer.status === 404) throw await missing(answer, hash)
    if (answer.status !== (range || at > 0 ? 206 : 200)) await expectDone(answer)
    try {
      for await (const chunk of answer.stream) {
        at += chunk.length
        yield chunk
      }
      return
    } catch (error) {
      breaks += 1
      if (breaks > mostBreaks) throw new FilesAway('its answers break off', { cause: error })
    } finally {
      answer.stream.destroy()
    }
  }
}

async function missing(answer: S3Answer, hash: string): Promise<Error> {
  const refusal = await refusalOf(answer)
  return refusal.message.includes('NoSuchBucket')
    ? new FilesAway(refusal.message, { cause: refusal })
    : new FileMissing(hash)
}

async function* listObjects({ call, keyOf }: Store, prefix: string): AsyncGenerator<ListedFile> {
  let after: string | undefined
  do {
    const query = { 'list-type': '2', 'encoding-type': 'url', prefix }
    const answer = await call({
      method: 'GET',
      query: after === undefined ? query : { ...query, 'continuation-token': after },
    })
    if (answer.status !== 200) await expectDone(answer)
    const { objects, next } = readListing(await textOf(answer))
    for (const { key, sizeBytes, storedAt } of objects) {
      const hash = sha256.safeParse(key.slice(key.lastIndexOf('/') + 1))
      // Other names are not ours: a bucket may be shared.
      if (hash.success && keyOf(hash.data) === key) yield { sha256: hash.data, sizeBytes, storedAt }
    }
    after = next
  } while (after !== undefined)
}
