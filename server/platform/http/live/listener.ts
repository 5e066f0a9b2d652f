import type { WebSocket } from 'ws'
import type { UserId } from '#contract/ids.ts'
import type { LiveMessage } from '#contract/live.ts'
import type { Follower } from './catch-up.ts'

/** One open connection. */
export type Listener = {
  readonly socket: WebSocket
  readonly userId: UserId
  /** Of the request that opened it: they carry the session. */
  readonly headers: Headers
  readonly administers: boolean
  /** Undefined for a client that did not say where it stands. */
  follower: Follower | undefined
  /** Undefined while it is being read: what is said to a library meanwhile is made up for afterwards. */
  libraries: ReadonlySet<string> | undefined
  /** Something was said to some library while ours were not known. */
  missed: boolean
  /** Of two readings that overlap the later one counts. */
  reading: number
  alive: boolean
}

export type Listeners = ReadonlyMap<UserId, ReadonlySet<Listener>>

/** A client that does not read is dropped rather than buffered without end. */
const mostBufferedBytes = 1_000_000

export function send({ socket }: Listener, text: string): void {
  if (socket.bufferedAmount > mostBufferedBytes) socket.terminate()
  else socket.send(text)
}

/** Sends, and resolves when it has left: one that does not read any more is waited for until the heartbeat ends it. */
export async function sendInTurn({ socket }: Listener, message: LiveMessage): Promise<void> {
  const left = Promise.withResolvers<void>()
  socket.send(JSON.stringify(message), () => left.resolve())
  await left.promise
}
