import { afterAll, beforeAll, expect, test } from 'vitest'
import { type FakeS3, startFakeS3 } from '#server/testing/fake-s3.ts'
import { openTestHouse, type TestHouse } from '#server/testing/open-house.ts'
import { makeBackup, openShelf } from './backup.ts'
import { drill } from './drill.ts'
import { removeSets } from './remove-set.ts'
import { getSet, listSets } from './sets.ts'
import { verifySet } from './verify-set.ts'

let s3: FakeS3
let seogo: TestHouse
beforeAll(async () => {
  s3 = await startFakeS3()
  seogo = await openTestHouse({
    SEOGO_BACKUP_TO: `s3://${s3.bucket}/nightly`,
    SEOGO_S3_ENDPOINT: s3.endpoint,
    SEOGO_S3_REGION: s3.region,
    SEOGO_S3_ACCESS_KEY: s3.accessKey,
    SEOGO_S3_SECRET_KEY: s3.secretKey,
  })
  await seogo.person('Ann')
  await seogo.workUntilQuiet()
})
afterAll(async () => {
  await seogo.close()
  await s3.close()
})

test('a backup in a bucket is made, proven, found damaged when a part is gone, and removed', async () => {
  const { house } = seogo
  const shelf = openShelf(house.config)
  const { id } = await makeBackup(house, { kind: 'incremental' })
  const set = await getSet(shelf, id)
  expect((await drill({ house, shelf, set })).provenAt).not.toBeNull()

  const part = set.tables.find(({ parts }) => parts.length > 0)?.parts[0]?.sha256 ?? ''
  await shelf.parts.remove(part)
  expect(await verifySet(shelf, set)).toMatchObject([{ part, why: 'missing' }])
  await makeBackup(house, { kind: 'incremental' })
  expect(await verifySet(shelf, set)).toEqual([])

  await removeSets(
    shelf,
    (await listSets(shelf)).map((each) => each.id),
  )
  expect(await listSets(shelf)).toEqual([])
  for await (const left of shelf.parts.list()) expect.fail(`${left.sha256} is left`)
})
