import type { Socket } from 'node:net'
import { Problem } from '#contract/problems.ts'
import { toProblemDetails } from './problem-reply.ts'

/**
 * Answers what the parser of HTTP could not read, in the form of all other refusals, and hangs up: where the next request
 * would begin is not known.
 */
export function refuseUnreadable(error: Error & { readonly code?: string }, socket: Socket): void {
  if (error.code === 'ECONNRESET' || socket.destroyed) return
  const tooLarge = error.code === 'HPE_HEADER_OVERFLOW'
  const problem = new Problem(tooLarge ? 'body_too_large' : 'bad_request', {
    fault: error.code ?? 'unreadable',
  })
  const body = JSON.stringify(toProblemDetails(problem, crypto.randomUUID()))
  const reason = tooLarge ? 'Content Too Large' : 'Bad Request'
  if (socket.writable)
    socket.write(
      `HTTP/1.1 ${problem.status} ${reason}\r\nContent-Type: application/problem+json\r\n` +
        `Content-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n${body}`,
    )
  socket.destroySoon()
}
