import { readdirSync, readFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { getMe, signIn } from '#features/accounts/contract.ts'
import { importFiles } from '#features/imports/contract.ts'
import { listPapers, removePaper } from '#features/papers/contract.ts'
import { dropDatabase, isMigrated, listDatabases } from '#platform/database/sets/databases.ts'
import type { CommandContext } from '#platform/feature.ts'
import { openTestHouse, type TestHouse } from '#server/testing/open-house.ts'
import type { Person } from '#server/testing/person.ts'
import { backup } from '../feature.ts'
import { makeBackup, openShelf, restore } from './backup.ts'
import { readFileList } from './file-list.ts'
import { getSet, listSets } from './sets.ts'

const example = readFileSync(join(import.meta.dirname, '../../../examples/first-paper.pdf'))
const bibliography =
  '@article{a, title={한글 제목 \\textbackslash{} und\ttab}, author={Kim, A.}, year={2020}}'

let seogo: TestHouse
let ann: Person
let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'seogo-backup-'))
  seogo = await openTestHouse({
    SEOGO_BACKUP_TO: join(folder, 'shelf'),
    SEOGO_BACKUP_KEY: 'a key of backups for tests only, longer than thirty-two',
  })
  ann = await seogo.person('Ann')
  await ann.upload(importFiles, [
    { fileName: 'first-paper.pdf', bytes: example },
    { fileName: 'refs.bib', bytes: Buffer.from(bibliography) },
  ])
  await seogo.workUntilQuiet()
})
afterAll(async () => {
  await seogo.close()
  await rm(folder, { recursive: true, force: true })
})

/** Runs a command of the feature as the command line would. */
async function run(name: string, args: string[] = [], options: CommandContext['options'] = {}) {
  const lines: string[] = []
  const command = backup.commands?.find((each) => each.name === `backup ${name}`)
  const work = await (command ?? expect.fail(`there is no ${name}`)).load()
  const code = await work({
    house: seogo.house,
    args,
    options,
    caller: () => Promise.resolve(ann.userId),
    whileWorking: (done) => done(),
    terminal: {
      json: false,
      line: (line) => lines.push(line),
      result: () => undefined,
      confirm: () => Promise.resolve(true),
      bar: () => undefined,
    },
  })
  return { code, printed: lines.join('\n') }
}

const titlesOf = ({ items }: { items: readonly { title: string }[] }) =>
  items.map(({ title }) => title).sort()

async function firstPaper() {
  return (await ann.call(listPapers, { query: {} })).items[0] ?? expect.fail('no paper')
}

test('a backup is made, restored on trial, compared, questioned, and only then called proven', async () => {
  expect(await run('make', [], { drill: true })).toMatchObject({
    code: 0,
    printed: expect.stringMatching(
      /Proven: \d+ rows in \d+ tables restored and compared, \d+ files read, 1 people asked/,
    ),
  })
  expect((await run('list')).printed).toContain('proven')
  const { address } = seogo.house.database
  expect(await listDatabases(address, `${address.database}_`)).toEqual([])
})

test('one person’s data, or one paper’s, is picked out of a backup, and nobody else’s', async () => {
  const ben = await seogo.person('Ben')
  await ben.upload(importFiles, [{ fileName: 'b.bib', bytes: Buffer.from('@book{x, title={Of Ben alone}}') }])
  await seogo.workUntilQuiet()
  const { id: paperId } =
    (await ann.call(listPapers, { query: { hasPdf: 'true' } })).items[0] ?? expect.fail('no PDF')
  await makeBackup(seogo.house, { kind: 'incremental' })
  await ann.call(removePaper, { params: { paperId } })
  const to = join(folder, 'all')
  expect((await run('extract', [], { person: ann.email, to })).printed).toMatch(/^2 papers .+ 1 files/)
  const bibliography = readFileSync(join(to, 'papers.bib'), 'utf8')
  expect(bibliography).toContain('한글 제목')
  expect(bibliography).not.toContain('Of Ben alone')
  await expect(run('extract', [], { person: ann.email, to })).rejects.toMatchObject({
    code: 'backup_folder_exists',
  })

  const one = join(folder, 'one')
  await run('extract', [], { person: ann.email, paper: paperId, to: one })
  expect(readdirSync(join(one, 'files'))).toEqual([expect.stringMatching(/^[0-9a-f]{8} first-paper\.pdf$/)])
  expect(readFileSync(join(one, 'rows/papers.jsonl'), 'utf8').trim().split('\n')).toHaveLength(1)
  const strange = { person: ben.email, paper: paperId, to: join(folder, 'none') }
  await expect(run('extract', [], strange)).rejects.toMatchObject({ code: 'paper_not_found' })
})

test('the next backup stores only what changed, and a full one everything again', async () => {
  const first = await getSet(openShelf(seogo.house.config), 'latest')
  const second = await makeBackup(seogo.house, { kind: 'incremental' })
  expect(second.files).toEqual(first.files)
  expect(second.written.bytes).toBeLessThan(first.written.bytes / 4)
  const full = await makeBackup(seogo.house, { kind: 'full' })
  expect(full.written.bytes).toBe(full.storedBytes)
})

test('a restore into the running house puts the moment of the backup back, and what waited then runs once', async () => {
  const { database, config, files, log } = seogo.house
  const { address } = database
  const shelf = openShelf(config)
  await ann.upload(importFiles, [{ fileName: 'more.bib', bytes: Buffer.from('@book{b, title={Waiting}}') }])
  const set = await makeBackup(seogo.house, { kind: 'incremental' })
  await seogo.workUntilQuiet()
  const worked = titlesOf(await ann.call(listPapers, { query: {} }))
  await ann.call(removePaper, { params: { paperId: (await firstPaper()).id } })
  for await (const { sha256 } of readFileList(shelf, set)) await files.remove(sha256)

  const restored = await restore({
    address,
    files,
    shelf,
    set,
    log,
    now: () => new Date(),
    whileRunning: true,
  })
  expect(restored).toMatchObject({ filesPut: set.files.count, migrated: [] })

  // Connections that the swap ended are replaced at the next use; the first one may still hear of it.
  await ann.call(getMe, {}).catch(() => undefined)
  await ann.call(signIn, { body: { email: ann.email, password: 'correct horse battery' } })
  await seogo.workUntilQuiet()
  expect(titlesOf(await ann.call(listPapers, { query: {} }))).toEqual(worked)
  const kept = restored.keptAs ?? expect.fail('nothing was kept')
  expect(await isMigrated(address.in(kept))).toBe(true)
  await dropDatabase(address, kept)
})

test('a house in use is not restored over unless that is said', async () => {
  const { database, config, files, log } = seogo.house
  await database.asSystem('pretend that a worker runs', (tx) =>
    tx.insertInto('processes').values({ kind: 'worker', pid: 1, host: 'here', rss_bytes: 1 }).execute(),
  )
  const shelf = openShelf(config)
  const set = await getSet(shelf, 'latest')
  const restoring = restore({ address: database.address, files, shelf, set, log, now: () => new Date() })
  await expect(restoring).rejects.toMatchObject({ code: 'backup_house_running' })
})

test('a destination that fails in the middle leaves no set, and the next backup works', async () => {
  const { config } = seogo.house
  const before = (await listSets(openShelf(config))).length
  const stopped = new AbortController()
  const broken = makeBackup(seogo.house, {
    kind: 'full',
    signal: stopped.signal,
    tell: (_, done, total) => {
      if (done > total / 2) stopped.abort(new Error('no space left'))
    },
  })
  await expect(broken).rejects.toThrow('no space left')
  expect(await listSets(openShelf(config))).toHaveLength(before)
  await makeBackup(seogo.house, { kind: 'incremental' })
  expect(await listSets(openShelf(config))).toHaveLength(before + 1)
})

test('the schedule is shown and changed on the command line, and what it does not keep is pruned', async () => {
  const typed = {
    on: true,
    cron: '30 2 * * *',
    'time-zone': 'Asia/Seoul',
    'keep-last': '1',
    'keep-daily': '0',
  }
  const none = { 'keep-weekly': '0', 'keep-monthly': '0' }
  expect((await run('schedule', [], { ...typed, ...none })).printed).toMatch(
    /30 2 \* \* \* \(Asia\/Seoul\), next .+T17:30/,
  )
  expect((await run('schedule')).printed).toContain('the newest 1, one of 0 days')
  await expect(run('schedule', [], { 'keep-last': 'many' })).rejects.toMatchObject({ code: 'bad_request' })
  const ids = async () => (await listSets(openShelf(seogo.house.config))).map(({ id }) => id)
  const before = await ids()
  expect((await run('prune', [], { 'dry-run': true })).printed).toContain('would go')
  expect(await ids()).toEqual(before)
  await makeBackup(seogo.house, { kind: 'incremental' })
  await run('prune')
  // The newest, and the last one that was proven.
  expect(await ids()).toHaveLength(2)
})

test('a pinned backup stays, and with another one go the parts that only it needs', async () => {
  const shelf = openShelf(seogo.house.config)
  const [newest, ...older] = (await listSets(shelf)).map(({ id }) => id)
  await run('pin', [newest ?? ''])
  await expect(run('delete', [newest ?? ''])).rejects.toMatchObject({ code: 'backup_pinned' })
  expect(await run('delete', older)).toMatchObject({ code: 0 })
  expect((await listSets(shelf)).map(({ id }) => id)).toEqual([newest])
  expect(await run('verify')).toMatchObject({ code: 0, printed: expect.stringContaining('every hash fits') })
  const set = await getSet(shelf, 'latest')
  let keptBytes = 0
  for await (const { sizeBytes } of shelf.parts.list()) keptBytes += sizeBytes
  expect(keptBytes).toBe(set.storedBytes)
})
