import { rmSync, writeFileSync } from 'node:fs'
import { hostname } from 'node:os'
import { z } from 'zod'
import type { House } from '#platform/house.ts'
import type { Log } from '#platform/log/log.ts'
import { readVitals } from '#platform/vitals/vitals.ts'

const withoutSupervisorMs = 5_000

/** What a process tells the supervisor that forked it. */
export const childMessage = z.union([
  z.object({ ready: z.literal(true), address: z.string().optional() }),
  z.object({ failed: z.string() }),
])

/**
 * Opens a process's work and ends it once: on SIGTERM or SIGINT, or when the process that started it is gone, so that
 * nothing runs on without its supervisor. A second signal ends it at once.
 */
export async function runUntilStopped(log: Log, open: () => Promise<() => Promise<void>>): Promise<void> {
  const stopped = Promise.withResolvers<string>()
  let asked = 0
  const stop = (reason: string) => {
    asked += 1
    if (asked > 1) process.exit(1)
    stopped.resolve(reason)
  }
  process.on('SIGTERM', () => stop('SIGTERM'))
  process.on('SIGINT', () => stop('SIGINT'))
  if (process.send) {
    process.on('disconnect', () => {
      stop('the supervisor is gone')
      // The embedded database ended with it, so that waiting for work to end well may wait in vain.
      setTimeout(() => process.exit(1), withoutSupervisorMs).unref()
    })
  }
  process.on('unhandledRejection', (error) => {
    log.fatal({ err: error }, 'a promise nobody waited for failed')
    process.exit(70)
  })
  let close: (() => Promise<void>) | undefined
  try {
    close = await open()
    log.info({ reason: await stopped.promise }, 'stopping')
    await close()
    process.exit(0)
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error)
    log.fatal({ err: error }, message)
    process.send?.({ failed: message } satisfies z.input<typeof childMessage>)
    // The log is written asynchronously; give it the turn it needs.
    setTimeout(() => process.exit(1), 50)
  }
}

const beatMs = 10_000

/**
 * Touches a file as long as this process's event loop turns, for a container's health check of a process without a port.
 * It says nothing about database or queue: a process that waits for them must not be killed for it.
 */
export function keepAliveSign(path: string | undefined) {
  const touch = () => {
    if (path !== undefined) writeFileSync(path, `${new Date().toISOString()}\n`)
  }
  touch()
  const timer = setInterval(touch, beatMs)
  return {
    stop() {
      clearInterval(timer)
      if (path !== undefined) rmSync(path, { force: true })
    },
  }
}

/** Keeps this process's row among those at work, for health and the command line. */
export async function keepProcessRow(house: House, kind: 'api' | 'worker' | 'command') {
  const { database, log } = house
  const { id } = await database.asSystem('register this process', (tx) =>
    tx
      .insertInto('processes')
      .values({ kind, pid: process.pid, host: hostname(), rss_bytes: process.memoryUsage.rss() })
      .returning('id')
      .executeTakeFirstOrThrow(),
  )
  const beat = async () => {
    await database.asSystem('show this process alive', async (tx) => {
      await tx
        .updateTable('processes')
        .set({
          seen_at: house.clock.now(),
          rss_bytes: process.memoryUsage.rss(),
          vitals: JSON.stringify(readVitals()),
        })
        .where('id', '=', id)
        .execute()
      // Rows of processes that were killed; nobody else removes them.
      await tx
        .deleteFrom('processes')
        .where('seen_at', '<', new Date(house.clock.now().getTime() - 60 * beatMs))
        .execute()
    })
  }
  const timer = setInterval(() => {
    beat().catch((error: unknown) => log.warn({ err: error }, 'this process could not show that it is alive'))
  }, beatMs)
  return {
    async stop() {
      clearInterval(timer)
      await database.asSystem('unregister this process', (tx) =>
        tx.deleteFrom('processes').where('id', '=', id).execute(),
      )
    },
  }
}
