import { createBullBoard } from '@bull-board/api'
import { BullMQAdapter } from '@bull-board/api/bullMQAdapter'
import { FastifyAdapter } from '@bull-board/fastify'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { House } from '#platform/house.ts'
import { requireCsrfToken } from '#platform/http/csrf.ts'
import { requireAccess } from '#platform/http/request.ts'
import { queueNames } from './names.ts'

/** Below /api/, where the session is read. */
export const boardPath = '/api/queue-board'

/** Its page names its own address as the base of all others, and asks a font server abroad for letters it can do without. */
const boardPolicy =
  "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; " +
  "connect-src 'self'; object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'"
const foreignStyles = /<link [^>]*https:\/\/fonts\.googleapis\.com[^>]*>/g

type Options = {
  readonly house: House
  readonly refuse: (error: Error, request: FastifyRequest, reply: FastifyReply) => Promise<FastifyReply>
}

/**
 * Puts bull-board on the server, for those who look after everybody's jobs: it shows what the queue itself holds, and acts
 * on it past the rows.
 */
export async function addQueueBoard(app: FastifyInstance, { house, refuse }: Options): Promise<void> {
  const adapter = new FastifyAdapter()
  adapter.setBasePath(boardPath)
  createBullBoard({
    queues: queueNames.map((name) => new BullMQAdapter(house.queue.inside(name))),
    serverAdapter: adapter,
    options: { uiConfig: { boardTitle: 'Seogo', hideRedisDetails: true } },
  })
  await app.register(
    (room, _options, done) => {
      // Its own handler would answer every refusal with 500 and tell where in the code it came from.
      room.addHook('onRoute', (route) => {
        route.errorHandler = (error, request, reply) => refuse(error, request, reply)
      })
      room.addHook('onRequest', async (request) => {
        requireAccess(request, 'jobs:administer')
        // Its page's own library reads the cookie and sends the header.
        requireCsrfToken(request, house.secretKey)
        await house.queue.reach()
      })
      room.addHook('onSend', async (_request, reply, payload) => {
        if (!String(reply.getHeader('content-type')).startsWith('text/html')) return payload
        reply.headers({ 'content-security-policy': boardPolicy, 'cache-control': 'no-store' })
        return typeof payload === 'string' ? payload.replaceAll(foreignStyles, '') : payload
      })
      void room.register(adapter.registerPlugin())
      done()
    },
    { prefix: boardPath },
  )
}
