import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { getMe, signIn } from '#features/accounts/contract.ts'
import { listAudit } from '#features/audit/contract.ts'
import { importFiles } from '#features/imports/contract.ts'
import { listNotifications } from '#features/notifications/contract.ts'
import { listPapers } from '#features/papers/contract.ts'
import { createDatabaseLike, listDatabases } from '#platform/database/sets/databases.ts'
import { openTestHouse, type TestHouse } from '#server/testing/open-house.ts'
import type { Person } from '#server/testing/person.ts'
import { compareBackup, dropKept, listBackups, makeBackupNow, restoreBackup } from '../contract.ts'
import { makeBackup } from './backup.ts'
import { incomingPrefix } from './restore.ts'

let seogo: TestHouse
let ann: Person
let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'seogo-restoring-'))
  seogo = await openTestHouse({ SEOGO_BACKUP_TO: folder })
  ann = await seogo.person('Ann')
  await addBook('Before')
})
afterAll(async () => {
  await seogo.close()
  await rm(folder, { recursive: true, force: true })
})

async function addBook(title: string): Promise<void> {
  const bytes = Buffer.from(`@book{b, title={${title}}}`)
  await ann.upload(importFiles, [{ fileName: 'book.bib', bytes }])
  await seogo.workUntilQuiet()
}

const titles = async () => (await ann.call(listPapers, { query: {} })).items.map(({ title }) => title).sort()

/** Everybody is signed out by a restore: their sessions were those of another time. */
async function signInAgain(): Promise<void> {
  await ann.call(getMe, {}).catch(() => undefined)
  await ann.call(signIn, { body: { email: ann.email, password: 'correct horse battery' } })
}

/** The connections of the house end when the databases change places, and each hears of it once. */
async function workedWithoutFault(): Promise<boolean> {
  try {
    await seogo.workUntilQuiet()
    return true
  } catch {
    return false
  }
}

test('an administrator goes back to a backup from the screen, and the way back is kept until it is dropped', async () => {
  const { address } = seogo.house.database
  // By a job, which is under way at the moment that it keeps.
  await ann.call(makeBackupNow, { body: { kind: 'incremental', drill: false } })
  await seogo.workUntilQuiet()
  const backupId = (await ann.call(listBackups, {})).items[0]?.id ?? expect.fail('there is no backup')
  const params = { backupId }
  await addBook('After')
  const { counts } = await ann.call(compareBackup, { params })
  expect(counts.find(({ what }) => what === 'papers')).toEqual({ what: 'papers', now: 2, after: 1 })

  await expect(ann.call(restoreBackup, { params, body: { confirmation: 'yes' } })).rejects.toThrow(
    '422 backup_name_differs',
  )
  // What a restore that was killed had begun.
  await createDatabaseLike(address, `${incomingPrefix(address)}20200101t000000`)
  await ann.call(restoreBackup, { params, body: { confirmation: backupId } })
  await expect.poll(workedWithoutFault, { timeout: 60_000 }).toBe(true)
  await signInAgain()
  expect((await ann.call(listBackups, {})).underWay).toEqual([])
  expect((await ann.call(listBackups, {})).items).toHaveLength(1)
  expect(await titles()).toEqual(['Before'])
  expect(await listDatabases(address, incomingPrefix(address))).toEqual([])
  const told = async () => (await ann.call(listNotifications, { query: {} })).items[0]?.type
  await expect.poll(told, { timeout: 30_000 }).toBe('backup_restored')
  const { items: traces } = await ann.call(listAudit, { query: { act: 'backup_restored' } })
  expect(traces).toMatchObject([{ by: { id: ann.userId }, facts: { backup: backupId } }])

  const [kept] = (await ann.call(listBackups, {})).kept
  const database = kept?.database ?? expect.fail('nothing was kept')
  await ann.call(dropKept, { params: { database } })
  expect((await ann.call(listBackups, {})).kept).toEqual([])
  await expect(ann.call(dropKept, { params: { database } })).rejects.toThrow('404 backup_not_found')
})

test('a restore from a damaged backup changes nothing, and who looks after the house is told', async () => {
  const { id: backupId, tables } = await makeBackup(seogo.house, { kind: 'full' })
  const papers = tables.find(({ schema, name }) => schema === 'public' && name === 'papers')
  const damaged = papers?.parts[0]?.sha256 ?? expect.fail('no part')
  const parts = await readdir(join(folder, 'parts'), { recursive: true, withFileTypes: true })
  const part = parts.find(({ name }) => name === damaged) ?? expect.fail('no file')
  await writeFile(join(part.parentPath, part.name), 'something else')
  await addBook('Later')
  const before = await titles()
  await ann.call(restoreBackup, { params: { backupId }, body: { confirmation: backupId } })
  await seogo.workUntilQuiet()
  expect((await ann.call(listBackups, {})).failed).toMatchObject({ error: { code: 'backup_damaged' } })
  expect((await ann.call(listNotifications, { query: {} })).items[0]?.type).toBe('restore_failed')
  expect(await titles()).toEqual(before)
})

test('a restore wants the password again once the sign-in is some time ago', async () => {
  const { id: backupId } = await makeBackup(seogo.house, { kind: 'incremental' })
  const asking = () => ann.call(restoreBackup, { params: { backupId }, body: { confirmation: backupId } })
  seogo.clock.move({ hours: 1 })
  await expect(asking()).rejects.toThrow('403 confirmation_needed')
})
