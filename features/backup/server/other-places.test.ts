import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { listNotifications } from '#features/notifications/contract.ts'
import { type FakeS3, startFakeS3 } from '#server/testing/fake-s3.ts'
import { openTestHouse, type TestHouse } from '#server/testing/open-house.ts'
import type { Person } from '#server/testing/person.ts'
import { listBackups, makeBackupNow } from '../contract.ts'
import { openShelf } from './backup.ts'
import { drill } from './drill.ts'
import { getSet } from './sets.ts'

let s3: FakeS3
let seogo: TestHouse
let ann: Person
let folder: string
const far = () => `s3://${s3.bucket}/far`
const broken = () => join(folder, 'file/in the way')
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'seogo-others-'))
  s3 = await startFakeS3()
  seogo = await openTestHouse({
    SEOGO_BACKUP_TO: join(folder, 'shelf'),
    SEOGO_BACKUP_ALSO_TO: `${far()}, ${broken()}`,
    SEOGO_BACKUP_KEY: 'a key of backups for tests only, longer than thirty-two',
    SEOGO_S3_ENDPOINT: s3.endpoint,
    SEOGO_S3_REGION: s3.region,
    SEOGO_S3_ACCESS_KEY: s3.accessKey,
    SEOGO_S3_SECRET_KEY: s3.secretKey,
  })
  ann = await seogo.person('Ann')
})
afterAll(async () => {
  await seogo.close()
  await s3.close()
  await rm(folder, { recursive: true, force: true })
})

test('a backup is copied to another place, whole and proven from there, and a place that fails is told of', async () => {
  await writeFile(join(folder, 'file'), 'no folder')
  await ann.call(makeBackupNow, { body: { kind: 'incremental', drill: true } })
  await seogo.workUntilQuiet()
  const { items, failed, others } = await ann.call(listBackups, {})
  expect(items).toMatchObject([{ provenAt: expect.any(String) }])
  expect(failed).toMatchObject({ error: { code: 'backup_destination_unusable' } })
  expect(others).toEqual([
    { place: far(), count: 1, newestId: items[0]?.id },
    { place: broken(), count: null, newestId: null },
  ])
  const { items: told } = await ann.call(listNotifications, { query: {} })
  expect(told.map(({ type }) => type)).toEqual(['backup_failed'])

  const { house } = seogo
  const shelf = openShelf(house.config, { place: far() })
  const proof = await drill({ house, shelf, set: await getSet(shelf, 'latest') })
  expect(proof).toMatchObject({ damages: [], provenAt: expect.any(String) })
})
