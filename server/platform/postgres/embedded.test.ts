import { execFileSync } from 'node:child_process'
import { chmodSync, chownSync, existsSync, mkdirSync, mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openEmbeddedPostgres } from './embedded.ts'
import { readRunRecord } from './run-record.ts'
import { ask, copyFolder, isQuiet, open, openInChild, serverPid, temporaryPlace } from './testing/folders.ts'

const isRoot = process.getuid?.() === 0
let shelf: string
let template: string

beforeAll(async () => {
  shelf = mkdtempSync(join(tmpdir(), 'seogo-shelf-'))
  chmodSync(shelf, 0o755)
  template = join(shelf, 'postgres')
  const options = { folder: template, log: () => {}, settings: { fsync: 'off' }, syncInitdb: false }
  const postgres = await openEmbeddedPostgres(options)
  await postgres.stop()
}, 30_000)

afterAll(() => rmSync(shelf, { recursive: true, force: true }))

const newCopy = () => copyFolder(template, join(temporaryPlace(), 'postgres'))

test('a new folder becomes a database that knows Korean, in an environment without any locale', async () => {
  const folder = join(temporaryPlace(), 'data', 'postgres')
  const { connection, owned, end } = await openInChild(folder, { env: { PATH: process.env.PATH } })
  expect(owned).toBe(true)
  expect(await ask(connection, String.raw`select '검' ~ '\w'`)).toBe(true)
  expect(await ask(connection, 'create extension pg_trgm')).toBeUndefined()
  expect(await ask(connection, "select cardinality(show_trgm('검색'))")).toBe(3)
  expect(await ask(connection, 'show data_checksums')).toBe('on')
  const pid = serverPid(folder)
  await end()
  expect(isQuiet(folder, pid)).toBe(true)
}, 30_000)

test('what was written is there after a stop and a start', async () => {
  const folder = newCopy()
  const first = await open(folder)
  await ask(first.connection, 'create table paper as select 7 as pages')
  await first.stop()
  const second = await open(folder)
  expect(await ask(second.connection, 'select pages from paper')).toBe(7)
}, 30_000)

test('the settings given win over the chosen ones, and nothing listens on a network', async () => {
  const { connection } = await open(newCopy())
  expect(await ask(connection, 'show fsync')).toBe('off')
  expect(await ask(connection, 'show listen_addresses')).toBe('')
  expect(await ask(connection, 'show shared_preload_libraries')).toBe('pg_stat_statements')
}, 30_000)

test('a second process is a guest and may not own the folder until the first has ended', async () => {
  const folder = newCopy()
  const first = await openInChild(folder, { address: 'http://127.0.0.1:4999' })
  const second = await open(folder)
  expect(second.owned).toBe(false)
  expect(await ask(second.connection, 'select 1')).toBe(1)
  expect(readRunRecord(folder)).toMatchObject({ pid: first.process.pid, address: 'http://127.0.0.1:4999' })
  const refused = expect(second.own()).rejects
  await refused.toMatchObject({ code: 'folder_in_use' })
  await expect(second.own()).rejects.toThrow(`process ${first.process.pid} at http://127.0.0.1:4999`)
  await second.stop()
  expect(await ask(first.connection, 'select 1'), 'a guest that leaves stops nothing').toBe(1)

  const third = await open(folder)
  await first.end()
  await third.own()
  expect(third.owned).toBe(true)
  expect(await ask(third.connection, 'select 1')).toBe(1)
}, 30_000)

test('of two processes opening the same new folder at once, one owns it and both are served', async () => {
  const folder = join(temporaryPlace(), 'postgres')
  const both = await Promise.all([openInChild(folder), openInChild(folder)])
  expect(both.map(({ owned }) => owned).sort()).toEqual([false, true])
  for (const { connection } of both) expect(await ask(connection, 'select current_database()')).toBe('seogo')
}, 30_000)

test('a data path longer than a socket path may be still works', async () => {
  const deep = join(temporaryPlace(), 'a'.repeat(60), '논문'.repeat(12))
  mkdirSync(deep, { recursive: true })
  const folder = copyFolder(template, join(deep, 'postgres'))
  const { connection, stop } = await open(folder)
  expect(Buffer.byteLength(connection.host)).toBeLessThan(90)
  expect(statSync(connection.host).mode & 0o777).toBe(0o700)
  expect(await ask(connection, 'show data_directory')).toBe(join(folder, 'cluster'))
  await stop()
  expect(existsSync(connection.host)).toBe(false)
}, 30_000)

test('the copy of a folder in use is a database of its own', async () => {
  const folder = newCopy()
  const original = await open(folder)
  const copy = await open(copyFolder(folder, join(temporaryPlace(), 'copy')))
  expect(copy.owned).toBe(true)
  await ask(original.connection, 'create table only_here ()')
  expect(await ask(copy.connection, "select to_regclass('only_here')")).toBeNull()
}, 30_000)

test.skipIf(!isRoot)(
  'started by root, the server runs as an unprivileged account',
  async () => {
    const folder = newCopy()
    await open(folder)
    const owner = execFileSync('ps', ['-o', 'uid=', '-p', String(serverPid(folder))], { encoding: 'utf8' })
    expect(Number(owner)).toBeGreaterThan(0)
    expect(statSync(join(folder, 'cluster')).uid).toBe(Number(owner))
  },
  30_000,
)

test.skipIf(!isRoot)(
  'an ordinary user needs no root',
  async () => {
    const place = temporaryPlace()
    chownSync(place, 65_534, 65_534)
    const folder = join(place, 'postgres')
    const { connection, end } = await openInChild(folder, { uid: 65_534, gid: 65_534 })
    expect(await ask(connection, 'select 1')).toBe(1)
    expect(statSync(folder).mode & 0o777).toBe(0o700)
    const pid = serverPid(folder)
    await end()
    expect(isQuiet(folder, pid)).toBe(true)
  },
  30_000,
)

test.skipIf(!isRoot)(
  'a folder which the account may not enter is named, with what to do',
  async () => {
    const place = temporaryPlace()
    chmodSync(place, 0o700)
    const opened = openEmbeddedPostgres({ folder: join(place, 'postgres'), log: () => {}, syncInitdb: false })
    await expect(opened).rejects.toMatchObject({ code: 'not_reachable' })
    await expect(opened).rejects.toThrow(`chmod o+x ${place}`)
  },
  30_000,
)

test('a folder that cannot be made is refused in plain words', async () => {
  const opened = openEmbeddedPostgres({ folder: '/dev/null/postgres', log: () => {} })
  await expect(opened).rejects.toMatchObject({ code: 'folder_unusable' })
})

test('a server that cannot start says why', async () => {
  const opened = openEmbeddedPostgres({
    folder: newCopy(),
    log: () => {},
    settings: { shared_buffers: 'lots' },
  })
  await expect(opened).rejects.toMatchObject({ code: 'start_failed' })
  await expect(opened).rejects.toThrow('shared_buffers')
}, 30_000)
