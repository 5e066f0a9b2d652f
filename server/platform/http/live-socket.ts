import '@fastify/websocket'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { WebSocket } from 'ws'
import { z } from 'zod'
import type { UserId } from '#contract/ids.ts'
import {
  type ChangeTopic,
  everyChange,
  type LiveAfter,
  type LiveMessage,
  libraryChanges,
  liveAfter,
} from '#contract/live.ts'
import { may } from '#contract/permissions.ts'
import { Problem } from '#contract/problems.ts'
import type { BusMessage } from '#platform/bus/bus.ts'
import type { House } from '#platform/house.ts'
import { follow, type ToldSource } from './live/catch-up.ts'
import { catchUp, startHeartbeat } from './live/heartbeat.ts'
import { type Listener, send, sendInTurn } from './live/listener.ts'
import { requireAccess, toHeaders } from './request.ts'
import type { Caller } from './route.ts'

export type LibrariesOf = (userId: UserId) => Promise<readonly string[]>
/** Whether the session of a request lives at this moment, past every cache. */
export type IsAlive = (headers: Headers) => Promise<boolean>

type Asking = {
  readonly librariesOf: LibrariesOf
  readonly isAlive: IsAlive
  readonly told: ToldSource | undefined
}

/** The close code by which a page knows that waiting helps nothing (4000 to 4999 are an application's own: RFC 6455, 7.4.2). */
const sessionEnded = 4401
/** Tabs and devices of one person. */
const mostSocketsPerUser = 20

function afterOf({ query }: FastifyRequest): LiveAfter | undefined {
  const asked = z.object({ after: liveAfter.optional() }).safeParse(query)
  if (!asked.success) throw new Problem('bad_request', { field: 'after' })
  return asked.data.after
}

/** A program hears of what everybody does only with a token that reaches so far. */
function administers({ role, token }: Caller): boolean {
  return may(role, 'jobs:administer') && (token === undefined || token.scope === 'admin')
}

/** These tell of work and of machines, of which no answer that is kept is made. */
const passing: ReadonlySet<ChangeTopic> = new Set(['jobs', 'performance', 'health', 'place'])

/** Whoever is told of a change asks anew, and must not be given what was kept before it. */
function forgetKept({ cache }: House, { changes, userIds = [], libraryId }: BusMessage<'live'>): void {
  if (changes.every(({ topic }) => passing.has(topic))) return
  for (const owner of [...userIds, ...(libraryId ? [libraryId] : [])]) cache.noteOwner(owner)
}

/** Opens `/api/live`: says to each client what changed for its person, and nothing else. */
export function addLiveSocket(
  app: FastifyInstance,
  house: House,
  { librariesOf, isAlive, told }: Asking,
): void {
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
    const { changes } = message
    forgetKept(house, message)
    const text = JSON.stringify({ changed: changes } satisfies LiveMessage)
    // What changed about an account may be what its person sees: somebody who was taken out of a library hears no more of it.
    const isAboutAccounts = changes.some(({ topic }) => topic === 'account')
    const areTold = changes.some(({ cursor }) => cursor !== undefined)
    for (const userId of message.userIds ?? []) {
      for (const listener of listeners.get(userId as UserId) ?? []) {
        const due = areTold && listener.follower ? listener.follower.hear(changes) : changes
        if (due.length === changes.length) send(listener, text)
        else if (due.length > 0) send(listener, JSON.stringify({ changed: [...due] } satisfies LiveMessage))
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
        const isForIt = administrators && listener.administers && !userIds.includes(userId)
        if (libraryId !== undefined && listener.libraries === undefined) listener.missed = true
        if (isForIt || (libraryId !== undefined && listener.libraries?.has(libraryId))) send(listener, text)
      }
    }
  }

  const unsubscribe = house.bus.subscribe('live', deliver)
  // Messages were missed while the bus was away: every screen asks anew.
  house.bus.onReconnect(() => {
    const text = JSON.stringify({ changed: everyChange })
    for (const set of listeners.values()) for (const listener of set) send(listener, text)
    catchUp([...listeners], told).catch((error: unknown) =>
      house.log.warn({ err: error }, 'what was missed meanwhile is made up for by the next heartbeat'),
    )
  })
  const endHeartbeat = startHeartbeat({ house, listeners, told, endIfDead })
  app.addHook('onClose', async () => {
    endHeartbeat()
    unsubscribe()
  })
  app.addHook('preClose', async () => {
    for (const set of listeners.values()) for (const { socket } of set) socket.close(1001, 'going away')
  })

  function listen(socket: WebSocket, request: FastifyRequest, caller: Caller): void {
    const listener: Listener = {
      socket,
      userId: caller.userId,
      headers: toHeaders(request),
      administers: administers(caller),
      follower: undefined,
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
    const after = afterOf(request)
    if (told && after !== undefined)
      listener.follower = follow({
        userId: caller.userId,
        after,
        source: told,
        say: (message) => sendInTurn(listener, message),
        fail: (error) => {
          house.log.warn({ err: error }, 'what a live connection missed could not be read')
          socket.close(1011, 'try again')
        },
      })
    void readLibraries(listener)
  }

  app.route({
    method: 'GET',
    url: '/api/live',
    schema: { hide: true },
    preValidation: async (request: FastifyRequest) => {
      requireAccess(request, 'notifications:read')
      afterOf(request)
      const { caller } = request
      if (caller && (listeners.get(caller.userId)?.size ?? 0) >= mostSocketsPerUser)
        throw new Problem('too_many_requests')
    },
    handler: async () => {
      throw new Problem('bad_request', { fault: 'this address speaks WebSocket' })
    },
    wsHandler: (socket: WebSocket, request: FastifyRequest) => {
      if (!request.caller) return socket.close(1008, 'not signed in')
      listen(socket, request, request.caller)
    },
  })
}
