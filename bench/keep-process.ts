import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { z } from 'zod'

const servedMessage = z.object({ ready: z.literal(true), address: z.string() })

/** Keeps a child process running: starts it again when it ends, until stopped. */
export function keepProcess(
  environment: Record<string, string>,
  script = join(import.meta.dirname, 'chaos-child.ts'),
) {
  let stopped = false
  let address = ''
  let child: ChildProcess | undefined
  let finished = false
  let ready = false
  const run = async () => {
    while (!stopped && !finished) {
      child = fork(script, {
        env: { PATH: process.env.PATH ?? '', ...environment },
        stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
      })
      child.on('message', (message) => {
        if (message === 'asked') finished = true
        const served = servedMessage.safeParse(message)
        if (served.success) address = served.data.address
        if (message === 'ready' || served.success) ready = true
      })
      await once(child, 'exit')
      ready = false
      if (!stopped && !finished) await sleep(100)
    }
  }
  const done = run()
  return {
    done,
    /** Of a process that serves; empty until it first did. */
    address: () => address,
    /** @returns whether it was at work, so that the blow counts */
    kill: () => ready && (child?.kill('SIGKILL') ?? false),
    async stop() {
      stopped = true
      child?.kill('SIGKILL')
      await done
    },
  }
}
