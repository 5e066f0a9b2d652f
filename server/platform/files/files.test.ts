import { createHash, randomBytes } from 'node:crypto'
import {
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PassThrough, Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { beforeEach, expect, onTestFinished, test } from 'vitest'
import { FileMissing, type FileStore, FileTooLarge, type ListedFile, openFiles } from './files.ts'

const maxBytes = 1_000_000
const sha256Of = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')

let folder: string
let files: FileStore

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'seogo-files-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  files = openFiles({ folder })
})

const put = (bytes: Uint8Array) => files.put(Readable.from([bytes]), { maxBytes })
const drafts = () => readdirSync(join(folder, 'incoming'))
const listed = async () => (await listAll()).map(({ sha256 }) => sha256)

async function listAll(): Promise<ListedFile[]> {
  const all: ListedFile[] = []
  for await (const file of files.list()) all.push(file)
  return all
}

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
  truncateSync(await files.path(sha256), 2)
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
  writeFileSync(join(folder, 'sha256', '.DS_Store'), 'litter')
  expect(await listAll()).toEqual([{ sha256, sizeBytes: 5, storedAt: expect.any(Date) }])
})

test('what a killed process left is removed a day later, not while somebody may still be sending', () => {
  const old = join(folder, 'incoming', 'old')
  const young = join(folder, 'incoming', 'young')
  for (const path of [old, young]) writeFileSync(path, 'half')
  const yesterday = Date.now() / 1000 - 25 * 3600
  utimesSync(old, yesterday, yesterday)
  openFiles({ folder })
  expect(drafts()).toEqual(['young'])
})
