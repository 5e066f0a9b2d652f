import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { House } from '#platform/house.ts'
import { inWork, openWork, type Work } from './work.ts'

declare module 'fastify' {
  interface FastifyRequest {
    work: Work | undefined
    bytesBefore: number
  }
}

const sentBy = ({ raw }: FastifyRequest) => raw.socket.bytesWritten ?? 0

/** A template of an address, never an address: it has no ids, and there are few of them. */
export const routeOf = ({ method, routeOptions }: FastifyRequest) => `${method} ${routeOptions.url ?? 'none'}`

/** The bytes of an answer; where the connection is none of the system's (tests), those its head names. */
function bytesOf(request: FastifyRequest, reply: FastifyReply): number {
  const sent = sentBy(request) - request.bytesBefore
  return sent > 0 ? sent : Number(reply.getHeader('content-length') ?? 0)
}

function measure({ clock, metrics }: House, request: FastifyRequest, reply: FastifyReply): void {
  const { work, caller } = request
  const route = routeOf(request)
  const durationUs = reply.elapsedTime * 1_000
  const { queries = 0, queryUs = 0, cache = null } = work ?? {}
  const bytes = bytesOf(request, reply)
  metrics.record('request', route, {
    value: durationUs,
    failed: reply.statusCode >= 500,
    amount: bytes,
    queries,
    queryUs,
  })
  metrics.keepRequest({
    at: clock.now(),
    requestId: request.id,
    route,
    status: reply.statusCode,
    durationUs: Math.round(durationUs),
    bytes,
    userId: caller?.userId ?? null,
    cache,
    queries,
    queryUs: Math.round(queryUs),
  })
  if (!metrics.on) return
  const name = request.routeOptions.config.watchedAs
  if (name !== undefined && caller && reply.statusCode < 400) metrics.use(name, caller.userId)
}

const isMeasured = ({ routeOptions, raw }: FastifyRequest) =>
  routeOptions.url?.startsWith('/api/') === true && raw.headers.upgrade === undefined

/** Milliseconds as `Server-Timing` has them (W3C Server Timing). */
const timing = (us: number) => (us / 1_000).toFixed(1)

/**
 * Measures every request to the API. To be added before all other hooks, so that whatever they ask of the database counts.
 * Nothing that goes wrong here reaches the request.
 */
export function measureRequests(app: FastifyInstance, house: House): void {
  const { metrics, tracing } = house
  app.decorateRequest('work', undefined)
  app.decorateRequest('bytesBefore', 0)
  if (!metrics.on && !tracing) return
  app.addHook('onRequest', (request, _reply, done) => {
    if (!isMeasured(request)) return done()
    const span = tracing?.begin(routeOf(request), 'request', {
      attributes: { 'http.request.method': request.method, 'http.route': request.routeOptions.url ?? 'none' },
    })
    const work = openWork(request.routeOptions.config.watchedAs, { span })
    request.work = work
    request.bytesBefore = sentBy(request)
    inWork(work, done)
  })
  // A body comes by the connection's events, which belong to no request.
  app.addHook('preValidation', (request, _reply, done) => {
    if (request.work) inWork(request.work, done)
    else done()
  })
  app.addHook('onSend', (request, reply, payload, done) => {
    // How long a stranger's sign-in took the database is nobody's business.
    if (request.work && request.caller) {
      const { queries, queryUs } = request.work
      reply.header(
        'server-timing',
        `db;dur=${timing(queryUs)};desc="${queries} queries", total;dur=${reply.elapsedTime.toFixed(1)}`,
      )
    }
    done(null, payload)
  })
  app.addHook('onResponse', (request, reply, done) => {
    try {
      if (request.work) measure(house, request, reply)
      request.work?.span?.end({
        failed: reply.statusCode >= 500,
        attributes: { 'http.response.status_code': reply.statusCode, 'seogo.queries': request.work.queries },
      })
    } catch {
      metrics.fail()
    }
    done()
  })
}
