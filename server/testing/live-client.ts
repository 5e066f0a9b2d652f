import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { WebSocket } from 'ws'
import { liveMessage } from '#contract/live.ts'

type Told = { readonly id: string; readonly cursor: number }

export type LiveClient = {
  /** The notifications in the order in which they came, over all its connections. */
  readonly told: readonly Told[]
  readonly topics: readonly string[]
  /** Where it stands; undefined until the first connection said so. */
  readonly cursor: () => number | undefined
  /** Connects, and resolves when the server has said where the client stands. */
  open(): Promise<void>
  /** Breaks the connection off, without a word. */
  cut(): void
  /** Connects again whenever the connection ends, until closed. */
  stay(): void
  close(): void
}

type Options = {
  /** Of the server; asked again for each connection. */
  readonly address: () => string
  readonly headers: Readonly<Record<string, string>>
  /** What it remembers of an earlier day. */
  readonly after?: number
}

/** A client of `/api/live` that remembers its cursor, as a browser's page does. */
export function followLive({ address, headers, after }: Options): LiveClient {
  const told: Told[] = []
  const topics: string[] = []
  let cursor = after
  let socket: WebSocket | undefined
  let staying = false

  function hear(text: string): boolean {
    const message = liveMessage.parse(JSON.parse(text))
    for (const change of message.changed) {
      topics.push(change.topic)
      if (change.cursor === undefined || change.id === undefined) continue
      told.push({ id: change.id, cursor: change.cursor })
      cursor = change.cursor
    }
    cursor = message.cursor ?? cursor
    return message.cursor !== undefined
  }

  async function open(): Promise<void> {
    const url = `${address().replace(/^http/, 'ws')}/api/live?after=${cursor ?? 'latest'}`
    const opening = new WebSocket(url, { headers: { origin: address(), ...headers } })
    socket = opening
    const stands = Promise.withResolvers<void>()
    opening.on('message', (data) => {
      if (hear(String(data))) stands.resolve()
    })
    opening.on('error', stands.reject)
    opening.on('close', (code) => stands.reject(new Error(`closed with ${code}`)))
    await stands.promise
  }

  async function keepOpen(): Promise<void> {
    while (staying) {
      try {
        if (socket?.readyState !== WebSocket.OPEN) await open()
        if (socket?.readyState === WebSocket.OPEN) await once(socket, 'close')
      } catch {
        // The server may be away at this very moment.
        await sleep(50 + Math.random() * 100)
      }
    }
  }

  return {
    told,
    topics,
    cursor: () => cursor,
    open,
    cut: () => socket?.terminate(),
    stay() {
      staying = true
      void keepOpen()
    },
    close() {
      staying = false
      socket?.terminate()
    },
  }
}
