import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { importFiles } from '#features/imports/contract.ts'
import { getPaper } from '#features/papers/contract.ts'
import { copyFilesCommand } from '#features/storage/server/copy-files.ts'
import { verifyFilesCommand } from '#features/storage/server/verify-files.ts'
import { knowFileReferences } from '#platform/files/references.ts'
import { features } from './features.ts'
import { type FakeS3, startFakeS3 } from './testing/fake-s3.ts'
import { openTestHouse, type TestHouse } from './testing/open-house.ts'
import type { Person } from './testing/person.ts'
import { openQuietTerminal } from './testing/quiet-terminal.ts'

let s3: FakeS3
let seogo: TestHouse
let ann: Person
let bytes: Buffer

beforeAll(async () => {
  s3 = await startFakeS3()
  seogo = await openTestHouse({
    SEOGO_S3_ENDPOINT: s3.endpoint,
    SEOGO_S3_BUCKET: s3.bucket,
    SEOGO_S3_REGION: s3.region,
    SEOGO_S3_ACCESS_KEY: s3.accessKey,
    SEOGO_S3_SECRET_KEY: s3.secretKey,
  })
  ann = await seogo.person('Ann')
  bytes = await readFile(join(import.meta.dirname, '../examples/first-paper.pdf'))
})
afterAll(async () => {
  await seogo.close()
  await s3.close()
})

test('a paper in a bucket is taken, read and given back; while the bucket is away the answer is 503', async () => {
  const { entries } = await ann.upload(importFiles, [{ fileName: 'a.pdf', bytes }])
  const params = { paperId: entries[0]?.paperId ?? expect.fail('it was not taken') }
  await seogo.workUntilQuiet()
  const { files } = await ann.call(getPaper, { params })
  expect(files).toMatchObject([{ state: 'read', pageCount: 2, hasThumbnail: true }])
  expect(s3.objects.size).toBe(2)
  const address = `/api/files/${files[0]?.id}`
  const part = await ann.request('GET', address, { headers: { range: 'bytes=5-9' } })
  expect([part.statusCode, part.rawPayload.equals(bytes.subarray(5, 10))]).toEqual([206, true])

  s3.goAway()
  const away = await ann.request('GET', address)
  expect([away.statusCode, away.json().code]).toEqual([503, 'unavailable'])
  const refused = await ann
    .upload(importFiles, [{ fileName: 'b.pdf', bytes }])
    .catch((error) => String(error))
  expect(refused).toContain('503 unavailable')
  s3.goAway(false)
  expect((await ann.request('GET', address)).rawPayload.equals(bytes)).toBe(true)
}, 60_000)

test('the files of a bucket are copied into the folder, each checked, and every stored file is verified', async () => {
  const results: unknown[] = []
  const { terminal } = openQuietTerminal()
  const keeping = { ...terminal, result: (value: unknown) => void results.push(value) }
  const base = { house: seogo.house, args: [], caller: async () => ann.userId, terminal: keeping }
  const context = { ...base, whileWorking: <T>(done: () => Promise<T>) => done() }
  knowFileReferences(
    seogo.house,
    features.flatMap(({ fileReferences = [] }) => fileReferences),
  )
  const copy = () => copyFilesCommand({ ...context, options: { to: 'folder' } })
  expect([await copy(), await copy(), await verifyFilesCommand({ ...context, options: {} })]).toEqual([
    0, 0, 0,
  ])
  expect(results).toMatchObject([
    { copied: 2, known: 0 },
    { copied: 0, known: 2 },
    { count: 2, damaged: [], missing: [], unnamed: 0 },
  ])
  const [key = '', other = ''] = s3.objects.keys()
  s3.objects.set(key, { bytes: Buffer.from('rotten'), storedAt: new Date() })
  s3.objects.delete(other)
  expect(await verifyFilesCommand({ ...context, options: {} })).toBe(1)
  expect(results.at(-1)).toMatchObject({ damaged: [key.slice(-64)], missing: [other.slice(-64)] })
})
