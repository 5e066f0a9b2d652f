import { setTimeout as sleep } from 'node:timers/promises'
import cookie from '@fastify/cookie'
import helmet from '@fastify/helmet'
import multipart from '@fastify/multipart'
import swagger from '@fastify/swagger'
import websocket from '@fastify/websocket'
import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify'
import {
  createJsonSchemaTransformObject,
  jsonSchemaTransform,
  serializerCompiler,
  validatorCompiler,
} from 'fastify-type-provider-zod'
import { Problem } from '#contract/problems.ts'
import { unlessDatabaseHangs } from '#platform/database/outage.ts'
import type { House } from '#platform/house.ts'
import { measureRequests } from '#platform/metrics/measure-requests.ts'
import { seogoVersion } from '#platform/version.ts'
import { type Answered, noteAnswered } from './answered.ts'
import { refuseCrossSite } from './cross-site.ts'
import { describeApi } from './describe-api.ts'
import { openFirstPage } from './first-page.ts'
import { letLeave } from './leave.ts'
import type { ToldSource } from './live/catch-up.ts'
import { addLiveSocket, type IsAlive, type LibrariesOf } from './live-socket.ts'
import { toProblemDetails, toRefusal } from './problem-reply.ts'
import type { ProtocolRoute } from './protocol.ts'
import { limitRates } from './rate-limits.ts'
import { addProtocols } from './register-protocols.ts'
import { addRoute } from './register-route.ts'
import { toHeaders, toWatched } from './request.ts'
import type { Caller, Route } from './route.ts'
import { takeBasic } from './take-basic.ts'
import { refuseUnreadable } from './unreadable-request.ts'
import { noWatch, type Watch } from './watch.ts'
import { addWebFiles } from './web-files.ts'

declare module 'fastify' {
  interface FastifyRequest {
    caller: Caller | undefined
    notes: Record<string, unknown>
  }
}

export type ServerOptions = {
  readonly house: House
  readonly routes: readonly Route[]
  /** Routes of protocols that others laid down. */
  readonly protocols: readonly ProtocolRoute[]
  /** Reads the session, or a program's token, out of a request's headers. */
  readonly authenticate: (headers: Headers, address: string) => Promise<Caller | undefined>
  /** Whether the session in a request's headers lives at this moment; the same question as `authenticate`, unless told. */
  readonly isAlive?: IsAlive
  /** The libraries a person sees, for live messages. */
  readonly librariesOf: LibrariesOf
  /** What people were told, for clients that come back; no connection follows it, unless given. */
  readonly told?: ToldSource
  /** Looks for attacks; nobody does, unless told. */
  readonly watch?: Watch
  /** Hears of every request of somebody known, when it is answered. */
  readonly answered?: (request: Answered) => void
  /** The essential parts that do not work now; without it the database is asked. */
  readonly missing?: () => Promise<readonly string[]>
  /** Folder of the built screens; undefined serves the API alone. */
  readonly webFolder: string | undefined
}

/** What is away is mostly back by then: a database that is started again, say. */
const comeBackSeconds = 5

type Refusing = { readonly house: House; readonly watch: Watch }

async function refuse(
  { house, watch }: Refusing,
  error: Error,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const { problem: refused, bug } = toRefusal(error)
  // An address that could not be read has no route that could be watched.
  const problem = request.notes ? await watch.refused(toWatched(request), refused) : refused
  Object.assign(request.notes ?? {}, { problem: problem.code })
  if (bug)
    house.log.error(
      { err: error, requestId: request.id, route: request.routeOptions.url },
      'a request failed',
    )
  if (problem.code === 'too_many_requests' && typeof problem.details.retryAfterSeconds === 'number') {
    reply.header('retry-after', String(problem.details.retryAfterSeconds))
  } else if (problem.status === 503 && problem.retryHelps) {
    reply.header('retry-after', String(comeBackSeconds))
  }
  return (
    reply
      .status(problem.status)
      .type('application/problem+json')
      // A cache may keep a 404 by itself (RFC 9110, 15.1).
      .header('cache-control', 'no-store')
      .serializer((payload: unknown) => JSON.stringify(payload))
      .send(toProblemDetails(problem, request.id))
  )
}

/** Who asks; nobody known, when that is not known in time. */
async function callerWithin(
  mostMs: number,
  asking: Promise<Caller | undefined>,
): Promise<Caller | undefined> {
  const enough = new AbortController()
  const late = sleep(mostMs, undefined, { signal: enough.signal }).catch(() => undefined)
  // Neither does a database that refuses keep the answer.
  return Promise.race([asking.catch(() => undefined), late]).finally(() => enough.abort())
}

/** The policy of what a page may load: only ourselves; blobs and inline styles for the PDF pages; inline scripts by their hashes. */
const contentSecurityPolicy = (scriptHashes: readonly string[]) => ({
  useDefaults: false,
  directives: {
    'default-src': ["'self'"],
    'script-src': ["'self'", "'wasm-unsafe-eval'", ...scriptHashes],
    'worker-src': ["'self'", 'blob:'],
    'style-src': ["'self'", "'unsafe-inline'"],
    'img-src': ["'self'", 'data:', 'blob:'],
    'font-src': ["'self'", 'data:'],
    'connect-src': ["'self'"],
    'object-src': ["'none'"],
    'base-uri': ["'none'"],
    'form-action': ["'self'"],
    'frame-ancestors': ["'none'"],
  },
})

/** Builds the HTTP server of the house: every route checked in and out, refusals as problem details, one log line a request. */
export async function buildServer(options: ServerOptions): Promise<FastifyInstance> {
  const { house, routes, authenticate, watch = noWatch } = options
  const refusing = { house, watch }
  const slowMs = house.config.SEOGO_SLOW_REQUEST_SECONDS * 1_000
  const app = Fastify({
    logger: false,
    // A proxy may send on a kept connection what it cannot send twice: while this ends it is answered still.
    return503OnClosing: false,
    // A head that comes drop by drop holds a connection and nothing else.
    http: { headersTimeout: slowMs, connectionsCheckingInterval: Math.min(slowMs / 2, 30_000) },
    bodyLimit: 2_000_000,
    trustProxy: house.config.SEOGO_TRUSTED_PROXIES ?? false,
    genReqId: () => crypto.randomUUID(),
    routerOptions: { maxParamLength: 200 },
    // An address that cannot be read comes to no route and no hook.
    frameworkErrors: (error, request, reply) => {
      void refuse(refusing, error, request, reply.header('x-content-type-options', 'nosniff'))
    },
    clientErrorHandler: refuseUnreadable,
  })
  app.setValidatorCompiler(validatorCompiler)
  app.setSerializerCompiler(serializerCompiler)
  app.decorateRequest('caller', undefined)
  measureRequests(app, house)
  const isLeaving = letLeave(app)
  app.addHook('onRequest', async (request) => {
    request.notes = {}
  })
  app.setErrorHandler(async (error: Error, request, reply) => refuse(refusing, error, request, reply))
  noteAnswered(app, house, options.answered)
  const page = options.webFolder === undefined ? undefined : openFirstPage(options.webFolder)
  await app.register(cookie)
  await app.register(helmet, {
    contentSecurityPolicy: contentSecurityPolicy(page?.scriptHashes ?? []),
    hsts: house.config.SEOGO_PUBLIC_URL?.startsWith('https:') ?? false,
    crossOriginEmbedderPolicy: false,
    referrerPolicy: { policy: 'same-origin' },
  })
  await app.register(multipart, {
    // A folder's files are told apart by their paths; whoever wants the name takes its last part.
    preservePath: true,
    // The file store bounds each file, so that one too large costs itself and not the files behind it.
    limits: { fileSize: Number.POSITIVE_INFINITY, files: 1_000, fields: 20 },
  })
  await app.register(websocket, { options: { maxPayload: 4_096, perMessageDeflate: false } })
  await app.register(swagger, {
    openapi: { openapi: '3.1.0', info: { title: 'Seogo', version: seogoVersion } },
    transform: jsonSchemaTransform,
    transformObject: createJsonSchemaTransformObject({}),
  })
  const limitRate = limitRates(app, house)
  app.addHook('onRequest', async (request, reply) => {
    // Tokens of protocols stand in their paths and are looked at later: their requests are their network's.
    if (request.routeOptions.config.ownCredentials) return limitRate(request, reply)
    refuseCrossSite(request, house.config)
    // The route and not the address tells: `/%61pi/me` is the same route.
    if (!request.routeOptions.url?.startsWith('/api/')) return
    const { knowsCallerWithinMs, takesBasic } = request.routeOptions.config
    if (takesBasic) takeBasic(request)
    const asking = () => authenticate(toHeaders(request), request.ip)
    request.caller =
      knowsCallerWithinMs === undefined
        ? await unlessDatabaseHangs(house, asking)
        : await callerWithin(knowsCallerWithinMs, asking())
    limitRate(request, reply)
  })
  const registering = { ...refusing, librariesOf: options.librariesOf }
  for (const each of routes) addRoute(app, registering, each)
  await addProtocols(app, refusing, options.protocols)
  if (house.config.SEOGO_BULL_BOARD) {
    const { addQueueBoard } = await import('#platform/queue/board.ts')
    await addQueueBoard(app, {
      house,
      refuse: (error, request, reply) => refuse(refusing, error, request, reply),
    })
  }
  const isAlive = options.isAlive ?? (async (headers) => (await authenticate(headers, '')) !== undefined)
  addLiveSocket(app, house, { librariesOf: options.librariesOf, isAlive, told: options.told })
  let description: string | undefined
  app.get('/api/openapi.json', { schema: { hide: true } }, async (_request, reply) => {
    // The same as long as the process runs, and half a megabyte to work out.
    description ??= JSON.stringify(describeApi(app.swagger(), routes))
    return reply.type('application/json; charset=utf-8').send(description)
  })
  app.get('/health/live', { schema: { hide: true } }, async () => ({ state: 'ok' }))
  app.get('/health/ready', { schema: { hide: true } }, async () => {
    const parts = isLeaving() ? ['process'] : ((await options.missing?.()) ?? [])
    if (parts.length > 0) throw new Problem('unavailable', { parts })
    return { state: 'ok' }
  })
  if (options.webFolder) {
    const brand = () => ({ name: house.config.SEOGO_NAME, hue: house.config.SEOGO_HUE })
    await addWebFiles(app, { folder: options.webFolder, page, isAlive, brand })
  }
  app.setNotFoundHandler(async (request) => {
    throw new Problem('route_not_found', { path: request.url.split('?')[0] })
  })
  return app
}
