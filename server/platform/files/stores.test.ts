import { createHash, randomBytes } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PassThrough, Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest'
import { Secret } from '#platform/crypto/secret.ts'
import { type FakeS3, startFakeS3 } from '#server/testing/fake-s3.ts'
import { FileMissing, type FileStore, FileTooLarge, type ListedFile } from './files.ts'
import { openFolderStore } from './folder-store.ts'
import { openLocalCopies } from './local-copies.ts'
import { openS3Store } from './s3-store.ts'

const maxBytes = 1_000_000
const sha256Of = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')

type Opened = {
  files: FileStore
  /** Puts other bytes in the place of a file, as a failing disk does. */
  damage: (hash: string, bytes: Buffer) => void
  /** Puts something beside the files that is not of the store. */
  litter: () => void
}

function openFolder(folder: string): Opened {
  const pathOf = (hash: string) => join(folder, 'sha256', hash.slice(0, 2), hash.slice(2, 4), hash)
  return {
    files: openFolderStore({ folder }),
    damage: (hash, bytes) => writeFileSync(pathOf(hash), bytes),
    litter: () => writeFileSync(join(folder, 'sha256', '.DS_Store'), 'litter'),
  }
}

function s3StoreOn(
  s3: FakeS3,
  folder: string,
  more: { idleMs?: number; copiesBytes?: number } = {},
): FileStore {
  return openS3Store({
    bucket: {
      endpoint: s3.endpoint,
      name: s3.bucket,
      region: s3.region,
      accessKey: Secret.of(s3.accessKey),
      secretKey: Secret.of(s3.secretKey),
      pathStyle: true,
      idleMs: more.idleMs ?? 10_000,
      backoffMs: 1,
    },
    prefix: 'lab-one/',
    copies: openLocalCopies({
      folder,
      limits: { maxBytes: more.copiesBytes ?? 1e9, unusedMs: 3_600_000, inUseMs: 0 },
    }),
    partBytes: 200_000,
  })
}

async function openBucket(folder: string): Promise<Opened> {
  const s3 = await startFakeS3()
  onTestFinished(() => s3.close())
  return {
    files: s3StoreOn(s3, folder),
    damage(hash, bytes) {
      s3.objects.set(`lab-one/sha256/${hash.slice(0, 2)}/${hash.slice(2, 4)}/${hash}`, {
        bytes,
        storedAt: new Date(),
      })
      rmSync(join(folder, 'sha256', hash))
    },
    litter: () =>
      s3.objects.set('lab-one/sha256/readme', { bytes: Buffer.from('litter'), storedAt: new Date() }),
  }
}

let folder: string
let opened: Opened
let files: FileStore

const drafts = () => readdirSync(join(folder, 'incoming'))
const put = (bytes: Uint8Array) => files.put(Readable.from([bytes]), { maxBytes })
const listed = async () => (await listAll()).map(({ sha256 }) => sha256)

async function listAll(): Promise<ListedFile[]> {
  const all: ListedFile[] = []
  for await (const file of files.list()) all.push(file)
  return all
}

describe.each([
  { kind: 'folder' as const, open: openFolder },
  { kind: 's3' as const, open: openBucket },
])('a store: $kind', ({ kind, open }) => {
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'seogo-files-'))
    onTestFinished(() => rmSync(folder, { recursive: true }))
    opened = await open(folder)
    files = opened.files
    expect(files.about.kind).toBe(kind)
  })

  test('stored bytes are found under their hash and come back unchanged', async () => {
    const bytes = randomBytes(300_000)
    const stored = await files.put(Readable.from([bytes.subarray(0, 99_999), bytes.subarray(99_999)]), {
      maxBytes,
    })
    expect(stored).toEqual({ sha256: sha256Of(bytes), sizeBytes: 300_000, fresh: true })
    const { stream, sizeBytes } = await files.open(stored.sha256)
    expect(sizeBytes).toBe(300_000)
    expect((await buffer(stream())).equals(bytes)).toBe(true)
    expect(readFileSync(await files.path(stored.sha256)).equals(bytes)).toBe(true)
    expect(await files.has(stored.sha256)).toBe(true)
    expect(drafts()).toEqual([])
  })

  test('a range is read with both its ends, also past the end of the file', async () => {
    const { sha256 } = await put(Buffer.from('0123456789'))
    const { stream, sizeBytes } = await files.open(sha256)
    expect(sizeBytes).toBe(10)
    expect((await buffer(stream({ start: 2, end: 4 }))).toString()).toBe('234')
    expect((await buffer(stream({ start: 8, end: 100 }))).toString()).toBe('89')
  })

  test('the same bytes are kept once', async () => {
    expect((await put(Buffer.from('paper'))).fresh).toBe(true)
    expect((await put(Buffer.from('paper'))).fresh).toBe(false)
    expect(await listed()).toEqual([sha256Of(Buffer.from('paper'))])
  })

  test('two receptions of the same bytes at once both succeed and leave one file', async () => {
    const bytes = randomBytes(500_000)
    const stored = await Promise.all([put(bytes), put(bytes), put(bytes)])
    expect(new Set(stored.map(({ sha256 }) => sha256))).toEqual(new Set([sha256Of(bytes)]))
    expect(await listed()).toEqual([sha256Of(bytes)])
    expect(drafts()).toEqual([])
  })

  test('receiving a damaged file again heals it', async () => {
    const { sha256 } = await put(Buffer.from('whole'))
    opened.damage(sha256, Buffer.from('wh'))
    await put(Buffer.from('whole'))
    expect(readFileSync(await files.path(sha256), 'utf8')).toBe('whole')
  })

  test('a file of exactly the limit is taken, one byte more is refused and leaves nothing', async () => {
    expect(await files.put(Readable.from([Buffer.alloc(10)]), { maxBytes: 10 })).toMatchObject({
      sizeBytes: 10,
    })
    const source = Readable.from([Buffer.alloc(10), Buffer.alloc(1), Buffer.alloc(10)])
    await expect(files.put(source, { maxBytes: 10 })).rejects.toThrow(FileTooLarge)
    expect(source.destroyed).toBe(true)
    expect(drafts()).toEqual([])
    expect(await listed()).toHaveLength(1)
  })

  test('a connection that breaks in the middle leaves nothing', async () => {
    const source = new PassThrough()
    const stored = files.put(source, { maxBytes })
    source.write(randomBytes(100_000), () => source.destroy(new Error('the connection broke')))
    await expect(stored).rejects.toThrow('the connection broke')
    expect(drafts()).toEqual([])
    expect(await listed()).toEqual([])
  })

  test('a stream that closes without its end is not taken for a whole file', async () => {
    const source = new PassThrough()
    const stored = files.put(source, { maxBytes })
    source.write(randomBytes(1_000), () => source.destroy())
    await expect(stored).rejects.toThrow(/premature/i)
    expect(await listed()).toEqual([])
  })

  test('an empty file is a file', async () => {
    const stored = await files.put(Readable.from([]), { maxBytes })
    expect(stored).toEqual({ sha256: sha256Of(Buffer.alloc(0)), sizeBytes: 0, fresh: true })
    expect(await buffer((await files.open(stored.sha256)).stream())).toHaveLength(0)
  })

  test('an absent file is told apart from a broken store', async () => {
    const nowhere = sha256Of(Buffer.from('never stored'))
    await expect(files.open(nowhere)).rejects.toThrow(FileMissing)
    await expect(files.path(nowhere)).rejects.toThrow(FileMissing)
    expect(await files.has(nowhere)).toBe(false)
    await files.remove(nowhere)
  })

  test('a removed file is gone', async () => {
    const { sha256 } = await put(Buffer.from('retracted'))
    await files.remove(sha256)
    expect(await files.has(sha256)).toBe(false)
    expect(await listed()).toEqual([])
  })

  test('a name that is not a hash never becomes a path', async () => {
    await expect(files.open('../../../etc/passwd')).rejects.toThrow()
    await expect(files.remove(`${'a'.repeat(60)}/../..`)).rejects.toThrow()
  })

  test('the list tells sizes and passes over what is not of the store', async () => {
    const { sha256 } = await put(Buffer.from('12345'))
    opened.litter()
    expect(await listAll()).toEqual([{ sha256, sizeBytes: 5, storedAt: expect.any(Date) }])
  })

  test('a file received again lately is not removed as an old one', async () => {
    const { sha256 } = await put(Buffer.from('wanted again'))
    const sinceAnHour = new Date(Date.now() - 3_600_000)
    expect(await files.remove(sha256, { unlessStoredSince: sinceAnHour })).toBe(false)
    expect((await buffer((await files.open(sha256)).stream())).toString()).toBe('wanted again')
    expect(await files.remove(sha256, { unlessStoredSince: new Date(Date.now() + 60_000) })).toBe(true)
    expect(await files.has(sha256)).toBe(false)
    expect(drafts()).toEqual([])
  })

  test('a stream that its reader leaves is closed', async () => {
    const { sha256 } = await put(randomBytes(500_000))
    const { stream } = await files.open(sha256)
    const left = stream()
    for await (const _ of left) break
    expect(left.destroyed).toBe(true)
  })
})

test('what a killed process left is removed a day later, not while somebody may still be sending', () => {
  folder = mkdtempSync(join(tmpdir(), 'seogo-files-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  openFolderStore({ folder })
  const old = join(folder, 'incoming', 'old')
  const young = join(folder, 'incoming', 'young')
  for (const path of [old, young]) writeFileSync(path, 'half')
  const yesterday = Date.now() / 1000 - 25 * 3600
  utimesSync(old, yesterday, yesterday)
  openFolderStore({ folder })
  expect(drafts()).toEqual(['young'])
})

describe('a bucket', () => {
  let s3: FakeS3
  let bucket: FileStore

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'seogo-files-'))
    s3 = await startFakeS3()
    onTestFinished(async () => {
      await s3.close()
      rmSync(folder, { recursive: true })
    })
    bucket = s3StoreOn(s3, folder, { idleMs: 150 })
  })
  const putInto = (store: FileStore, bytes: Buffer) => store.put(Readable.from([bytes]), { maxBytes })
  const elsewhere = () => s3StoreOn(s3, mkdtempSync(join(folder, 'other-machine-')))

  test('takes a large file in parts and gives it back whole', async () => {
    const bytes = randomBytes(450_001)
    const { sha256 } = await putInto(bucket, bytes)
    expect(s3.requests.filter((request) => request.includes('partNumber'))).toHaveLength(3)
    expect(s3.uploads.size).toBe(0)
    expect(readFileSync(await elsewhere().path(sha256)).equals(bytes)).toBe(true)
  })

  test('leaves no half upload behind when a part is refused', async () => {
    s3.next('as usual', 'as usual', 'as usual', { status: 403, code: 'AccessDenied' })
    await expect(putInto(bucket, randomBytes(450_001))).rejects.toThrow('AccessDenied')
    expect(s3.uploads.size).toBe(0)
    expect(s3.objects.size).toBe(0)
    expect(drafts()).toEqual([])
  })

  test('is asked again when it stutters, hangs up or falls silent', async () => {
    s3.next({ status: 503 }, 'hang up', 'silence')
    const { sha256 } = await putInto(bucket, Buffer.from('patience'))
    s3.next({ status: 500, code: 'InternalError' })
    expect(await bucket.has(sha256)).toBe(true)
  })

  test('goes on where it was when an answer breaks off', async () => {
    const bytes = randomBytes(180_000)
    const { sha256 } = await putInto(bucket, bytes)
    const { stream } = await bucket.open(sha256)
    s3.next('cut', 'cut')
    expect((await buffer(stream())).equals(bytes)).toBe(true)
    s3.next('cut')
    expect((await buffer(stream({ start: 1_000, end: 99_999 }))).equals(bytes.subarray(1_000, 100_000))).toBe(
      true,
    )
  })

  test('that is away is “unavailable”, which is not the same as an absent file', async () => {
    const { sha256 } = await putInto(bucket, Buffer.from('still there'))
    s3.goAway()
    await expect(bucket.open(sha256)).rejects.toMatchObject({ code: 'unavailable', status: 503 })
    await expect(bucket.has(sha256)).rejects.toMatchObject({ code: 'unavailable' })
    await expect(putInto(bucket, Buffer.from('new'))).rejects.toMatchObject({ code: 'unavailable' })
    s3.goAway(false)
    expect(await bucket.has(sha256)).toBe(true)
    expect(drafts()).toEqual([])
  })

  test('that does not exist, or keys it does not know, are told as they are', async () => {
    const nowhere = s3StoreOn({ ...s3, bucket: 'elsewhere' }, folder)
    await expect(nowhere.has(sha256Of(Buffer.from('x')))).rejects.toThrow(/404/)
    await expect(nowhere.path(sha256Of(Buffer.from('x')))).rejects.toThrow('NoSuchBucket')
    const stranger = s3StoreOn({ ...s3, secretKey: 'wrong' }, folder)
    await expect(putInto(stranger, Buffer.from('x'))).rejects.toMatchObject({ code: 'unavailable' })
    expect(s3.objects.size).toBe(0)
  })

  test('gives local copies that were checked, once however many ask', async () => {
    const bytes = randomBytes(50_000)
    const { sha256 } = await putInto(bucket, bytes)
    const other = elsewhere()
    s3.requests.length = 0
    const paths = await Promise.all([other.path(sha256), other.path(sha256), other.path(sha256)])
    expect(s3.requests).toHaveLength(1)
    expect(readFileSync(paths[0] ?? '').equals(bytes)).toBe(true)
    const [key] = s3.objects.keys()
    s3.objects.set(key ?? '', { bytes: randomBytes(50_000), storedAt: new Date() })
    await expect(elsewhere().path(sha256)).rejects.toThrow('other bytes')
  })

  test('keeps no more copies than it may, the latest asked for last', async () => {
    const store = s3StoreOn(s3, folder, { copiesBytes: 25_000 })
    const stored: string[] = []
    for (let n = 0; n < 4; n += 1) {
      const { sha256 } = await putInto(store, randomBytes(10_000))
      utimesSync(await store.path(sha256), new Date(), new Date(Date.now() - 60_000 + n * 1_000))
      stored.push(sha256)
    }
    expect(readdirSync(join(folder, 'sha256')).toSorted()).toEqual(stored.slice(2).toSorted())
    expect(readFileSync(await store.path(stored[0] ?? ''))).toHaveLength(10_000)
  })
})
