import { setTimeout as sleep } from 'node:timers/promises'
import { EmbeddedPostgresError } from './errors.ts'
import { makeKeeper } from './keeper.ts'
import { trimLogFile } from './log-file.ts'
import { claimFolder, type Holder, type Ownership } from './ownership.ts'
import { readPostmasterPid } from './postmaster-pid.ts'
import { isAlive, isServerProcess } from './process-facts.ts'
import { readRunRecord, removeRunRecord, writeRunRecord } from './run-record.ts'
import { removeSocketFolder, type Site } from './site.ts'
import { type Server, startOrAdopt } from './start.ts'
import { stopServer } from './stop.ts'

const firstBackoffMs = 100
const longestBackoffMs = 5_000
const inspectionMs = 2_000
// How long the session of a dead owner may take to give up its lock, and its server to be ended by its keeper.
const departureMs = 5_000

/** One process's part in one embedded server: its owner, who keeps it running, or a guest. */
export type Supervisor = {
  /** Starts or adopts the server and takes the folder if nobody holds it; an owner then keeps the server running. */
  begin(): Promise<void>
  /** The server, after `begin`. */
  server(): Server
  owned(): boolean
  /** @throws EmbeddedPostgresError folder_in_use */
  own(): Promise<void>
  announce(address: string): void
  onRestart(listener: () => void): void
  stop(): Promise<void>
}

export function superviseServer(site: Site): Supervisor {
  const keeper = makeKeeper(site)
  const stopping = new AbortController()
  const listeners: (() => void)[] = []
  const startedAt = new Date().toISOString()
  let server: Server | undefined
  let ownership: Ownership | undefined
  let holder: Holder = { pid: undefined }
  let watching: Promise<void> | undefined
  let address: string | undefined
  let isOwner = false

  async function begin(): Promise<void> {
    const deadline = Date.now() + departureMs
    for (;;) {
      if (await tryToOwn(deadline)) {
        if (!isOwner) watching = watch()
        isOwner = true
        return
      }
      // Held by a process that lives: be a guest. Held by one just killed: its session is about to end.
      const departing = holder.pid !== undefined && !isAlive(holder.pid)
      if (server && (!departing || Date.now() > deadline)) return
      await sleep(50)
    }
  }

  /** One round of finding a server and claiming it; connection errors count as "not yet" until the deadline. */
  async function tryToOwn(deadline: number): Promise<boolean> {
    const found = await startOrAdopt(site, keeper, stopping.signal)
    try {
      const claim = await claimFolder(found)
      server = found
      // A server that is seen through its socket but not among the processes lives in another container.
      const visible = isServerProcess(found.pid, site.cluster)
      if ('ownership' in claim && !visible) await claim.ownership.close()
      if ('ownership' in claim && visible) {
        ownership = claim.ownership
        keeper.guard(found.pid)
        record()
        return true
      }
      if ('holder' in claim) holder = claim.holder
      keeper.release()
      return false
    } catch (error) {
      // An adopted server may be in its last moments: its owner was killed and its keeper ends it.
      if (!found.adopted || Date.now() > deadline) throw error
      server = undefined
      return false
    }
  }

  async function watch(): Promise<void> {
    const inspection = setInterval(() => inspect(), inspectionMs)
    inspection.unref()
    while (ownership && !stopping.signal.aborted) {
      await ownership.ended
      ownership = undefined
      if (!stopping.signal.aborted) await recover()
    }
    clearInterval(inspection)
  }

  async function recover(): Promise<void> {
    const previous = server?.pid
    site.log({ pid: previous }, 'the database server went away and is started again')
    for (let backoffMs = firstBackoffMs; ; backoffMs = Math.min(backoffMs * 2, longestBackoffMs)) {
      try {
        if (await tryToOwn(0)) break
        site.log({ holder: holder.pid }, 'another process took the database folder; waiting to have it back')
      } catch (error) {
        if (stopping.signal.aborted) return
        site.log({ error, backoffMs }, 'the database server could not be started yet')
      }
      await sleep(backoffMs, undefined, { signal: stopping.signal }).catch(() => undefined)
      if (stopping.signal.aborted) return
    }
    if (server?.pid === previous) return
    site.log({ pid: server?.pid }, 'the database server runs again')
    for (const listener of listeners) listener()
  }

  function inspect(): void {
    trimLogFile(site.logFile)
    // Told to stop by a plain `kill`, it waits for this very session: give way, then it is started again.
    if (readPostmasterPid(site.cluster)?.status !== 'stopping' || stopping.signal.aborted) return
    ownership?.close().catch((error: unknown) => site.log({ error }, 'the owner session ended badly'))
  }

  function record(): void {
    writeRunRecord(site.runFile, { pid: process.pid, startedAt, ...(address ? { address } : {}) })
  }

  async function own(): Promise<void> {
    if (!isOwner) await begin()
    if (isOwner) return
    const found = readRunRecord(site.folder)
    const where = found?.address && found.pid === holder.pid ? ` at ${found.address}` : ''
    const who = holder.pid ? `process ${holder.pid}` : 'in another container'
    throw new EmbeddedPostgresError(
      'folder_in_use',
      `Another Seogo (${who}${where}) already uses ${site.folder}. Stop it first, or start this one with another SEOGO_DATA_DIR.`,
    )
  }

  async function stop(): Promise<void> {
    stopping.abort()
    const held = ownership
    // Stopped first, released after: nobody can take the folder in between.
    const pid = keeper.guarded()
    if (pid !== undefined) {
      await stopServer(site, pid)
      removeRunRecord(site.runFile)
      removeSocketFolder(site)
    }
    await keeper.close()
    await held?.ended
    await watching
  }

  return {
    begin,
    server() {
      if (!server) throw new Error('the embedded server was not begun')
      return server
    },
    owned: () => isOwner,
    own,
    announce(text) {
      address = text
      if (ownership) record()
    },
    onRestart(listener) {
      listeners.push(listener)
    },
    stop,
  }
}
