import type { z } from 'zod'
import type { Permission } from './permissions.ts'

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'

/** `public` needs no session; every other endpoint names the permission its caller's role must hold. */
export type Access = 'public' | Permission

export type EndpointShape = {
  /** `feature.verb`, unique in the house; also the OpenAPI operation id. */
  readonly name: string
  readonly method: Method
  /** Path below the server's root with `:name` parameters, e.g. `/api/papers/:paperId`. */
  readonly path: `/api/${string}`
  readonly access: Access
  /** One sentence for the API description. */
  readonly summary: string
  readonly params?: z.ZodType
  readonly query?: z.ZodType
  readonly body?: z.ZodType
  /** `multipart`: parts are streamed to the handler and never held in memory. */
  readonly accepts?: 'json' | 'multipart'
  /** Absent: the endpoint answers bytes (a file), not JSON. */
  readonly reply?: z.ZodType
  /** Who asks is anybody when it is not known by then: for what has to be answered also while the database hangs. */
  readonly knowsCallerWithinMs?: number
  /** Done also while the disk is nearly full and nothing is written: it only reads, lets in, or makes room, as all DELETEs. */
  readonly withoutRoom?: true
  /** HTTP status of success; 200 unless told. */
  readonly status?: 200 | 201 | 202 | 204
}

type Parsed<Schema> = Schema extends z.ZodType ? z.output<Schema> : undefined
type Sent<Schema> = Schema extends z.ZodType ? z.input<Schema> : undefined

/** What a handler receives, already parsed. */
export type RequestOf<E extends EndpointShape> = {
  readonly params: Parsed<E['params']>
  readonly query: Parsed<E['query']>
  readonly body: Parsed<E['body']>
}

/** What a handler gives back before it is checked against the reply schema. */
export type ReplyInputOf<E extends EndpointShape> = E['reply'] extends z.ZodType
  ? z.input<E['reply']>
  : undefined

/** What a client gets. */
export type ReplyOf<E extends EndpointShape> = E['reply'] extends z.ZodType ? z.output<E['reply']> : undefined

type Given<Key extends string, Value> = [Value] extends [undefined]
  ? { readonly [K in Key]?: undefined }
  : { readonly [K in Key]: Value }

/** What a client sends. */
export type CallOf<E extends EndpointShape> = Given<'params', Sent<E['params']>> &
  Given<'query', Sent<E['query']>> &
  Given<'body', Sent<E['body']>>

/** Declares one HTTP endpoint once, for the server (routes, validation, OpenAPI) and for the client (types). */
export function endpoint<const E extends EndpointShape>(shape: E): E {
  return shape
}
