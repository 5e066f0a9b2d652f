import { type ChildProcess, spawn } from 'node:child_process'
import { closeSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { cleanEnvironment } from './account.ts'
import { EmbeddedPostgresError } from './errors.ts'
import { explainRefusal } from './explain-refusal.ts'
import { type Server, sightServer, socketFoldersOf } from './find-server.ts'
import type { Keeper } from './keeper.ts'
import { openLogFile, readLogTail } from './log-file.ts'
import { readPostmasterPid, removeStalePostmasterPid, removeStaleSocketLock } from './postmaster-pid.ts'
import { isAlive, isServerProcess, listServerProcesses } from './process-facts.ts'
import { serverSettings, settingArguments } from './settings.ts'
import { makeSocketFolder, type Site } from './site.ts'
import { sendSignal } from './stop.ts'

// Recovery after a crash replays at most max_wal_size (2 GB) twice over; a slow disk needs minutes for that.
const startTimeoutMs = 300_000
const pollMs = 10

/**
 * Adopts the server that already answers for this folder, or starts one and waits until it is ready.
 * @param signal ends the waiting; a server being started stays with the keeper
 * @throws EmbeddedPostgresError start_failed, not_reachable, no_account, unsupported_platform, folder_unusable
 */
export async function startOrAdopt(site: Site, keeper: Keeper, signal: AbortSignal): Promise<Server> {
  const deadline = Date.now() + startTimeoutMs
  for (;;) {
    signal.throwIfAborted()
    const found = await lookFor(site)
    if (found.is === 'open') return found.server
    if (found.is === 'absent') {
      const server = await startOnce(site, keeper, deadline, signal)
      if (server) return server
    }
    if (Date.now() > deadline) throw tooLong(site)
    await sleep(5 * pollMs, undefined, { signal })
  }
}

type Found = { is: 'open'; server: Server } | { is: 'busy' } | { is: 'absent' }

/** Whether a server of this folder answers, is on its way up or down, or is not there (its leftovers are removed). */
async function lookFor(site: Site): Promise<Found> {
  const written = readPostmasterPid(site.cluster)
  if (!written) return { is: 'absent' }
  const { pid, port } = written
  const sighting = await sightServer(site, written)
  if (sighting.is === 'open') return sighting
  if (sighting.is === 'not yet') {
    // A plain `kill` made it wait for its last client while refusing new ones: nobody is served by that.
    if (written.status === 'stopping') sendSignal(site, pid, 'SIGINT')
    return { is: 'busy' }
  }
  if (isServerProcess(pid, site.cluster)) return { is: 'busy' }
  if (isAlive(pid)) {
    removeStalePostmasterPid(site.cluster, pid)
    for (const socketFolder of socketFoldersOf(site, written)) removeStaleSocketLock(socketFolder, port, pid)
    site.log({ pid }, 'a stale postmaster.pid, naming an unrelated process, was removed')
  }
  return { is: 'absent' }
}

/** Starts a server; undefined when it ended because another one has the folder or lingers in it. */
async function startOnce(
  site: Site,
  keeper: Keeper,
  deadline: number,
  signal: AbortSignal,
): Promise<Server | undefined> {
  const socketFolder = await makeSocketFolder(site)
  const settings = serverSettings(socketFolder, site.settings)
  const { descriptor, sizeBytes } = openLogFile(site.logFile)
  keeper.start()
  // Output goes to a file, not to a pipe: the server must not depend on this process's life.
  const flags = ['-D', site.cluster, ...settingArguments(settings)]
  const { program, arguments_, ids } = site.runAs(site.binaries.postgres, flags)
  const child = spawn(program, arguments_, {
    ...ids,
    cwd: '/',
    env: cleanEnvironment(),
    detached: true,
    stdio: ['ignore', descriptor, descriptor],
  })
  closeSync(descriptor)
  child.unref()
  const end = watchEnd(child)
  if (child.pid !== undefined) keeper.guard(child.pid)

  while (!end.happened) {
    const written = readPostmasterPid(site.cluster)
    if (written && written.pid === child.pid && written.status === 'ready') {
      return { pid: written.pid, port: written.port, socketFolder, adopted: false }
    }
    if (Date.now() > deadline) throw tooLong(site)
    await sleep(pollMs, undefined, { signal })
  }
  keeper.release()
  const tail = readLogTail(site.logFile, sizeBytes)
  if (/lock file .* already exists/.test(tail)) return undefined
  if (/pre-existing shared memory block/.test(tail)) {
    endLingering(site)
    return undefined
  }
  throw failure(site, tail, end.error)
}

function watchEnd(child: ChildProcess): { happened: boolean; error?: unknown } {
  const end: { happened: boolean; error?: unknown } = { happened: false }
  child.once('error', (error) => {
    Object.assign(end, { happened: true, error })
  })
  child.once('exit', () => {
    end.happened = true
  })
  return end
}

/**
 * Ends the backends of a server that was killed. They end by themselves once they notice, which one in the middle of
 * a long query does not; until then no new server may start. Recovery makes good what they leave behind.
 */
function endLingering(site: Site): void {
  for (const pid of listServerProcesses(site.cluster)) {
    site.log({ pid }, 'a process of the killed database server lingers and is ended')
    process.kill(pid, 'SIGKILL')
  }
}

function failure(site: Site, tail: string, error: unknown): EmbeddedPostgresError {
  const explained = explainRefusal(site, site.binaries.postgres, error)
  if (explained) return explained
  const lines = tail.trim().split('\n').slice(-4).join(' | ')
  const message = `PostgreSQL did not start: ${lines || String(error)}. The whole log is ${site.logFile}.`
  return new EmbeddedPostgresError('start_failed', message, { cause: error })
}

function tooLong(site: Site): EmbeddedPostgresError {
  const message = `PostgreSQL was not ready after ${startTimeoutMs / 60_000} minutes. Its log is ${site.logFile}.`
  return new EmbeddedPostgresError('start_failed', message)
}
