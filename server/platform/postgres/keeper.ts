import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { cleanEnvironment } from './account.ts'
import type { Site } from './site.ts'

/**
 * Is given the server to watch over, and reads from its standard input which other one comes in its place; the last one
 * counts, 0 means none. When the other end of the pipe is gone, Seogo is gone, however it ended: then that server, and only
 * while postmaster.pid still names it, is asked to shut down fast, and after 30 s to drop everything. `kill` may fail: the
 * server may be gone.
 */
const script = `
trap '' INT TERM HUP
pid=$2
while read -r line; do pid=$line; done
[ "$pid" -gt 0 ] || exit 0
named() { read -r first 2>/dev/null < "$1" && [ "$first" = "$pid" ]; }
tries=0
until named "$1"; do
  kill -0 "$pid" 2>/dev/null || exit 0
  tries=$((tries + 1)); [ $tries -lt 50 ] || exit 0
  sleep 0.1
done
kill -INT "$pid" 2>/dev/null
tries=0
while named "$1" && kill -0 "$pid" 2>/dev/null; do
  tries=$((tries + 1)); [ $tries -ne 300 ] || kill -QUIT "$pid" 2>/dev/null; [ $tries -lt 400 ] || exit 0
  sleep 0.1
done
`

/** A tiny process that ends the server when this process ends without doing so itself, even by kill -9. */
export type Keeper = {
  /** Starts it, unless it runs. Call it before the server is spawned, so that no moment is unguarded. */
  start(): void
  /** Watch over this server from now on. */
  guard(pid: number): void
  /** Forget the server: it is stopped, or somebody else's. */
  release(): void
  /** The server being watched over, if any. */
  guarded(): number | undefined
  /** Ends the keeper, and thereby a server it still watches over; waits for it at most 2 s. */
  close(): Promise<void>
}

export function makeKeeper(site: Site): Keeper {
  let process_: ChildProcess | undefined
  let guarded: number | undefined
  let closed = false

  function start(): void {
    if (process_ || closed) return
    // Detached: Ctrl-C in the terminal reaches Seogo, which stops the server in its own order.
    const pidFile = join(site.cluster, 'postmaster.pid')
    // One that takes a killed one's place watches from its first moment: Seogo may be killed before it could be told.
    const watched = String(guarded ?? 0)
    const { program, arguments_, ids } = site.runAs('/bin/sh', [
      '-c',
      script,
      'seogo-keeper',
      pidFile,
      watched,
    ])
    const child = spawn(program, arguments_, {
      ...ids,
      cwd: '/',
      env: cleanEnvironment(),
      detached: true,
      stdio: ['pipe', 'ignore', 'ignore'],
    })
    process_ = child
    child.unref()
    child.stdin?.on('error', () => {}) // It was killed; 'exit' tells, and another takes its place.
    child.once('error', (error) => site.log({ error }, 'the database keeper could not be started'))
    child.once('exit', () => {
      if (process_ === child) process_ = undefined
      if (closed || guarded === undefined) return
      site.log({}, 'the database keeper was killed and is started again')
      start()
    })
  }

  function tell(pid: number): void {
    process_?.stdin?.write(`${pid}\n`)
  }

  return {
    start,
    guard(pid) {
      guarded = pid
      start()
      tell(pid)
    },
    release() {
      guarded = undefined
      tell(0)
    },
    guarded: () => guarded,
    async close() {
      closed = true
      guarded = undefined
      const child = process_
      if (!child || child.exitCode !== null) return
      const exited = once(child, 'exit')
      child.stdin?.end()
      // Waited for, so that no defunct process stays where nobody collects orphans (containers without init).
      const enough = new AbortController()
      await Promise.race([exited, sleep(2_000, undefined, { signal: enough.signal })])
      enough.abort()
    },
  }
}
