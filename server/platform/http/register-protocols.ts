import { Readable } from 'node:stream'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { Problem } from '#contract/problems.ts'
import { requireRoom } from '#platform/files/room.ts'
import type { House } from '#platform/house.ts'
import { requireCsrfToken } from './csrf.ts'
import { toRefusal } from './problem-reply.ts'
import type { ProtocolReply, ProtocolRequest, ProtocolRoute } from './protocol.ts'
import { requireAccess, toHeaders, toWatched } from './request.ts'
import { sendBytes } from './send-bytes.ts'
import type { Watch } from './watch.ts'

declare module 'fastify' {
  interface FastifyContextConfig {
    /** The route brings its own credentials; cookies count for nothing, so no other site can use them. */
    ownCredentials?: boolean
    /** The name by which the watch knows the route. */
    watchedAs?: string
    /** Who asks is nobody known when it is not known by then. */
    knowsCallerWithinMs?: number
    /** A token may come as the password of Basic authentication. */
    takesBasic?: boolean
  }
}

type Rooms = { readonly house: House; readonly watch: Watch }

function requestOf(house: House, request: FastifyRequest): ProtocolRequest {
  return {
    house,
    caller: request.caller,
    method: request.method as ProtocolRequest['method'],
    params: request.params as Record<string, string>,
    query: new URLSearchParams(request.url.split('?')[1]),
    headers: toHeaders(request),
    body: request.body instanceof Readable ? request.body : Readable.from([]),
    clientAddress: request.ip,
    requestId: request.id,
    note: (fields) => Object.assign(request.notes, fields),
  }
}

async function answer(
  { house, watch, route }: Rooms & { route: ProtocolRoute },
  request: FastifyRequest,
): Promise<ProtocolReply> {
  const asked = requestOf(house, request)
  if (['POST', 'PUT', 'PATCH'].includes(asked.method)) requireRoom(house)
  if (route.access === 'own') return route.handle({ ...asked, caller: undefined })
  requireAccess(request, route.access, route.isRead)
  requireCsrfToken(request, house.secretKey)
  if (!asked.caller) throw new Problem('not_signed_in')
  await watch.admit(toWatched(request))
  const reply = await route.handle({ ...asked, caller: asked.caller })
  await watch.done(toWatched(request), reply)
  return reply
}

function send(
  request: FastifyRequest,
  reply: FastifyReply,
  { status, headers = {}, body }: ProtocolReply,
): FastifyReply {
  if (typeof body === 'object' && !(body instanceof Readable))
    return sendBytes(request, reply.headers(headers), body)
  return reply
    .status(status)
    .headers({ 'cache-control': 'no-store', 'x-content-type-options': 'nosniff', ...headers })
    .serializer((payload: unknown) => payload as string)
    .send(body)
}

function addProtocolRoute(room: FastifyInstance, { house, watch }: Rooms, route: ProtocolRoute): void {
  const { protocol, methods, path, access } = route
  room.route({
    method: [...methods],
    url: path,
    schema: { hide: true },
    exposeHeadRoute: false,
    config: {
      ownCredentials: access === 'own',
      watchedAs: route.name,
      takesBasic: access !== 'own' && route.takesBasic === true,
    },
    errorHandler: async (error: Error, request, reply) => {
      reply.headers(protocol.headers ?? {})
      if (!protocol.refusal) throw error
      const { problem: refused, bug } = toRefusal(error)
      const problem = await watch.refused(toWatched(request), refused)
      Object.assign(request.notes, { problem: problem.code })
      if (bug) house.log.error({ err: error, requestId: request.id, route: path }, 'a request failed')
      return send(request, reply, protocol.refusal(problem))
    },
    handler: async (request, reply) => {
      reply.headers(protocol.headers ?? {})
      return send(request, reply, await answer({ house, watch, route }, request))
    },
  })
}

/** Puts the routes of foreign protocols on the server, in a room where no body is parsed. */
export async function addProtocols(
  app: FastifyInstance,
  rooms: Rooms,
  routes: readonly ProtocolRoute[],
): Promise<void> {
  await app.register((room, _options, done) => {
    room.removeAllContentTypeParsers()
    room.addContentTypeParser('*', (_request, payload, parsed) => parsed(null, payload))
    for (const route of routes) addProtocolRoute(room, rooms, route)
    done()
  })
}
