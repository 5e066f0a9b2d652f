import { spawn } from 'node:child_process'
import {
  chownSync,
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
} from 'node:fs'
import { join } from 'node:path'
import { characterLocale, cleanEnvironment } from './account.ts'
import { EmbeddedPostgresError, errorCode } from './errors.ts'
import { explainRefusal } from './explain-refusal.ts'
import { isAlive } from './process-facts.ts'
import type { Site } from './site.ts'

const flags = [
  '--username=seogo_admin',
  '--auth-local=trust',
  '--auth-host=scram-sha-256',
  '--encoding=UTF8',
  '--locale-provider=builtin',
  '--builtin-locale=C.UTF-8',
  '--lc-collate=C',
  // Named, although the provider is built in: pg_trgm asks libc, see `characterLocale`.
  `--lc-ctype=${characterLocale}`,
  '--lc-messages=C',
  '--data-checksums',
  '--no-instructions',
]

/**
 * Makes PostgreSQL's data folder unless it exists. It is made beside its place and renamed into it, so that a killed
 * initdb never leaves half a database; of two at the same time one wins and the other's work is dropped.
 * @param sync false skips the fsync of every file: for tests only
 * @returns true when this call made it
 * @throws EmbeddedPostgresError initdb_failed, not_reachable, no_account, unsupported_platform, folder_unusable
 */
export async function initializeCluster(site: Site, sync: boolean): Promise<boolean> {
  removeLeftovers(site)
  if (existsSync(join(site.cluster, 'PG_VERSION'))) return false
  const draft = `${site.cluster}.init-${process.pid}`
  try {
    mkdirSync(draft, { mode: 0o700 })
    if (site.account) chownSync(draft, site.account.uid, site.account.gid)
    await runInitdb(site, draft, sync)
    renameSync(draft, site.cluster)
    if (sync) syncFolder(site.folder)
    return true
  } catch (error) {
    rmSync(draft, { recursive: true, force: true })
    const taken = errorCode(error) === 'ENOTEMPTY' || errorCode(error) === 'EEXIST'
    if (taken && existsSync(join(site.cluster, 'PG_VERSION'))) return false
    if (error instanceof EmbeddedPostgresError) throw error
    const advice = `Look at what stands in ${site.folder}; Seogo needs it empty or as it left it.`
    const message = `The database folder could not be made (${errorCode(error)}). ${advice}`
    throw new EmbeddedPostgresError('folder_unusable', message, { cause: error })
  }
}

async function runInitdb(site: Site, draft: string, sync: boolean): Promise<void> {
  const flags_ = [...flags, ...(sync ? [] : ['--no-sync']), `--pgdata=${draft}`]
  const { program, arguments_, ids } = site.runAs(site.binaries.initdb, flags_)
  const run = spawn(program, arguments_, {
    ...ids,
    cwd: '/',
    env: cleanEnvironment(),
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  for (const stream of [run.stdout, run.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text
    })
  }
  const ended = Promise.withResolvers<{ exitCode?: number | null; error?: unknown }>()
  run.once('error', (error) => ended.resolve({ error }))
  run.once('close', (exitCode) => ended.resolve({ exitCode }))
  const { exitCode, error } = await ended.promise
  if (exitCode === 0) return
  const explained = explainRefusal(site, site.binaries.initdb, error)
  if (explained) throw explained
  const reason = output.trim().split('\n').slice(-4).join(' ') || String(error)
  throw new EmbeddedPostgresError('initdb_failed', `The database could not be created: ${reason}`, {
    cause: error,
  })
}

/** Drops what a killed Seogo left of an unfinished initdb. */
function removeLeftovers(site: Site): void {
  for (const name of readdirSync(site.folder)) {
    const pid = Number(/^cluster\.init-(\d+)$/.exec(name)?.[1])
    if (!pid || (pid !== process.pid && isAlive(pid))) continue
    rmSync(join(site.folder, name), { recursive: true, force: true })
  }
}

function syncFolder(folder: string): void {
  const handle = openSync(folder, 'r')
  fsyncSync(handle)
  closeSync(handle)
}
