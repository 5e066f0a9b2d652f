import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { listNotifications } from '#features/notifications/contract.ts'
import { enqueue } from '#platform/queue/enqueue.ts'
import { openTestHouse, type TestHouse } from '#server/testing/open-house.ts'
import type { Person } from '#server/testing/person.ts'
import {
  type BackupList,
  type BackupSchedule,
  drillBackup,
  listBackups,
  makeBackupNow,
  pinBackup,
  removeBackup,
  saveBackupSchedule,
  verifyBackup,
} from '../contract.ts'
import { getSet, openShelf } from './backup.ts'
import { checkBackup } from './check-backup.ts'
import type { Manifest } from './format/manifest.ts'
import { keepScheduleJob } from './jobs.ts'
import { chooseToRemove } from './retention.ts'

let seogo: TestHouse
let ann: Person
let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'seogo-keeping-'))
  seogo = await openTestHouse({ SEOGO_BACKUP_TO: folder })
  ann = await seogo.person('Ann')
})
afterAll(async () => {
  await seogo.close()
  await rm(folder, { recursive: true, force: true })
})

const look = (): Promise<BackupList> => ann.call(listBackups, {})
const told = async () => {
  const { items } = await ann.call(listNotifications, { query: {} })
  return items.map(({ type, subject }) => `${type} ${subject?.kind}`)
}
const newest = async () => (await look()).items[0] ?? expect.fail('there is no backup')

test('an administrator makes a backup, sees it under way, and then proven', async () => {
  expect((await checkBackup(seogo.house)).state).toBe('degraded')
  await ann.call(makeBackupNow, { body: { kind: 'incremental', drill: true } })
  expect((await look()).underWay).toMatchObject([{ kind: 'backup.make', state: 'waiting' }])
  await seogo.workUntilQuiet()
  expect(await look()).toMatchObject({ underWay: [], failed: null, besideData: false })
  expect(await newest()).toMatchObject({
    facts: { kind: 'incremental', files: 0, missingFiles: 0 },
    provenAt: expect.any(String),
    damages: [],
    faults: [],
  })
  expect(await checkBackup(seogo.house)).toMatchObject({ state: 'ok', facts: { backups: 1 } })
  expect(await told()).toEqual(['backup_finished backup'])
})

test('a damaged part is told of where the administrator looks, the backup is proven no more, and a full one heals it', async () => {
  const { id } = await newest()
  const parts = (
    await readdir(join(folder, 'parts', 'sha256'), { recursive: true, withFileTypes: true })
  ).filter((each) => each.isFile())
  // Of a table that stays as it is: a full backup writes the part anew that both have, and heals no other.
  const set = await getSet(openShelf(seogo.house.config, { place: folder }), id)
  const stable = set.tables.find(({ schema, name }) => schema === 'public' && name === 'libraries')
  const part = parts.find(({ name }) => name === stable?.parts[0]?.sha256) ?? expect.fail('no part')
  await writeFile(join(part.parentPath, part.name), 'something else')
  await ann.call(verifyBackup, { params: { backupId: id } })
  await seogo.workUntilQuiet()
  expect((await look()).failed).toMatchObject({ kind: 'backup.verify', error: { code: 'backup_damaged' } })
  expect(await told()).toEqual(['backup_failed backup', 'backup_finished backup'])
  // Tables with equal rows share a part: then each of them is told.
  const damaged = await newest()
  expect(damaged.provenAt).toBeNull()
  expect(new Set(damaged.damages.map(({ part, why }) => `${part} ${why}`))).toEqual(
    new Set([`${part.name} size`]),
  )

  await ann.call(makeBackupNow, { body: { kind: 'full', drill: false } })
  // The drill reads what the full one heals: asked for at once, it may come first.
  await seogo.workUntilQuiet()
  await ann.call(drillBackup, { params: { backupId: id } })
  await seogo.workUntilQuiet()
  const { items, failed } = await look()
  expect(failed).toBeNull()
  expect(items.find((each) => each.id === id)).toMatchObject({ damages: [], provenAt: expect.any(String) })
})

test('a pinned backup is not removed, an unpinned one is', async () => {
  const { id } = await newest()
  const params = { backupId: id }
  await ann.call(pinBackup, { params, body: { pinned: true } })
  await expect(ann.call(removeBackup, { params })).rejects.toThrow('409 backup_pinned')
  await ann.call(pinBackup, { params, body: { pinned: false } })
  await ann.call(removeBackup, { params })
  await seogo.workUntilQuiet()
  expect((await look()).items.map((each) => each.id)).not.toContain(id)
})

const nightly: BackupSchedule = {
  enabled: true,
  cron: '0 3 * * *',
  timeZone: 'Asia/Seoul',
  drill: false,
  keepLast: 2,
  keepDaily: 0,
  keepWeekly: 0,
  keepMonthly: 0,
}

test('a schedule runs in the zone of whoever made it, makes up for missed nights once, and lets old ones go', async () => {
  const { nextRunAt } = await ann.call(saveBackupSchedule, { body: nightly })
  expect(nextRunAt).toMatch(/T18:00:00/)
  const before = (await look()).items.length
  const keepAndWork = async () => {
    await seogo.house.database.asSystem('keep the schedule', (tx) => enqueue(tx, keepScheduleJob, {}))
    await seogo.workUntilQuiet()
  }
  await keepAndWork()
  expect((await look()).items).toHaveLength(before)
  seogo.clock.move({ days: 3 })
  await keepAndWork()
  await keepAndWork()
  expect((await look()).items).toHaveLength(Math.min(before + 1, 2 + 1))
  expect((await look()).schedule).toMatchObject({ ...nightly, nextRunAt: expect.stringMatching(/T18:00:00/) })
})

test('times that are none are refused with what is wrong', async () => {
  for (const wrong of [{ cron: 'every night' }, { cron: '0 3 31 2 *' }, { timeZone: 'Asia/Nowhere' }])
    await expect(ann.call(saveBackupSchedule, { body: { ...nightly, ...wrong } })).rejects.toThrow(
      '422 backup_schedule_invalid',
    )
})

test('retention keeps the newest, one a day, week and month, the last proven one and pinned ones', () => {
  const taken = [
    '2026-11-25T12',
    '2026-11-25T02',
    '2026-11-24T02',
    '2026-11-16T02',
    '2026-10-02T02',
    '2026-09-01T02',
  ]
  const sets = taken.map((at) => ({
    id: at,
    set: { takenAt: `${at}:00:00.000Z` } as Manifest,
    problem: undefined,
    proof: undefined,
    pinned: at.startsWith('2026-09'),
  }))
  const keeping = { keepLast: 1, keepDaily: 2, keepWeekly: 2, keepMonthly: 0, timeZone: 'UTC' }
  expect(chooseToRemove(sets, keeping)).toEqual(['2026-11-25T02', '2026-10-02T02'])
  const proven = { provenAt: '2026-11-25T03:00:00.000Z' } as never
  const withProof = sets.map((each) => (each.id === '2026-10-02T02' ? { ...each, proof: proven } : each))
  expect(chooseToRemove(withProof, keeping)).toEqual(['2026-11-25T02'])
})
