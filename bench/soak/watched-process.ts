import { fork } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { heldMessage } from '../held-memory.ts'
import { descendantsOf, residentMb } from '../measure.ts'

const root = join(import.meta.dirname, '../..')
const ready = z.looseObject({ ready: z.literal(true), address: z.string().optional() })
export const probeMessage = z.union([
  z.strictObject({ loopP99Ms: z.number() }),
  z.strictObject({ profiled: z.string() }),
])
const loopMessage = z.strictObject({ loopP99Ms: z.number() })
const profiledMessage = z.strictObject({ profiled: z.string() })
const mostStartMs = 600_000
const mostAnswerMs = 60_000

/**
 * `seogo api` or `seogo worker` as an installation of separate processes runs it, which can be asked what it holds.
 * @throws Error with what it said when it does not come up
 */
export async function startWatched(role: 'api' | 'worker', settings: Readonly<Record<string, string>>) {
  const child = fork(join(root, 'server/cli.ts'), [role], {
    env: { PATH: process.env.PATH ?? '', ...settings },
    execArgv: [
      '--expose-gc',
      ...['heap-probe.ts', 'busy-probe.ts'].flatMap((probe) => ['--import', join(root, 'bench', probe)]),
    ],
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  })
  const complaints: string[] = []
  let started = false
  let said = ''
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', (chunk: Buffer) => {
      const lines = chunk.toString().split('\n')
      said = (said + chunk.toString()).slice(-5_000)
      if (started) complaints.push(...lines.filter((line) => line.includes('"level"')))
    })
  let isStopping = false
  const ended = once(child, 'exit').then(([code, signal]): string => {
    if (!isStopping) complaints.push(`${role} ended by itself with ${code ?? signal}`)
    return String(code ?? signal)
  })

  function hear<T>(shape: z.ZodType<T>, mostMs: number): Promise<T> {
    const answer = Promise.withResolvers<T>()
    const listen = (message: unknown) => {
      const heard = shape.safeParse(message)
      if (heard.success) answer.resolve(heard.data)
    }
    child.on('message', listen)
    const timer = setTimeout(
      () => answer.reject(new Error(`${role} does not answer within ${mostMs} ms:\n${said}`)),
      mostMs,
    )
    void ended.then((how) => answer.reject(new Error(`${role} ended with ${how}:\n${said}`)))
    return answer.promise.finally(() => {
      clearTimeout(timer)
      child.off('message', listen)
    })
  }
  const { address = '' } = await hear(ready, mostStartMs)
  started = true
  const pid = child.pid ?? 0

  return {
    role,
    address,
    /** The end of all it printed. */
    printed: () => said,
    /** What it wrote to its log, at the level it was given, since it is up; and whether it went away by itself. */
    complaints,
    /** What can be seen from outside. */
    look: () => ({
      residentMb: residentMb(pid) ?? Number.NaN,
      handles: readdirSync(`/proc/${pid}/fd`).length,
      children: descendantsOf(pid).length,
    }),
    /** 99th percentile of how late its event loop came back since this was asked last. */
    async loopP99Ms(): Promise<number> {
      const answer = hear(loopMessage, mostAnswerMs)
      child.send({ measure: 'loop' })
      return (await answer).loopP99Ms
    },
    /** In megabytes, after garbage collection. */
    async heldMb(): Promise<number> {
      const answer = hear(heldMessage, mostAnswerMs)
      child.send({ measure: 'held' })
      const { held } = await answer
      return held.heapMb + held.externalMb
    },
    /** Writes where its processor time goes for a while, as Chromium's tools read it. */
    async profile(forMs: number, to: string): Promise<void> {
      const answer = hear(profiledMessage, forMs + mostAnswerMs)
      child.send({ measure: 'profile', forMs, to })
      await answer
    },
    /** Ends it as an engine does. @returns how it ended */
    async stop(): Promise<string> {
      isStopping = true
      child.kill('SIGTERM')
      return ended
    },
  }
}
