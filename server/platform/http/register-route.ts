import type { FastifyInstance, FastifyRequest } from 'fastify'
import { Problem } from '#contract/problems.ts'
import { unlessDatabaseHangs } from '#platform/database/outage.ts'
import { requireRoom } from '#platform/files/room.ts'
import type { House } from '#platform/house.ts'
import { storable } from '#platform/queue/storable.ts'
import { keptAnswer, makerOf, namespaceOf, sendAnswer } from './cached-answer.ts'
import { requireCsrfToken } from './csrf.ts'
import { bodyCame, hangUpOnSlow } from './hang-up-on-slow.ts'
import type { LibrariesOf } from './live-socket.ts'
import { requireAccess, toHeaders, toWatched } from './request.ts'
import type { Bytes, Download, RequestContext, Route, UploadedFile } from './route.ts'
import { sendBytes, sendDownload } from './send-bytes.ts'
import { requireShallow } from './shallow.ts'
import type { Watch } from './watch.ts'

/** What ended the stream of an uploaded file: its form broke off, or its client went away. */
const brokenForms = new WeakSet<Error>()

async function* uploadsOf(request: FastifyRequest): AsyncGenerator<UploadedFile> {
  try {
    for await (const part of request.parts()) {
      if (part.type !== 'file') continue
      // A short form has ended before its file is handed on.
      if (part.file.errored) brokenForms.add(part.file.errored)
      part.file.once('error', (error) => brokenForms.add(error))
      yield { fileName: part.filename ?? 'unnamed', mediaType: part.mimetype, stream: part.file }
    }
  } catch (error) {
    // What is thrown here is the parser's: whoever takes the files leaves the loop without a word.
    if (error instanceof Error && !('statusCode' in error))
      throw new Problem('bad_request', { fault: error.message })
    throw error
  }
}

function contextOf(
  house: House,
  request: FastifyRequest,
  cookies: string[],
): RequestContext<RequestContext['caller'] | undefined> {
  return {
    house,
    caller: request.caller,
    headers: toHeaders(request),
    clientAddress: request.ip,
    requestId: request.id,
    uploads: () => uploadsOf(request),
    setCookie: (line) => cookies.push(line),
    note: (fields) => Object.assign(request.notes, fields),
  }
}

type Registering = { readonly house: House; readonly watch: Watch; readonly librariesOf: LibrariesOf }

/** Puts one route on the server. Who may not is refused before anything is parsed, so a stranger learns nothing of the shape. */
export function addRoute(
  app: FastifyInstance,
  { house, watch, librariesOf }: Registering,
  route: Route,
): void {
  const { endpoint, handle } = route
  const namespace = namespaceOf(route)
  if (namespace) house.cache.know([namespace])
  const make = namespace && makerOf(route)
  const { params, query, body, reply: replySchema, accepts = 'json', status = 200 } = endpoint
  app.route({
    method: endpoint.method,
    url: endpoint.path,
    config: {
      watchedAs: endpoint.name,
      ...(endpoint.knowsCallerWithinMs === undefined
        ? {}
        : { knowsCallerWithinMs: endpoint.knowsCallerWithinMs }),
    },
    schema: {
      operationId: endpoint.name,
      summary: endpoint.summary,
      tags: [endpoint.name.split('.')[0] ?? ''],
      ...(params ? { params } : {}),
      ...(query ? { querystring: query } : {}),
      ...(body && accepts === 'json' ? { body } : {}),
      ...(replySchema ? { response: { [status]: replySchema } } : {}),
    },
    onRequest: async (request) => {
      requireAccess(request, endpoint.access)
      if (!['GET', 'DELETE'].includes(endpoint.method) && endpoint.withoutRoom !== true) requireRoom(house)
      // Where nobody needs a session, one that comes along counts for nothing.
      if (endpoint.access !== 'public') requireCsrfToken(request, house.secretKey)
      if (body && accepts === 'json') hangUpOnSlow(request, house.config.SEOGO_SLOW_REQUEST_SECONDS * 1_000)
    },
    preValidation: async (request) => {
      bodyCame(request)
      if (accepts === 'multipart' && !request.isMultipart()) throw new Problem('unsupported_media_type')
      // What no row could hold is replaced here, once, so that it can never fail a statement further in.
      request.params = storable(request.params)
      request.query = storable(request.query)
      if (accepts === 'json') {
        requireShallow(request.body)
        request.body = storable(request.body)
      }
    },
    handler: async (request, reply) => {
      const cookies: string[] = []
      await watch.admit(toWatched(request))
      // The validators parsed these three by the endpoint's own schemas.
      const parsed = { params: request.params, query: request.query, body: request.body } as Parameters<
        typeof handle
      >[0]
      const handled = () => handle(parsed, contextOf(house, request, cookies))
      const { caller } = request
      if (namespace && make && caller) {
        const made = async () => make(await unlessDatabaseHangs(house, handled))
        const answer = await keptAnswer({ house, librariesOf }, { route, namespace, caller, parsed }, made)
        cookies.push(...(await watch.done(toWatched(request), undefined)))
        if (cookies.length > 0) reply.header('set-cookie', cookies)
        return sendAnswer(request, reply, answer)
      }
      const result = await (endpoint.knowsCallerWithinMs === undefined
        ? unlessDatabaseHangs(house, handled)
        : handled()
      ).catch((error: unknown) => {
        // What a browser is to remember it hears with a refusal too: half of a sign-in, say.
        if (cookies.length > 0) reply.header('set-cookie', cookies)
        if (error instanceof Error && brokenForms.has(error))
          throw new Problem('bad_request', { fault: error.message })
        throw error
      })
      cookies.push(...(await watch.done(toWatched(request), result)))
      if (cookies.length > 0) reply.header('set-cookie', cookies)
      if (!replySchema) {
        const bytes = result as Bytes | Download
        return 'sizeBytes' in bytes ? sendBytes(request, reply, bytes) : sendDownload(reply, bytes)
      }
      return reply.status(status).header('cache-control', 'no-store').send(result)
    },
  })
}
