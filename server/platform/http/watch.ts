import type { Problem } from '#contract/problems.ts'
import type { Caller } from './route.ts'

/** A request as whoever watches for attacks sees it. */
export type Watched = {
  /** The endpoint's or protocol route's name; undefined outside of both. */
  readonly name: string | undefined
  readonly params: Readonly<Record<string, unknown>>
  /** As it was sent; checked against the endpoint's schema only where the handler ran. */
  readonly body: unknown
  readonly headers: Headers
  readonly address: string
  readonly caller: Caller | undefined
  /** What the handler noted for the log line. */
  readonly notes: Readonly<Record<string, unknown>>
}

/** Watches what is asked of the server: may refuse it, and hears how it ended. */
export type Watch = {
  /** Before the handler of an endpoint. @throws Problem too_many_requests */
  admit(request: Watched): Promise<void>
  /** Before a refusal is answered. @returns the refusal to answer with */
  refused(request: Watched, problem: Problem): Promise<Problem>
  /** After an endpoint did what was asked, with its reply. @returns values of `Set-Cookie` */
  done(request: Watched, reply: unknown): Promise<readonly string[]>
}

/** Of a house that does not watch. */
export const noWatch: Watch = {
  admit: async () => {},
  refused: async (_request, problem) => problem,
  done: async () => [],
}
