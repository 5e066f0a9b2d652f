import type { Readable } from 'node:stream'
import type { Permission } from '#contract/permissions.ts'
import type { Problem } from '#contract/problems.ts'
import type { House } from '#platform/house.ts'
import type { Bytes, Caller } from './route.ts'

export type ProtocolMethod = 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE' | 'OPTIONS'

/** A request as it came: nothing of it is parsed, checked or made storable. */
export type ProtocolRequest<C extends Caller | undefined = Caller | undefined> = {
  readonly house: House
  readonly caller: C
  readonly method: ProtocolMethod
  readonly params: Readonly<Record<string, string>>
  readonly query: URLSearchParams
  readonly headers: Headers
  /** The bytes of the body, not limited in any way; empty when there is none. */
  readonly body: Readable
  /** Address of the client, behind trusted proxies as well. */
  readonly clientAddress: string
  readonly requestId: string
  /** Adds typed fields to the request's one log line. */
  readonly note: (fields: Record<string, unknown>) => void
}

/** A reply as it goes out. It is `no-store` unless its headers or its bytes say otherwise. */
export type ProtocolReply = {
  readonly status: number
  readonly headers?: Readonly<Record<string, string>>
  /** A stream is sent as it comes, of unknown size. */
  readonly body?: string | Bytes | Readable
}

/** What the routes of one protocol have in common. */
export type Protocol = {
  /** Headers of every reply, refusals too. */
  readonly headers?: Readonly<Record<string, string>>
  /** How the protocol says a refusal; as problem details unless given. */
  readonly refusal?: (problem: Problem) => ProtocolReply
}

type Shape = {
  /** `feature.verb`, unique in the house. */
  readonly name: string
  readonly methods: readonly ProtocolMethod[]
  /** Below the server's root, with `:name` parameters. */
  readonly path: `/${string}`
  readonly protocol: Protocol
}

/**
 * A route of a protocol that others laid down: its paths, bodies, statuses and headers are theirs, so that it stands
 * outside of the endpoints and their description. With `own` credentials (a token in its path, say) no cookie is looked
 * at, and therefore no other site can abuse one; with a permission it is asked by the session like an endpoint.
 */
export type ProtocolRoute =
  | (Shape & {
      readonly access: 'own'
      readonly handle: (request: ProtocolRequest<undefined>) => Promise<ProtocolReply>
    })
  | (Shape & {
      readonly access: Permission
      /** It changes nothing by itself, whatever its method: a token that may only look may ask it. */
      readonly isRead?: boolean
      /** A program's token may come as the password of Basic authentication (RFC 7617), which is all that some readers speak. */
      readonly takesBasic?: boolean
      readonly handle: (request: ProtocolRequest<Caller>) => Promise<ProtocolReply>
    })
