import type { FastifyInstance } from 'fastify'
import type { UserId } from '#contract/ids.ts'
import type { House } from '#platform/house.ts'

/** A request of somebody who is known, after it was answered. */
export type Answered = { readonly userId: UserId; readonly address: string; readonly status: number }

/** After each answer: its line in the log, and the word to whoever counts. Nobody waits for either. */
export function noteAnswered(
  app: FastifyInstance,
  house: House,
  tell: ((request: Answered) => void) | undefined,
): void {
  app.addHook('onResponse', (request, reply, done) => {
    const { method, routeOptions, id, caller, notes, ip } = request
    const { url } = routeOptions
    const fields = {
      route: `${method} ${url ?? 'none'}`,
      status: reply.statusCode,
      durationMs: Math.round(reply.elapsedTime * 10) / 10,
      requestId: id,
      ...(caller ? { userId: caller.userId } : {}),
      ...notes,
    }
    // The screens' own files are many and tell nothing.
    if (url?.startsWith('/api/') || reply.statusCode >= 400) house.log.info(fields)
    else house.log.debug(fields)
    if (caller) tell?.({ userId: caller.userId, address: ip, status: reply.statusCode })
    done()
  })
}
