/**
 * Backups through crashes: `node bench/chaos-backup.ts [--kills 30] [--papers 2000] [--json]`. The real commands run as
 * processes of their own on a real library and are killed (SIGKILL) at random moments: `backup make`, and `restore` over the
 * library while it is open. The connections of a backup are cut off in its middle. Where the machine allows a small disk in
 * memory, one is filled. After each blow every backup that is listed must be whole, and the library must serve what it
 * had. The last line is JSON; the exit code is 1 when anything was taken for good that is not.
 */
import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import pg from 'pg'
import { cslItem } from '#contract/csl.ts'
import { ensureOwner, requireEditableLibrary } from '#features/accounts/server/accounts.ts'
import { openShelf } from '#features/backup/server/backup.ts'
import { listSets } from '#features/backup/server/sets.ts'
import { verifySet } from '#features/backup/server/verify-set.ts'
import { addPaper } from '#features/papers/server/papers.ts'
import { readConfig } from '#platform/config/config.ts'
import { openLog } from '#platform/log/log.ts'
import { openHouse } from '#server/boot.ts'
import { round } from './measure.ts'

const { values } = parseArgs({
  options: {
    kills: { type: 'string', default: '30' },
    papers: { type: 'string', default: '2000' },
    json: { type: 'boolean', default: false },
  },
})
const kills = Number(values.kills)
const papers = Number(values.papers)
const say = (text: string) => void (values.json || console.log(text))

const folder = mkdtempSync(join(tmpdir(), 'seogo-chaos-backup-'))
chmodSync(folder, 0o755)
const environment = {
  SEOGO_DATA_DIR: join(folder, 'data'),
  SEOGO_BACKUP_TO: join(folder, 'shelf'),
  SEOGO_SOURCES: 'off',
  SEOGO_LOG_LEVEL: 'silent',
}
const config = readConfig(environment)
const opened = await openHouse({
  config,
  log: openLog({ level: 'silent', format: 'json', process: 'chaos' }),
  migrating: true,
  embedded: 'own',
})
const { address } = opened.house.database
const faults: string[] = []
const tally = { makeKilled: 0, makeDone: 0, restoreKilled: 0, restoreDone: 0, cutOff: 0, diskFull: 0 }

function start(args: readonly string[], more: Record<string, string> = {}) {
  const script = join(import.meta.dirname, '../server/cli.ts')
  return spawn(process.execPath, [script, ...args], {
    env: { PATH: process.env.PATH ?? '', ...environment, ...more },
    stdio: ['ignore', 'ignore', 'ignore'],
  })
}

async function ask<T extends object>(sql: string): Promise<T[]> {
  const client = new pg.Client(address.admin)
  client.on('error', () => undefined)
  await client.connect()
  try {
    return (await client.query<T>(sql)).rows
  } finally {
    await client.end()
  }
}

/** The papers the library serves now. */
async function countPapers(): Promise<number> {
  const [row] = await ask<{ count: number }>('select count(*)::int as count from papers')
  return row?.count ?? -1
}

async function fill(): Promise<void> {
  const { database } = opened.house
  const { userId } = await ensureOwner(opened.house)
  for (let made = 0; made < papers; ) {
    await database.asUser(userId, async (tx) => {
      const libraryId = await requireEditableLibrary(tx)
      for (const end = Math.min(papers, made + 200); made < end; made += 1) {
        const csl = cslItem.parse({ type: 'article-journal', title: `Paper ${made} of distributed halls` })
        await addPaper(tx, { libraryId, csl, addedBy: userId })
      }
    })
  }
}

/** Every backup that is listed must be whole to the last byte. @returns how many there are */
async function judge(after: string): Promise<number> {
  const shelf = openShelf(config)
  const sets = await listSets(shelf)
  for (const { id, set, problem } of sets) {
    if (!set) faults.push(`${after}: ${id} is listed and cannot be read (${problem?.code})`)
    else if ((await verifySet(shelf, set)).length > 0) faults.push(`${after}: ${id} is listed and damaged`)
  }
  const served = await countPapers()
  if (served !== papers) faults.push(`${after}: the library serves ${served} papers instead of ${papers}`)
  return sets.length
}

/** @returns the exit code, null when it was killed before it ended */
async function killAfter(child: ReturnType<typeof start>, ms: number): Promise<number | null> {
  const ended = once(child, 'exit')
  const timer = setTimeout(() => child.kill('SIGKILL'), ms)
  await ended
  clearTimeout(timer)
  return child.exitCode
}

async function timed(args: readonly string[]): Promise<number> {
  const from = performance.now()
  const code = await killAfter(start(args), 600_000)
  if (code !== 0) faults.push(`${args.join(' ')} ended with ${code} although nobody disturbed it`)
  return performance.now() - from
}

async function fillDisk(): Promise<void> {
  const small = join(folder, 'small')
  mkdirSync(small)
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=48k', 'tmpfs', small], { stdio: 'ignore' })
  } catch {
    say('no small disk: this machine does not let one be mounted')
    return
  }
  try {
    const there = { SEOGO_BACKUP_TO: join(small, 'shelf') }
    const code = await killAfter(start(['backup', 'make'], there), 120_000)
    const sets = await listSets(openShelf(readConfig({ ...environment, ...there })))
    if (code === 0 || sets.length > 0) faults.push('a full disk was taken for a good backup')
    tally.diskFull += 1
  } finally {
    execFileSync('umount', [small])
  }
}

try {
  await fill()
  const makeMs = await timed(['backup', 'make', '--full'])
  const restoreMs = await timed(['restore', environment.SEOGO_BACKUP_TO, '--while-running'])
  say(`undisturbed: backup ${Math.round(makeMs)} ms, restore ${Math.round(restoreMs)} ms`)
  for (let count = 0; count < kills; count += 1) {
    const made = await killAfter(start(['backup', 'make', '--full']), Math.random() * makeMs * 0.9)
    tally[made === 0 ? 'makeDone' : 'makeKilled'] += 1
    await judge(`backup killed, ${count}`)
    const restored = await killAfter(
      start(['restore', environment.SEOGO_BACKUP_TO, '--while-running']),
      Math.random() * restoreMs,
    )
    tally[restored === 0 ? 'restoreDone' : 'restoreKilled'] += 1
    const sets = await judge(`restore killed, ${count}`)
    say(`${count + 1} of ${kills}: ${sets} backups, all whole`)
  }
  for (let count = 0; count < 3; count += 1) {
    const child = start(['backup', 'make', '--full'])
    const ended = once(child, 'exit')
    let cut = 0
    while (child.exitCode === null && cut === 0) {
      cut = (
        await ask(
          `select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'seogo backup'`,
        )
      ).length
      await sleep(5)
    }
    await ended
    if (cut > 0 && child.exitCode === 0) faults.push('a backup whose database went away was called good')
    if (cut > 0) tally.cutOff += 1
    await judge('cut off')
  }
  await fillDisk()
  await timed(['backup', 'make', '--drill'])
  await judge('at the end')
} finally {
  await opened.close()
  rmSync(folder, { recursive: true, force: true })
}
const outcome = { kills, papers, ...tally, faults }
for (const fault of faults) say(`FAULT ${fault}`)
say(`${round(faults.length)} faults`)
console.log(JSON.stringify(outcome))
process.exitCode = faults.length > 0 ? 1 : 0
