import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { House } from '#platform/house.ts'
import { inWork, openWork, type Work } from './work.ts'

/** What a request is measured as; the same object for all requests of a route. */
type MeasuredRoute = {
  /** A template of an address, never an address: it has no ids, and there are few of them. */
  readonly route: string
  readonly url: string
  /** The endpoint's name, whose use is counted. */
  readonly name: string | undefined
}

type Measuring = { readonly route: MeasuredRoute; readonly work: Work; readonly bytesBefore: number }

declare module 'fastify' {
  interface FastifyRequest {
    measuring: Measuring | undefined
  }
}

const sentBy = ({ raw }: FastifyRequest) => raw.socket.bytesWritten ?? 0

/** The bytes of an answer; where the connection is none of the system's (tests), those its head names. */
function bytesOf(request: FastifyRequest, reply: FastifyReply, before: number): number {
  const sent = sentBy(request) - before
  return sent > 0 ? sent : Number(reply.getHeader('content-length') ?? 0)
}

/** Knows the routes that are measured: those of the API, but no live connections. */
function knowRoutes() {
  const known = new Map<string, Map<string, MeasuredRoute>>()
  return ({ method, routeOptions, raw }: FastifyRequest): MeasuredRoute | undefined => {
    // Fastify makes these options anew at every look.
    const { url, config } = routeOptions
    if (url?.startsWith('/api/') !== true || raw.headers.upgrade !== undefined) return undefined
    const ofUrl = known.get(url) ?? new Map<string, MeasuredRoute>()
    const found = ofUrl.get(method)
    if (found) return found
    const made = { route: `${method} ${url}`, url, name: config.watchedAs }
    known.set(url, ofUrl.set(method, made))
    return made
  }
}

function measure(
  { clock, metrics }: House,
  { route: of, work, bytesBefore }: Measuring,
  request: FastifyRequest,
  reply: FastifyReply,
) {
  const { route, name } = of
  const { caller } = request
  const { queries, queryUs } = work
  const durationUs = reply.elapsedTime * 1_000
  const failed = reply.statusCode >= 500
  const bytes = bytesOf(request, reply, bytesBefore)
  metrics.record('request', route, { value: durationUs, failed, amount: bytes, queries, queryUs })
  metrics.keepRequest({ failed, durationUs }, () => ({
    at: clock.now(),
    requestId: request.id,
    route,
    status: reply.statusCode,
    durationUs: Math.round(durationUs),
    bytes,
    userId: caller?.userId ?? null,
    cache: work.cache ?? null,
    queries,
    queryUs: Math.round(queryUs),
  }))
  if (metrics.on && name !== undefined && caller && reply.statusCode < 400) metrics.use(name, caller.userId)
}

/** Milliseconds to a tenth. Of two whole numbers, which are written in a fraction of the time that one with a point takes. */
function tenths(ms: number): string {
  const all = Math.round(ms * 10)
  return `${Math.floor(all / 10)}.${all % 10}`
}

/** What the request took so far, as `Server-Timing` has it (W3C Server Timing), and whether it is answered with what is old. */
const timingOf = ({ queries, queryUs, cache }: Work, reply: FastifyReply) =>
  `db;dur=${tenths(queryUs / 1_000)};desc="${queries} queries", total;dur=${tenths(reply.elapsedTime)}${cache === 'old' ? ', cache;desc="old"' : ''}`

/**
 * Measures every request to the API. To be added before all other hooks, so that whatever they ask of the database counts.
 * Nothing that goes wrong here reaches the request.
 */
export function measureRequests(app: FastifyInstance, house: House): void {
  const { metrics, tracing } = house
  app.decorateRequest('measuring', undefined)
  if (!metrics.on && !tracing) return
  const routeOf = knowRoutes()
  app.addHook('onRequest', (request, _reply, done) => {
    const route = routeOf(request)
    if (!route) return done()
    const span = tracing?.begin(route.route, 'request', {
      attributes: { 'http.request.method': request.method, 'http.route': route.url },
    })
    const work = openWork(route.name, { span })
    request.measuring = { route, work, bytesBefore: sentBy(request) }
    inWork(work, done)
  })
  // A body comes by the connection's events, which belong to no request.
  app.addHook('preValidation', (request, _reply, done) => {
    if (request.measuring && request.method !== 'GET') inWork(request.measuring.work, done)
    else done()
  })
  app.addHook('onSend', (request, reply, payload, done) => {
    // How long a stranger's sign-in took the database is nobody's business.
    if (request.measuring && request.caller)
      reply.header('server-timing', timingOf(request.measuring.work, reply))
    done(null, payload)
  })
  app.addHook('onResponse', (request, reply, done) => {
    const { measuring } = request
    try {
      if (measuring) {
        measure(house, measuring, request, reply)
        measuring.work.span?.end({
          failed: reply.statusCode >= 500,
          attributes: {
            'http.response.status_code': reply.statusCode,
            'seogo.queries': measuring.work.queries,
          },
        })
      }
    } catch {
      metrics.fail()
    }
    done()
  })
}
