import type { CallOf, EndpointShape, ReplyOf } from '#contract/endpoint.ts'
import { addressOf } from './address.ts'
import { ApiProblem, toApiProblem } from './api-problem.ts'
import { confirmFirst, type Proof } from './confirm-first.ts'
import { csrfHeaders, withFreshToken } from './csrf.ts'

type Options = {
  readonly signal?: AbortSignal | undefined
  /** The request goes on when the page is left; only for small bodies (64 kB altogether). */
  readonly keepalive?: boolean
  /** Where the API is; the page's own address unless told (tests). */
  readonly origin?: string
}

/**
 * Asks one endpoint and gives its checked reply.
 * @throws ApiProblem with the server's code, `offline`, or `page_outdated`; an aborted call rejects with the signal's reason.
 */
export async function call<E extends EndpointShape>(
  endpoint: E,
  request: CallOf<E>,
  options: Options = {},
): Promise<ReplyOf<E>> {
  const response = await send(endpoint, request, options)
  const body: unknown = await readJson(response)
  if (response.ok) return readReply(endpoint, body)
  const problem = toApiProblem(response.status, body)
  // What asks for a proof of who it is goes on by itself once the proof came; without one it stays refused.
  if (!(await goesOn(problem))) throw problem
  return await call(endpoint, request, options)
}

function proofNeeded({ code, details }: ApiProblem): Proof | undefined {
  if (code === 'confirmation_needed') return 'recent'
  if (code !== 'challenge_needed') return undefined
  return details.by === 'factor' ? 'factor' : 'challenge'
}

/** Whether a refusal asked for a proof, and the person gave it: then what was refused is to be asked again. */
export async function goesOn(problem: ApiProblem): Promise<boolean> {
  const proof = proofNeeded(problem)
  return proof !== undefined && (await confirmFirst(proof))
}

/** Checks a reply against its contract. The type follows from the schema, which TypeScript cannot see through `E`. */
export function readReply<E extends EndpointShape>(endpoint: E, body: unknown): ReplyOf<E> {
  const parsed = endpoint.reply?.safeParse(body)
  if (parsed?.success === false) throw new ApiProblem('page_outdated', { endpoint: endpoint.name })
  return parsed?.data as ReplyOf<E>
}

async function send<E extends EndpointShape>(endpoint: E, request: CallOf<E>, options: Options) {
  const hasBody = request.body !== undefined
  try {
    return await withFreshToken(() =>
      fetch((options.origin ?? '') + addressOf(endpoint, request), {
        method: endpoint.method,
        headers: {
          accept: 'application/json',
          ...(hasBody ? { 'content-type': 'application/json' } : {}),
          ...csrfHeaders(endpoint.method),
        },
        ...(hasBody ? { body: JSON.stringify(request.body) } : {}),
        ...(options.signal ? { signal: options.signal } : {}),
        credentials: 'same-origin',
        keepalive: options.keepalive ?? false,
      }),
    )
  } catch (error) {
    options.signal?.throwIfAborted()
    throw error instanceof TypeError ? new ApiProblem('offline') : error
  }
}

async function readJson(response: Response): Promise<unknown> {
  const type = response.headers.get('content-type') ?? ''
  if (response.status === 204 || !/\bjson\b/.test(type)) return undefined
  try {
    return await response.json()
  } catch {
    throw new ApiProblem('offline')
  }
}
