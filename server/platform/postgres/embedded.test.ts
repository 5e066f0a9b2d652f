import { execFileSync } from 'node:child_process'
import { chmodSync, chownSync, existsSync, mkdirSync, renameSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { openEmbeddedPostgres } from './embedded.ts'
import { firstClosedFolder, runPlainly } from './run-as.ts'
import { readRunRecord } from './run-record.ts'
import {
  ask,
  copyFolder,
  isQuiet,
  open,
  openInChild,
  serverPid,
  shareFolder,
  temporaryPlace,
  until,
} from './testing/folders.ts'

const folder = shareFolder()

test('of two processes opening the same new folder at once, one owns it and both are served', async () => {
  const fresh = join(temporaryPlace(), 'data', 'postgres')
  // An environment without any locale, as in a container: the database knows Korean nevertheless.
  const env = { PATH: process.env.PATH }
  const [one, other] = await Promise.all([openInChild(fresh, { env }), openInChild(fresh, { env })])
  expect([one.owned, other.owned].sort()).toEqual([false, true])
  expect(await ask(one.connection, String.raw`select '검' ~ '\w'`)).toBe(true)
  await ask(one.connection, 'create extension pg_trgm')
  expect(await ask(other.connection, "select cardinality(show_trgm('검색'))")).toBe(3)
  expect(await ask(other.connection, 'show data_checksums')).toBe('on')
  const pid = serverPid(fresh)
  await Promise.all([one.end(), other.end()])
  expect(isQuiet(fresh, pid)).toBe(true)
}, 60_000)

test('what was written is there after a stop and a start', async () => {
  const first = await open(folder)
  await ask(first.connection, 'create table paper as select 7 as pages')
  await first.stop()
  const second = await open(folder)
  expect(await ask(second.connection, 'select pages from paper')).toBe(7)
}, 30_000)

test('the settings given win over the chosen ones, and nothing listens on a network', async () => {
  const { connection } = await open(folder)
  expect(await ask(connection, 'show fsync')).toBe('off')
  expect(await ask(connection, 'show listen_addresses')).toBe('')
  expect(await ask(connection, 'show shared_preload_libraries')).toBe('pg_stat_statements,pg_prewarm')
}, 30_000)

test('a second process is a guest and may not own the folder until the first has ended', async () => {
  const first = await openInChild(folder, { address: 'http://127.0.0.1:4999' })
  const second = await open(folder)
  expect(second.owned).toBe(false)
  expect(await ask(second.connection, 'select 1')).toBe(1)
  expect(readRunRecord(folder)).toMatchObject({ pid: first.process.pid, address: 'http://127.0.0.1:4999' })
  await expect(second.own()).rejects.toMatchObject({
    code: 'folder_in_use',
    message: expect.stringContaining(`process ${first.process.pid} at http://127.0.0.1:4999`),
  })
  await second.stop()
  expect(await ask(first.connection, 'select 1'), 'a guest that leaves stops nothing').toBe(1)

  const third = await open(folder)
  await first.end()
  await third.own()
  expect(third.owned).toBe(true)
  expect(await ask(third.connection, 'select 1')).toBe(1)
}, 30_000)

test('a data path longer than a socket path may be still works', async () => {
  const deep = join(temporaryPlace(), 'a'.repeat(60), '논문'.repeat(12))
  mkdirSync(deep, { recursive: true })
  const moved = join(deep, 'postgres')
  renameSync(folder, moved)
  onTestFinished(() => renameSync(moved, folder))
  const { connection, stop } = await open(moved)
  expect(Buffer.byteLength(connection.host)).toBeLessThan(90)
  expect(statSync(connection.host).mode & 0o777).toBe(0o700)
  expect(await ask(connection, 'show data_directory')).toBe(join(moved, 'cluster'))
  await stop()
  expect(existsSync(connection.host)).toBe(false)
}, 30_000)

test('the copy of a folder in use is a database of its own', async () => {
  const original = await open(folder)
  const copy = await open(copyFolder(folder, join(temporaryPlace(), 'copy')))
  expect(copy.owned).toBe(true)
  await ask(original.connection, 'create table only_here ()')
  expect(await ask(copy.connection, "select to_regclass('only_here')")).toBeNull()
}, 30_000)

test('a folder that cannot be made is refused in plain words', async () => {
  const opened = openEmbeddedPostgres({ folder: '/dev/null/postgres', log: () => {} })
  await expect(opened).rejects.toMatchObject({ code: 'folder_unusable' })
})

test('a server that cannot start says why', async () => {
  const opened = openEmbeddedPostgres({ folder, log: () => {}, settings: { shared_buffers: 'lots' } })
  await expect(opened).rejects.toMatchObject({
    code: 'start_failed',
    message: expect.stringContaining('shared_buffers'),
  })
}, 30_000)

const nobody = { name: 'nobody', uid: 65_534, gid: 65_534 }
const isRoot = process.getuid?.() === 0
// Under /root not even Node itself can be run by another account.
const isOpen = isRoot && !firstClosedFolder(import.meta.dirname, runPlainly(nobody))

describe.skipIf(!isRoot)('started by root', () => {
  test('the server runs as an unprivileged account', async () => {
    await open(folder)
    const uid = execFileSync('ps', ['-o', 'uid=', '-p', String(serverPid(folder))], { encoding: 'utf8' })
    expect(Number(uid)).toBeGreaterThan(0)
    expect(statSync(join(folder, 'cluster')).uid).toBe(Number(uid))
  }, 30_000)

  test('a folder which the account may not enter is named, with what to do', async () => {
    const place = temporaryPlace()
    chmodSync(place, 0o700)
    // Without setpriv within reach the server cannot be let through.
    const env = { PATH: dirname(process.execPath) }
    await expect(openInChild(join(place, 'postgres'), { env })).rejects.toThrow(`chmod o+x ${place}`)
  }, 30_000)

  test.skipIf(!existsSync('/usr/bin/setpriv'))(
    'a closed folder such as /root holds the data nevertheless',
    async () => {
      const place = temporaryPlace()
      const closed = join(place, 'postgres')
      renameSync(folder, closed)
      onTestFinished(() => renameSync(closed, folder))
      chmodSync(place, 0o700)
      const { connection, kill } = await openInChild(closed)
      expect(await ask(connection, 'select 1')).toBe(1)
      const pid = serverPid(closed)
      expect(statSync(`/proc/${pid}`).uid).toBeGreaterThan(0)
      await kill()
      await until(() => isQuiet(closed, pid))
    },
    30_000,
  )

  test.skipIf(!isOpen)(
    'the folder of another account is refused in plain words',
    async () => {
      const opened = openInChild(folder, { uid: nobody.uid, gid: nobody.gid })
      await expect(opened).rejects.toThrow(`${folder} belongs to another account`)
    },
    30_000,
  )

  test.skipIf(!isOpen)(
    'an ordinary user needs no root',
    async () => {
      const place = temporaryPlace()
      chownSync(place, nobody.uid, nobody.gid)
      const fresh = join(place, 'postgres')
      const { connection, end } = await openInChild(fresh, { uid: nobody.uid, gid: nobody.gid })
      expect(await ask(connection, 'select 1')).toBe(1)
      expect(statSync(fresh).mode & 0o777).toBe(0o700)
      const pid = serverPid(fresh)
      await end()
      expect(isQuiet(fresh, pid)).toBe(true)
    },
    60_000,
  )
})
