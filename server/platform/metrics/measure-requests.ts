import type {
  FastifyInstance,
  FastifyReply,
  FastifyRequest,
  onResponseHookHandler,
  onSendHookHandler,
  preValidationHookHandler,
} from 'fastify'
import type { House } from '#platform/house.ts'
import type { Metrics } from './metrics.ts'
import { inWork, openWork, type Work } from './work.ts'

/** What a request is measured as; the same object for all requests of a route. */
type MeasuredRoute = {
  /** A template of an address, never an address: it has no ids, and there are few of them. */
  readonly route: string
  readonly url: string
  /** The endpoint's name, whose use is counted. */
  readonly name: string | undefined
  readonly record: ReturnType<Metrics['recorderOf']>
}

type Measuring = { readonly route: MeasuredRoute; readonly work: Work; readonly bytesBefore: number }

declare module 'fastify' {
  interface FastifyRequest {
    measuring: Measuring | undefined
  }
  interface FastifyContextConfig {
    measured?: MeasuredRoute
  }
}

const sentBy = ({ raw }: FastifyRequest) => raw.socket.bytesWritten ?? 0

/** The bytes of an answer; where the connection is none of the system's (tests), those its head names. */
function bytesOf(request: FastifyRequest, reply: FastifyReply, before: number): number {
  const sent = sentBy(request) - before
  return sent > 0 ? sent : Number(reply.getHeader('content-length') ?? 0)
}

function measure(
  { clock, metrics }: House,
  { route: of, work, bytesBefore }: Measuring,
  request: FastifyRequest,
  reply: FastifyReply,
) {
  const { route, name, record } = of
  const { caller } = request
  const { queries, queryUs } = work
  const durationUs = reply.elapsedTime * 1_000
  const failed = reply.statusCode >= 500
  const bytes = bytesOf(request, reply, bytesBefore)
  record({ value: durationUs, failed, amount: bytes, queries, queryUs })
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

/**
 * What the request took so far, as `Server-Timing` has it (W3C Server Timing), and whether it is answered with what is old.
 * An answer out of memory says just that: it took no time that anybody could look for, and figures would cost it.
 */
function timingOf({ queries, queryUs, cache }: Work, reply: FastifyReply): string {
  if (cache === 'hit' && queries === 0) return 'cache;desc="hit"'
  const old = cache === 'old' ? ', cache;desc="old"' : ''
  return `db;dur=${tenths(queryUs / 1_000)};desc="${queries} queries", total;dur=${tenths(reply.elapsedTime)}${old}`
}

/** A body comes by the connection's events, which belong to no request. */
const resumeWork: preValidationHookHandler = ({ measuring }, _reply, done) => {
  if (measuring) inWork(measuring.work, done)
  else done()
}

const tellTiming: onSendHookHandler = ({ measuring, caller }, reply, payload, done) => {
  // How long a stranger's sign-in took the database is nobody's business.
  if (measuring && caller) reply.header('server-timing', timingOf(measuring.work, reply))
  done(null, payload)
}

const among = <Hook>(hooks: Hook | Hook[] | undefined): Hook[] => [hooks ?? []].flat() as Hook[]

/**
 * Measures every request to the API. To be added before all other hooks, so that whatever they ask of the database counts,
 * and before all routes. Nothing that goes wrong here reaches the request.
 */
export function measureRequests(app: FastifyInstance, house: House): void {
  const { metrics, tracing } = house
  app.decorateRequest('measuring', undefined)
  if (!metrics.on && !tracing) return

  const endMeasuring: onResponseHookHandler = (request, reply, done) => {
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
  }

  // What can be said of a route is said here, once: on an answer out of memory, each look and each hook shows.
  app.addHook('onRoute', (options) => {
    const { method, url, config } = options
    if (!url.startsWith('/api/')) return
    const route = `${String(method)} ${url}`
    const record = metrics.recorderOf('request', route)
    // The route of HEAD has the very config of its GET.
    options.config = { ...config, measured: { route, url, name: config?.watchedAs, record } }
    if (method !== 'GET') options.preValidation = [resumeWork, ...among(options.preValidation)]
    options.onSend = [tellTiming, ...among(options.onSend)]
    options.onResponse = [endMeasuring, ...among(options.onResponse)]
  })
  app.addHook('onRequest', (request, _reply, done) => {
    // Fastify makes these options anew at every look.
    const { measured } = request.routeOptions.config
    // Live connections are none of it.
    if (!measured || request.raw.headers.upgrade !== undefined) return done()
    const span = tracing?.begin(measured.route, 'request', {
      attributes: { 'http.request.method': request.method, 'http.route': measured.url },
    })
    const work = openWork(measured.name, { span })
    request.measuring = { route: measured, work, bytesBefore: sentBy(request) }
    inWork(work, done)
  })
}
