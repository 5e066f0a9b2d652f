import { setTimeout as sleep } from 'node:timers/promises'
import type { FastifyInstance } from 'fastify'

declare module 'fastify' {
  interface FastifyInstance {
    /**
     * Announces the end of this process and serves on for so long: it is not ready any more, and each answer says that its
     * connection ends with it (RFC 9112, 9.6), so that a proxy has moved to the other processes before `close`.
     */
    leave(forMs: number): Promise<void>
  }
}

/** Lets a server announce its end. @returns whether it has */
export function letLeave(app: FastifyInstance): () => boolean {
  let isLeaving = false
  app.addHook('onRequest', async (_request, reply) => {
    if (isLeaving) reply.header('connection', 'close')
  })
  app.decorate('leave', async (forMs: number) => {
    isLeaving = true
    if (forMs > 0) await sleep(forMs)
  })
  return () => isLeaving
}
