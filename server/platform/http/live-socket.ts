import '@fastify/websocket'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { WebSocket } from 'ws'
import type { UserId } from '#contract/ids.ts'
import { everyChange, type LiveMessage, libraryChanges } from '#contract/live.ts'
import { may } from '#contract/permissions.ts'
import { Problem } from '#contract/problems.ts'
import type { BusMessage } from '#platform/bus/bus.ts'
import type { House } from '#platform/house.ts'
import { toHeaders } from './request.ts'

export type LibrariesOf = (userId: UserId) => Promise<readonly string[]>
/** Whether the session of a request lives at this moment, past every cache. */
export type IsAlive = (headers: Headers) => Promise<boolean>

type Asking = { readonly librariesOf: LibrariesOf; readonly isAlive: IsAlive }

/** A client that does not read is dropped rather than buffered without end. */
const mostBufferedBytes = 1_000_000
const heartbeatMs = 30_000
/** Heartbeats after which a session is looked at that nobody ended: it may have run out. */
const beatsPerLook = 10
/** The close code by which a page knows that waiting helps nothing (4000 to 4999 are an application's own: RFC 6455, 7.4.2). */
const sessionEnded = 4401
/** Tabs and devices of one person. */
const mostSocketsPerUser = 20

type Listener = {
  readonly socket: WebSocket
  readonly userId: UserId
  /** Of the request that opened it: they carry the session. */
  readonly headers: Headers
  readonly administers: boolean
  /** Undefined while it is being read: what is said to a library meanwhile is made up for afterwards. */
  libraries: ReadonlySet<string> | undefined
  /** Something was said to some library while ours were not known. */
  missed: boolean
  /** Of two readings that overlap the later one counts. */
  reading: number
  alive: boolean
}

function send(listener: Listener, text: string): void {
  if (listener.socket.bufferedAmount > mostBufferedBytes) listener.socket.terminate()
  else listener.socket.send(text)
}

/** Opens `/api/live`: says to each browser what changed for its person, and nothing else. */
export function addLiveSocket(app: FastifyInstance, house: House, { librariesOf, isAlive }: Asking): void {
  const listeners = new Map<UserId, Set<Listener>>()

  /** Reads the libraries of a connection; until it is done, the connection hears of none. */
  async function readLibraries(listener: Listener): Promise<void> {
    listener.libraries = undefined
    listener.reading += 1
    const { reading } = listener
    try {
      const libraries = await librariesOf(listener.userId)
      if (listener.reading !== reading) return
      listener.libraries = new Set(libraries)
      if (listener.missed) send(listener, JSON.stringify({ changed: libraryChanges }))
      listener.missed = false
    } catch (error) {
      house.log.warn({ err: error }, 'the libraries of a live connection could not be read')
      listener.socket.close(1011, 'try again')
    }
  }

  /** A connection ends with its session: signed out, taken back, run out, its person locked. */
  async function endIfDead(listener: Listener): Promise<void> {
    try {
      if (!(await isAlive(listener.headers))) listener.socket.close(sessionEnded, 'the session ended')
    } catch (error) {
      house.log.warn({ err: error }, 'the session of a live connection could not be looked at')
    }
  }

  function deliver(message: BusMessage<'live'>): void {
    const text = JSON.stringify({ changed: message.changes } satisfies { changed: unknown } as LiveMessage)
    // What changed about an account may be what its person sees: somebody who was taken out of a library hears no more of it.
    const isAboutAccounts = message.changes.some(({ topic }) => topic === 'account')
    for (const userId of message.userIds ?? []) {
      for (const listener of listeners.get(userId as UserId) ?? []) {
        send(listener, text)
        if (isAboutAccounts) {
          void endIfDead(listener)
          void readLibraries(listener)
        }
      }
    }
    const { libraryId, administrators = false, userIds = [] } = message
    if (libraryId === undefined && !administrators) return
    for (const [userId, set] of listeners) {
      for (const listener of set) {
        const administers = administrators && listener.administers && !userIds.includes(userId)
        if (libraryId !== undefined && listener.libraries === undefined) listener.missed = true
        if (administers || (libraryId !== undefined && listener.libraries?.has(libraryId)))
          send(listener, text)
      }
    }
  }

  const unsubscribe = house.bus.subscribe('live', deliver)
  // Messages were missed while the bus was away: every screen asks anew.
  house.bus.onReconnect(() => {
    const text = JSON.stringify({ changed: everyChange })
    for (const set of listeners.values()) for (const listener of set) send(listener, text)
  })
  let beats = 0
  const heartbeat = setInterval(() => {
    beats += 1
    for (const set of listeners.values()) {
      for (const listener of set) {
        if (!listener.alive) listener.socket.terminate()
        listener.alive = false
        listener.socket.ping()
        if (beats % beatsPerLook === 0) void endIfDead(listener)
      }
    }
  }, heartbeatMs)
  app.addHook('onClose', async () => {
    clearInterval(heartbeat)
    unsubscribe()
  })
  app.addHook('preClose', async () => {
    for (const set of listeners.values()) for (const { socket } of set) socket.close(1001, 'going away')
  })

  app.route({
    method: 'GET',
    url: '/api/live',
    schema: { hide: true },
    preValidation: async (request: FastifyRequest) => {
      if (!request.caller) throw new Problem('not_signed_in')
      if ((listeners.get(request.caller.userId)?.size ?? 0) >= mostSocketsPerUser)
        throw new Problem('too_many_requests')
    },
    handler: async () => {
      throw new Problem('bad_request', { fault: 'this address speaks WebSocket' })
    },
    wsHandler: (socket: WebSocket, request: FastifyRequest) => {
      const { caller } = request
      if (!caller) return socket.close(1008, 'not signed in')
      const listener: Listener = {
        socket,
        userId: caller.userId,
        headers: toHeaders(request),
        administers: may(caller.role, 'jobs:administer'),
        libraries: undefined,
        missed: false,
        reading: 0,
        alive: true,
      }
      const set = listeners.get(caller.userId) ?? new Set()
      listeners.set(caller.userId, set.add(listener))
      socket.on('pong', () => {
        listener.alive = true
      })
      socket.on('close', () => {
        set.delete(listener)
        if (set.size === 0) listeners.delete(caller.userId)
      })
      socket.on('error', () => socket.terminate())
      void readLibraries(listener)
    },
  })
}
