import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import type { Log } from '#platform/log/log.ts'

const shortestWaitMs = 50

type Options = {
  readonly client: pg.ClientConfig
  readonly channels: readonly string[]
  readonly log: Log
  readonly hear: (channel: string, text: string) => void
  readonly onReconnect: () => void
  /** Called when the connection is gone: from now on messages are missed. */
  readonly onLost?: () => void
}

/** A dedicated connection that LISTENs and comes back by itself; after each return `onReconnect` is called. */
export function openListener({ client: config, channels, log, hear, onReconnect, onLost }: Options) {
  const closing = new AbortController()
  let again = false
  let waitMs = shortestWaitMs
  let current: pg.Client | undefined
  const first = Promise.withResolvers<void>()

  async function listen(): Promise<void> {
    const client = new pg.Client({ ...config, application_name: 'seogo_listener', keepAlive: true })
    const ended = Promise.withResolvers<void>()
    client.on('error', () => ended.resolve())
    client.on('end', () => ended.resolve())
    client.on('notification', (message) => hear(message.channel, message.payload ?? ''))
    await client.connect()
    // Closed while it was connecting: nobody else knows this connection.
    if (closing.signal.aborted) return client.end()
    current = client
    for (const channel of channels) await client.query(`listen ${client.escapeIdentifier(channel)}`)
    first.resolve()
    if (again) onReconnect()
    again = true
    waitMs = shortestWaitMs
    await ended.promise
    onLost?.()
  }

  async function keepListening(): Promise<void> {
    while (!closing.signal.aborted) {
      try {
        await listen()
      } catch (error) {
        log.warn({ err: error }, 'listening to the database failed; trying again')
      }
      if (!closing.signal.aborted)
        await sleep(waitMs, undefined, { signal: closing.signal }).catch(() => undefined)
      waitMs = Math.min(waitMs * 2, 2_000)
    }
  }

  const done = keepListening()
  return {
    ready: () => first.promise,
    async close() {
      closing.abort()
      await current?.end().catch((error) => log.debug({ err: error }, 'the listener was already gone'))
      await done
    },
  }
}
