import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Log } from '#platform/log/log.ts'
import { childMessage } from '../../process.ts'

const firstBackoffMs = 200
const longestBackoffMs = 5_000
// A child that lived so long did not die of its start: the next restart is quick again.
const healthyMs = 30_000

/** A process of Seogo that is started again whenever it dies. */
export type KeptChild = {
  /** Settles when it is ready for the first time. @throws Error with its own words when it ends before that */
  readonly ready: Promise<{ address: string | undefined }>
  /** The process id of the one that runs now. */
  pid(): number | undefined
  /** Lets it finish its work; one that takes longer than `mostMs` is killed. */
  stop(mostMs: number): Promise<void>
}

type Options = {
  readonly script: 'api.ts' | 'worker.ts'
  readonly log: Log
  /** The environment of the next start; `address` is where it listened before, so that it comes back there. */
  readonly environment: (address: string | undefined) => NodeJS.ProcessEnv
}

/** Starts a process of Seogo and keeps it running until `stop`. */
export function keepChild({ script, log, environment }: Options): KeptChild {
  const ready = Promise.withResolvers<{ address: string | undefined }>()
  const stopping = new AbortController()
  let child: ChildProcess | undefined
  let address: string | undefined

  async function runOnce(): Promise<string> {
    let failure: string | undefined
    // In a process group of its own: Ctrl-C reaches the supervisor alone, which stops everything in its order.
    const running = fork(join(import.meta.dirname, '../..', script), [], {
      env: environment(address),
      detached: true,
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    })
    child = running
    running.on('message', (raw) => {
      const message = childMessage.parse(raw)
      if ('failed' in message) failure = message.failed
      else {
        address = message.address ?? address
        ready.resolve({ address })
      }
    })
    const [code, signal] = await once(running, 'exit')
    return failure ?? `${script} ended with ${signal ?? `exit code ${code}`}`
  }

  async function keep(): Promise<void> {
    for (let backoffMs = firstBackoffMs; !stopping.signal.aborted; ) {
      const startedAt = performance.now()
      const ending = await runOnce()
      if (stopping.signal.aborted) return
      // Before it was ready once, a restart would only repeat the fault; afterwards this changes nothing.
      ready.reject(new Error(ending))
      if (performance.now() - startedAt > healthyMs) backoffMs = firstBackoffMs
      log.warn({ script, ending, backoffMs }, 'a process of Seogo died and is started again')
      await sleep(backoffMs, undefined, { signal: stopping.signal }).catch(() => undefined)
      backoffMs = Math.min(backoffMs * 2, longestBackoffMs)
    }
  }

  const kept = keep()
  return {
    ready: ready.promise,
    pid: () => child?.pid,
    async stop(mostMs) {
      stopping.abort()
      child?.kill('SIGTERM')
      const killing = setTimeout(() => {
        log.warn({ script, mostMs }, 'a process of Seogo did not stop in time and is killed')
        child?.kill('SIGKILL')
      }, mostMs)
      await kept
      clearTimeout(killing)
    },
  }
}
