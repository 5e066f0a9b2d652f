import { setTimeout as sleep } from 'node:timers/promises'
import { EmbeddedPostgresError } from './errors.ts'
import type { Server } from './find-server.ts'
import { type Keeper, makeKeeper } from './keeper.ts'
import { trimLogFile } from './log-file.ts'
import { claimFolder, type Holder, type Ownership } from './ownership.ts'
import { readPostmasterPid } from './postmaster-pid.ts'
import { isAlive, isServerProcess } from './process-facts.ts'
import { readRunRecord, removeRunRecord, writeRunRecord } from './run-record.ts'
import { removeSocketFolder, type Site } from './site.ts'
import { startOrAdopt } from './start.ts'
import { stopServer } from './stop.ts'

const firstBackoffMs = 100
const longestBackoffMs = 5_000
const inspectionMs = 2_000
// How long the session of a dead owner may take to give up its lock, and its server to be ended by its keeper.
const departureMs = 5_000

/** One process's part in one embedded server: its owner, who keeps it running, or a guest. */
export class Supervisor {
  readonly #site: Site
  readonly #keeper: Keeper
  readonly #stopping = new AbortController()
  readonly #listeners: (() => void)[] = []
  readonly #startedAt = new Date().toISOString()
  #server: Server | undefined
  #ownership: Ownership | undefined
  #holder: Holder = { pid: undefined }
  #watching: Promise<void> | undefined
  #address: string | undefined

  constructor(site: Site) {
    this.#site = site
    this.#keeper = makeKeeper(site)
  }

  /** The server found or started by `begin`. */
  get server(): Server {
    if (!this.#server) throw new Error('the embedded server was not begun')
    return this.#server
  }

  /** True once this process took the folder; it stays responsible while the server is being restarted. */
  get owned(): boolean {
    return this.#watching !== undefined
  }

  /** Starts or adopts the server and takes the folder if nobody holds it; an owner then keeps the server running. */
  async begin(): Promise<void> {
    const deadline = Date.now() + departureMs
    for (;;) {
      if (await this.#tryToOwn(deadline)) {
        this.#watching ??= this.#watch()
        return
      }
      // Held by a process that lives: be a guest. Held by one just killed: its session is about to end.
      const departing = this.#holder.pid !== undefined && !isAlive(this.#holder.pid)
      if (this.#server && (!departing || Date.now() > deadline)) return
      await sleep(50)
    }
  }

  /** @throws EmbeddedPostgresError folder_in_use when another Seogo holds the folder */
  async own(): Promise<void> {
    if (!this.owned) await this.begin()
    if (this.owned) return
    const { pid } = this.#holder
    const record = readRunRecord(this.#site.folder)
    const where = record?.address && record.pid === pid ? ` at ${record.address}` : ''
    const who = pid ? `process ${pid}` : 'in another container'
    throw new EmbeddedPostgresError(
      'folder_in_use',
      `Another Seogo (${who}${where}) already uses ${this.#site.folder}. Stop it first, or start this one with another SEOGO_DATA_DIR.`,
    )
  }

  announce(address: string): void {
    this.#address = address
    if (this.#ownership) this.#record()
  }

  onRestart(listener: () => void): void {
    this.#listeners.push(listener)
  }

  async stop(): Promise<void> {
    this.#stopping.abort()
    const held = this.#ownership
    // Stopped first, released after: nobody can take the folder in between.
    const pid = this.#keeper.guarded()
    if (pid !== undefined) {
      await stopServer(this.#site, pid)
      removeRunRecord(this.#site.runFile)
      removeSocketFolder(this.#site)
    }
    await this.#keeper.close()
    await held?.ended
    await this.#watching
  }

  /** One round of finding a server and claiming it; connection errors count as "not yet" until the deadline. */
  async #tryToOwn(deadline: number): Promise<boolean> {
    const found = await startOrAdopt(this.#site, this.#keeper, this.#stopping.signal)
    try {
      const claim = await claimFolder(found)
      this.#server = found
      if ('ownership' in claim) {
        // A server that is seen through its socket but not among the processes lives in another container.
        const visible = isServerProcess(found.pid, this.#site.cluster)
        if (visible) return this.#take(found, claim.ownership)
        await claim.ownership.close()
        this.#holder = { pid: undefined }
      } else {
        this.#holder = claim.holder
      }
      this.#keeper.release()
      return false
    } catch (error) {
      // An adopted server may be in its last moments: its owner was killed and its keeper ends it.
      if (!found.adopted || Date.now() > deadline) throw error
      this.#server = undefined
      return false
    }
  }

  #take(server: Server, ownership: Ownership): true {
    this.#ownership = ownership
    this.#keeper.guard(server.pid)
    this.#record()
    return true
  }

  async #watch(): Promise<void> {
    const inspection = setInterval(() => this.#inspect(), inspectionMs)
    inspection.unref()
    while (this.#ownership && !this.#stopping.signal.aborted) {
      await this.#ownership.ended
      this.#ownership = undefined
      if (!this.#stopping.signal.aborted) await this.#recover()
    }
    clearInterval(inspection)
  }

  async #recover(): Promise<void> {
    const { signal } = this.#stopping
    const previous = this.#server?.pid
    this.#site.log({ pid: previous }, 'the database server went away and is started again')
    let backoffMs = firstBackoffMs
    while (!(await this.#recoverOnce(backoffMs))) {
      await sleep(backoffMs, undefined, { signal }).catch(() => undefined)
      if (signal.aborted) return
      backoffMs = Math.min(backoffMs * 2, longestBackoffMs)
    }
    if (this.#server?.pid === previous) return
    this.#site.log({ pid: this.#server?.pid }, 'the database server runs again')
    for (const listener of this.#listeners) listener()
  }

  async #recoverOnce(backoffMs: number): Promise<boolean> {
    try {
      if (await this.#tryToOwn(0)) return true
      const holder = this.#holder.pid
      this.#site.log(
        { holder, backoffMs },
        'another process took the database folder; waiting to have it back',
      )
    } catch (error) {
      if (this.#stopping.signal.aborted) return false
      this.#site.log({ error, backoffMs }, 'the database server could not be started yet')
    }
    return false
  }

  #inspect(): void {
    try {
      trimLogFile(this.#site.logFile)
    } catch (error) {
      // A full disk, say: no reason to end the process that keeps the server.
      this.#site.log({ error }, 'the database log could not be trimmed')
    }
    // Told to stop by a plain `kill`, it waits for this very session: give way, then it is started again.
    if (readPostmasterPid(this.#site.cluster)?.status !== 'stopping' || this.#stopping.signal.aborted) return
    this.#ownership?.close().catch((error: unknown) => {
      this.#site.log({ error }, 'the owner session ended badly')
    })
  }

  #record(): void {
    const address = this.#address ? { address: this.#address } : {}
    writeRunRecord(this.#site.runFile, { pid: process.pid, startedAt: this.#startedAt, ...address })
  }
}
