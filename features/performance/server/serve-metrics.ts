import { timingSafeEqual } from 'node:crypto'
import { once } from 'node:events'
import { createServer } from 'node:http'
import { Problem } from '#contract/problems.ts'
import type { House } from '#platform/house.ts'
import type { ProtocolRequest, ProtocolRoute } from '#platform/http/protocol.ts'
import { exposition, expositionType } from '#platform/metrics/prometheus.ts'
import { exposeQueueDepth } from './queue-depth.ts'

function isToken(given: string | null, expected: string): boolean {
  const one = Buffer.from(given?.replace(/^Bearer /i, '') ?? '')
  const other = Buffer.from(expected)
  return one.length === other.length && timingSafeEqual(one, other)
}

async function answer({ house, headers }: ProtocolRequest<undefined>) {
  const token = house.config.SEOGO_METRICS_TOKEN
  // Who was not told of it learns nothing of it.
  if (!token || !house.metrics.on) throw new Problem('route_not_found', { path: '/metrics' })
  if (!isToken(headers.get('authorization'), token.reveal())) throw new Problem('not_signed_in')
  return {
    status: 200,
    headers: { 'content-type': expositionType },
    body: exposition(house) + (await exposeQueueDepth(house)),
  }
}

/** `/metrics` of the API process, for whoever brings the token. */
export const metricsRoute: ProtocolRoute = {
  name: 'performance.exposeMetrics',
  methods: ['GET'],
  path: '/metrics',
  protocol: {},
  access: 'own',
  handle: answer,
}

/** Serves `/metrics` of this process on a port of its own. @throws when the port is taken */
export async function serveMetrics(
  house: House,
  port: number,
): Promise<{ port: number; close(): Promise<void> }> {
  const server = createServer((request, reply) => {
    if (request.method !== 'GET' || request.url?.split('?')[0] !== '/metrics') {
      reply.writeHead(404).end()
      return
    }
    // It is empty where it cannot be told, and never refused.
    void exposeQueueDepth(house).then((depth) =>
      reply.writeHead(200, { 'content-type': expositionType }).end(exposition(house) + depth),
    )
  })
  server.listen({ host: house.config.SEOGO_HOST, port })
  await once(server, 'listening')
  const address = server.address()
  return {
    port: typeof address === 'object' && address ? address.port : port,
    async close() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}
