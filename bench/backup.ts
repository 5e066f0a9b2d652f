/**
 * A whole library backed up, lost and restored: `npm run bench:backup -- [--papers 20000] [--data ../shared/data] [--json]`. The
 * installation runs with its own processes and holds papers, PDFs, analyses, people and a job that waits. Reported are the
 * speed of backup and restore beside bare COPY on the same rows in the same run, memory at two sizes, the API's answers while
 * a backup is made, and, on a machine that had nothing, whether all of it is there again. The exit code is 1 when it is not.
 */
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { createReadStream, existsSync, readdirSync } from 'node:fs'
import { chmod, copyFile, mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as sleep } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { createGunzip } from 'node:zlib'
import { createPerson, ownerId, requireEditableLibrary } from '#features/accounts/server/accounts.ts'
import { getSet, openShelf } from '#features/backup/server/backup.ts'
import { addPaper } from '#features/papers/server/papers.ts'
import { readConfig } from '#platform/config/config.ts'
import type { House } from '#platform/house.ts'
import { openLog } from '#platform/log/log.ts'
import { openHouse } from '#server/boot.ts'
import { asBrowser } from '#server/testing/person.ts'
import { copyOutAndIn } from './backup/bare-copy.ts'
import { runCommand } from './backup/run-command.ts'
import { paperRecord, signIn, startProcess, toCsl } from './installation.ts'
import { latencyOf, report, round, timeEach } from './measure.ts'

const { values } = parseArgs({
  options: {
    papers: { type: 'string', default: '20000' },
    data: { type: 'string', default: join(import.meta.dirname, '../../shared/data') },
    json: { type: 'boolean', default: false },
  },
})
const wanted = Number(values.papers)
const data = resolve(values.data)
const say = (text: string) => void (values.json || console.log(text))

const folder = await mkdtemp(join(tmpdir(), 'seogo-bench-backup-'))
await chmod(folder, 0o755)
const shelf = join(folder, 'shelf')
const settingsOf = (dataFolder: string) => ({
  PATH: process.env.PATH ?? '',
  SEOGO_DATA_DIR: join(folder, dataFolder),
  SEOGO_BACKUP_TO: shelf,
  SEOGO_PORT: '0',
  SEOGO_SOURCES: 'off',
  SEOGO_LOG_LEVEL: 'error',
})
type Settings = ReturnType<typeof settingsOf>
const log = openLog({ level: 'error', format: 'json', process: 'bench' })
const faults: string[] = []
const expectEqual = (what: string, got: unknown, expected: unknown) => {
  if (JSON.stringify(got) !== JSON.stringify(expected))
    faults.push(`${what}: ${JSON.stringify(got)} instead of ${JSON.stringify(expected)}`)
}

async function* records() {
  const source = join(data, 'papers-20k.jsonl.gz')
  const lines = createInterface({ input: createReadStream(source).pipe(createGunzip()) })
  let number = 0
  for await (const line of lines) {
    number += 1
    if (number > wanted) return
    yield toCsl(paperRecord.parse(JSON.parse(line)))
  }
}

/** Puts papers in until there are so many. */
async function fill(house: House, papers: AsyncGenerator<ReturnType<typeof toCsl>>, most: number) {
  const userId = await ownerId(house)
  for (let added = 0; added < most; ) {
    const from = added
    await house.database.asUser(userId, async (tx) => {
      const libraryId = await requireEditableLibrary(tx)
      for (; added < Math.min(most, from + 200); added += 1) {
        const next = await papers.next()
        if (next.done) break
        await addPaper(tx, { libraryId, csl: next.value, addedBy: userId })
      }
    })
    if (added === from) return
  }
}

/** Two tables that one transaction always changes together: a restored moment has as many rows of each. */
function writeOn(house: House) {
  const stopped = { is: false }
  const writing = (async () => {
    const userId = await ownerId(house)
    for (let number = 0; !stopped.is; number += 1) {
      await house.database.asUser(userId, async (tx) => {
        const library_id = await requireEditableLibrary(tx)
        const name = `pair ${number}`
        await tx.insertInto('tags').values({ library_id, name }).execute()
        await sleep(2)
        await tx.insertInto('collections').values({ library_id, name }).execute()
      })
    }
  })()
  return async () => {
    stopped.is = true
    await writing
  }
}

async function countsOf(house: House) {
  return house.database.asSystem('count what there is', async (tx) => {
    const count = async (table: 'papers' | 'analysis_runs' | 'files' | 'tags' | 'collections') => {
      const { rows } = await tx
        .selectFrom(table)
        .select(({ fn }) => fn.countAll<number>().as('rows'))
        .executeTakeFirstOrThrow()
      return Number(rows)
    }
    return {
      papers: await count('papers'),
      analyses: await count('analysis_runs'),
      files: await count('files'),
      tags: await count('tags'),
      collections: await count('collections'),
    }
  })
}

const children: ChildProcess[] = []
async function stopProcesses() {
  for (const child of children.splice(0)) {
    child.kill('SIGTERM')
    if (child.exitCode === null) await once(child, 'exit')
  }
}

async function send(address: string, cookie: string, path: string, body: object | FormData) {
  const isForm = body instanceof FormData
  const answer = await fetch(`${address}${path}`, {
    method: 'POST',
    headers: {
      ...asBrowser(cookie),
      origin: address,
      ...(isForm ? {} : { 'content-type': 'application/json' }),
    },
    body: isForm ? body : JSON.stringify(body),
  })
  if (!answer.ok) throw new Error(`${path} answered ${answer.status}: ${await answer.text()}`)
  return answer
}

/** Imports every PDF of the data and has the built-in reader analyse those that have text. */
async function addPdfs(settings: Settings) {
  const pdfs = join(data, 'pdfs')
  if (!existsSync(pdfs)) return
  const files = readdirSync(pdfs).filter((name) => name.endsWith('.pdf'))
  await runCommand(settings, ['import', ...files.map((name) => join(pdfs, name)), '--wait'])
  for (const name of files.slice(0, 5))
    await runCommand(settings, ['analyze', join(pdfs, name)]).catch((error: unknown) =>
      say(`${name} was not analysed: ${String(error)}`),
    )
}

const email = 'colleague@example.org'
const password = 'another long passphrase'

async function main() {
  const here = settingsOf('data')
  const config = readConfig(here)
  let opened = await openHouse({ config, log, migrating: true, embedded: 'own' })
  const { address } = opened.house.database
  const api = await startProcess('server/api.ts', here)
  children.push(api.child, (await startProcess('server/worker.ts', here)).child)
  const cookie = await signIn(opened.house, api.address)
  await createPerson(opened.house, { name: 'Colleague', email, password, role: 'member' })

  const papers = records()
  await fill(opened.house, papers, Math.round(wanted / 4))
  const small = await runCommand(here, ['backup', 'make', '--full'])
  await fill(opened.house, papers, wanted)
  say('papers are in; now PDFs')
  await addPdfs(here)

  const list = async () => {
    const answer = await fetch(`${api.address}/api/papers`, { headers: { cookie } })
    if (!answer.ok) throw new Error(`the list answered ${answer.status}`)
    await answer.arrayBuffer()
  }
  const idle = await timeEach(list, { times: 200, warmUp: 20 })
  const before = await countsOf(opened.house)
  const stopWriting = writeOn(opened.house)
  const durations: number[] = []
  const making = runCommand(here, ['backup', 'make', '--full'])
  const made = { is: false }
  void making.finally(() => {
    made.is = true
  })
  while (!made.is) {
    const started = performance.now()
    await list()
    durations.push(performance.now() - started)
    await sleep(10)
  }
  const busy = await making
  await stopWriting()
  const written = await getSet(openShelf(config), 'latest')
  const rowsOf = (name: string) => written.tables.find((table) => table.name === name)?.rows ?? 0
  const pairs = rowsOf('tags') - before.tags
  expectEqual('rows of two tables at one moment', rowsOf('collections') - before.collections, pairs)
  say(`${pairs} pairs were written before the moment of the backup, more while it was made`)

  // A job that waits while the backup is made: nobody works.
  children.splice(1, 1)[0]?.kill('SIGTERM')
  await sleep(2_000)
  const form = new FormData()
  form.append('files', new Blob(['@book{w, title={A book that waited through a loss}}']), 'waiting.bib')
  await send(api.address, cookie, '/api/imports', form)
  const counted = await countsOf(opened.house)
  const quiet = await runCommand(here, ['backup', 'make', '--full'])
  const again = await runCommand(here, ['backup', 'make'])
  const set = await getSet(openShelf(config), 'latest')
  const bare = await copyOutAndIn(address, join(folder, 'bare'))
  const rowBytes = set.tables.reduce((sum, { bytes }) => sum + bytes, 0)

  await stopProcesses()
  await opened.close()
  say('destroying everything')
  const there = settingsOf('elsewhere')
  await mkdir(there.SEOGO_DATA_DIR)
  await copyFile(join(here.SEOGO_DATA_DIR, 'secret.key'), join(there.SEOGO_DATA_DIR, 'secret.key'))
  await rm(here.SEOGO_DATA_DIR, { recursive: true })
  const restored = await runCommand(there, ['restore', shelf])
  opened = await openHouse({ config: readConfig(there), log, migrating: false, embedded: 'own' })
  expectEqual('what there is after the restore', await countsOf(opened.house), counted)
  const apiThere = await startProcess('server/api.ts', there)
  children.push(apiThere.child, (await startProcess('server/worker.ts', there)).child)
  const signedIn = await send(apiThere.address, '', '/api/session', { email, password }).then(
    () => true,
    (error: unknown) => String(error),
  )
  expectEqual('a person signs in', signedIn, true)
  // Not the list's own total, which is a bound in a library of this size.
  const total = async () => (await countsOf(opened.house)).papers ?? 0
  for (let waited = 0; waited < 300 && (await total()) <= counted.papers; waited += 1) await sleep(100)
  await sleep(2_000)
  expectEqual('papers after the job that waited', await total(), counted.papers + 1)
  await stopProcesses()
  await opened.close()

  const perSecond = (bytes: number, seconds: number) => round(bytes / 1e6 / seconds)
  await report(
    'backup',
    {
      papers: counted.papers,
      rows: set.tables.reduce((sum, { rows }) => sum + rows, 0),
      files: set.files.count,
      rowMegabytes: round(rowBytes / 1e6),
      storedMegabytes: round(set.storedBytes / 1e6),
      backup: {
        seconds: round(quiet.seconds),
        megabytesPerSecond: perSecond(rowBytes + set.files.bytes, quiet.seconds),
        ofBareCopy: round(bare.outSeconds / quiet.seconds),
        unchangedSeconds: round(again.seconds),
      },
      restore: {
        seconds: round(restored.seconds),
        megabytesPerSecond: perSecond(rowBytes + set.files.bytes, restored.seconds),
        ofBareCopy: round(bare.inSeconds / restored.seconds),
      },
      bareCopy: {
        outMegabytesPerSecond: perSecond(bare.bytes, bare.outSeconds),
        inMegabytesPerSecond: perSecond(bare.bytes, bare.inSeconds),
      },
      peakMb: { quarter: small.peakMb, whole: quiet.peakMb, restore: restored.peakMb },
      list: { idle, whileBackingUp: latencyOf(durations), backupSeconds: round(busy.seconds) },
      faults,
    },
    { json: true },
  )
}

try {
  await main()
} finally {
  await stopProcesses()
  await rm(folder, { recursive: true, force: true })
}
for (const fault of faults) say(`FAULT ${fault}`)
process.exitCode = faults.length > 0 ? 1 : 0
