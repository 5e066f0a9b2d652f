import type { FastifyRequest } from 'fastify'

const timers = new WeakMap<FastifyRequest, NodeJS.Timeout>()

/** Hangs up on a request whose body has not come whole in time; {@link bodyCame} says that it has. */
export function hangUpOnSlow(request: FastifyRequest, afterMs: number): void {
  const timer = setTimeout(() => request.raw.destroy(), afterMs)
  timers.set(request, timer.unref())
  request.raw.once('close', () => clearTimeout(timer))
}

/** The body is here: what is done with it may take its time. */
export function bodyCame(request: FastifyRequest): void {
  clearTimeout(timers.get(request))
}
