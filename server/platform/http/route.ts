import type { Readable } from 'node:stream'
import type { EndpointShape, ReplyInputOf, RequestOf } from '#contract/endpoint.ts'
import type { UserId } from '#contract/ids.ts'
import type { Role, TokenScope } from '#contract/permissions.ts'
import type { Instant } from '#contract/time.ts'
import type { CacheNamespace } from '#platform/cache/namespace.ts'
import type { House } from '#platform/house.ts'

/** Who asks, as the session says. */
export type Caller = {
  readonly userId: UserId
  readonly role: Role
  readonly sessionId: string
  /** Asked to prove again who they are before anything sensitive: by their second factor, or by the password of who has none. */
  readonly challenged?: 'factor' | 'password'
  /** Only for a session: whether a passkey opened it, and from when on its use writes it on. */
  readonly session?: { readonly byPasskey: boolean; readonly prolongFrom: Instant }
  /** Only for a program with a token of its own: no browser sends it by itself, so it needs no CSRF token. */
  readonly token?: { readonly scope: TokenScope }
}

/** One file of a multipart request, streamed. It must be read or destroyed before the next one comes. */
export type UploadedFile = {
  readonly fileName: string
  readonly mediaType: string
  readonly stream: Readable
}

/** Bytes as an answer. `etag` is a strong one; a matching If-None-Match is answered 304. */
export type Bytes = {
  readonly stream: (range?: { start: number; end: number }) => Readable
  readonly sizeBytes: number
  readonly mediaType: string
  readonly fileName?: string
  readonly etag: string
}

/** Bytes that are made while they are sent, of unknown size; saved as a file. Who goes away ends the stream. */
export type Download = {
  readonly stream: Readable
  readonly mediaType: string
  readonly fileName: string
}

export type RequestContext<C extends Caller | undefined = Caller> = {
  readonly house: House
  readonly caller: C
  /** Cookies and the like; for signing in only. */
  readonly headers: Headers
  /** Address of the client, behind trusted proxies as well. */
  readonly clientAddress: string
  readonly requestId: string
  /** Files of a multipart request, in their order. */
  readonly uploads: () => AsyncIterable<UploadedFile>
  /** Adds a Set-Cookie line to the answer. */
  readonly setCookie: (line: string) => void
  /** Adds typed fields to the request's one log line. */
  readonly note: (fields: Record<string, unknown>) => void
}

type CallerOf<E extends EndpointShape> = E['access'] extends 'public' ? Caller | undefined : Caller

type ResultOf<E extends EndpointShape> = E['reply'] extends import('zod').z.ZodType
  ? ReplyInputOf<E>
  : Bytes | Download

export type Handler<E extends EndpointShape> = (
  request: RequestOf<E>,
  context: RequestContext<CallerOf<E>>,
) => Promise<ResultOf<E>>

/**
 * How long and by what an answer is kept: for the asking person alone, by their role and all they asked. It must be made of
 * rows of these tables, the settings of the house and nothing else, and making it must change nothing.
 */
export type KeptAnswer<E extends EndpointShape = EndpointShape> = Pick<
  CacheNamespace,
  'ttlMs' | 'dependsOn'
> & {
  /** Which requests are worth it; all, unless told. */
  readonly when?: (request: RequestOf<E>) => boolean
  /** Whether screens begin with it, asked for without any question: then it is made ahead after a start. */
  readonly isFirst?: boolean
  /** Whether the same person is answered differently by how they signed in. */
  readonly bySession?: boolean
}

/** An endpoint with the one function that answers it. */
export type Route = {
  /** Its answers are kept; none is, unless told. */
  readonly kept?: KeptAnswer

  readonly endpoint: EndpointShape
  readonly handle: (
    request: RequestOf<EndpointShape>,
    context: RequestContext<Caller | undefined>,
  ) => Promise<unknown>
}

/** Binds an endpoint to its handler; parameters, query and body arrive parsed, the reply is checked. */
export function route<E extends EndpointShape>(
  endpoint: E,
  handle: Handler<E>,
  kept?: KeptAnswer<NoInfer<E>>,
): Route {
  return {
    endpoint,
    handle: handle as Route['handle'],
    ...(kept && { kept: kept as unknown as KeptAnswer }),
  }
}
