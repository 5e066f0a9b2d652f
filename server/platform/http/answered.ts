import type { FastifyInstance } from 'fastify'
import type { UserId } from '#contract/ids.ts'

/** A request of somebody who is known, after it was answered. */
export type Answered = { readonly userId: UserId; readonly address: string; readonly status: number }

/** Tells of every request of somebody known, when it is answered: nobody waits for what is done with it. */
export function tellAnswered(app: FastifyInstance, tell: (request: Answered) => void): void {
  app.addHook('onResponse', (request, reply, done) => {
    const { caller, ip } = request
    if (caller) tell({ userId: caller.userId, address: ip, status: reply.statusCode })
    done()
  })
}
