import type { FastifyInstance, LightMyRequestResponse } from 'fastify'
import type { CallOf, EndpointShape, ReplyOf } from '#contract/endpoint.ts'
import type { UserId } from '#contract/ids.ts'
import type { ProblemDetails } from '#contract/problems.ts'
import { useLink } from '#features/accounts/contract.ts'
import { ensureOwner, makeInvitation, makeOwnerLink } from '#features/accounts/server/accounts.ts'
import type { House } from '#platform/house.ts'

/** A refusal as a test sees it. */
export class Refused extends Error {
  override readonly name = 'Refused'
  readonly problem: ProblemDetails
  constructor(problem: ProblemDetails) {
    super(`${problem.status} ${problem.code} ${JSON.stringify(problem.details ?? {})}`)
    this.problem = problem
  }
}

export type UploadedPart = {
  readonly fileName: string
  readonly bytes: Uint8Array
  readonly mediaType?: string
}

export type Person = {
  readonly userId: UserId
  readonly email: string
  readonly cookie: string
  /** Asks an endpoint as this person. @throws Refused */
  call<E extends EndpointShape>(endpoint: E, call: CallOf<E>): Promise<ReplyOf<E>>
  /** The raw answer, for bytes and headers. */
  request(
    method: string,
    path: string,
    options?: { headers?: Record<string, string>; body?: unknown },
  ): Promise<LightMyRequestResponse>
  /** Sends files as a browser's form does. @throws Refused */
  upload<E extends EndpointShape>(
    endpoint: E,
    parts: readonly UploadedPart[],
    query?: Record<string, string>,
  ): Promise<ReplyOf<E>>
}

type Inject = { readonly app: FastifyInstance; readonly cookie: string }

export function pathOf(endpoint: EndpointShape, call: { params?: unknown; query?: unknown }): string {
  const params = (call.params ?? {}) as Record<string, unknown>
  const path = endpoint.path.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(String(params[name])))
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries((call.query ?? {}) as Record<string, unknown>)) {
    if (value !== undefined) query.set(name, String(value))
  }
  return query.size > 0 ? `${path}?${query}` : path
}

export function replyOf<E extends EndpointShape>(endpoint: E, status: number, body: string): ReplyOf<E> {
  if (status >= 400) throw new Refused(JSON.parse(body) as ProblemDetails)
  return endpoint.reply?.parse(JSON.parse(body)) as ReplyOf<E>
}

/** A multipart body as browsers write it (RFC 7578). */
export function formOf(parts: readonly UploadedPart[]): { body: Buffer; type: string } {
  const boundary = `seogo-${crypto.randomUUID()}`
  const chunks = parts.flatMap(({ fileName, bytes, mediaType = 'application/octet-stream' }) => [
    Buffer.from(
      `--${boundary}\r\ncontent-disposition: form-data; name="files"; filename="${fileName.replaceAll('"', '%22')}"\r\ncontent-type: ${mediaType}\r\n\r\n`,
    ),
    Buffer.from(bytes),
    Buffer.from('\r\n'),
  ])
  return {
    body: Buffer.concat([...chunks, Buffer.from(`--${boundary}--\r\n`)]),
    type: `multipart/form-data; boundary=${boundary}`,
  }
}

/** What a browser of this cookie sends with each request: the cookie, and the token that stands in it. */
export function asBrowser(cookie: string): Record<string, string> {
  const token = /(?:^|; )XSRF-TOKEN=([^;]+)/.exec(cookie)?.[1]
  return { ...(cookie ? { cookie } : {}), ...(token ? { 'x-xsrf-token': token } : {}) }
}

/** A client of the house's HTTP with a cookie; used for persons and, with an empty cookie, for strangers. */
export function clientOf({ app, cookie }: Inject): Pick<Person, 'call' | 'request' | 'upload'> {
  const request: Person['request'] = (method, path, options = {}) =>
    app.inject({
      method: method as 'GET',
      url: path,
      headers: { ...asBrowser(cookie), ...options.headers },
      ...(options.body === undefined ? {} : { payload: options.body as string | Buffer | object }),
    })
  return {
    request,
    async call(endpoint, call) {
      const answer = await request(
        endpoint.method,
        pathOf(endpoint, call),
        call.body === undefined ? {} : { body: call.body },
      )
      return replyOf(endpoint, answer.statusCode, answer.body)
    },
    async upload(endpoint, parts, query) {
      const { body, type } = formOf(parts)
      const answer = await request(endpoint.method, pathOf(endpoint, { query }), {
        headers: { 'content-type': type },
        body,
      })
      return replyOf(endpoint, answer.statusCode, answer.body)
    },
  }
}

type Joining = { house: House; app: FastifyInstance; name: string; role: 'admin' | 'member' | 'reader' }

/** Brings a person in the way a real one comes: the first by the owner's link, the others by invitation. */
export async function joinPerson({ house, app, name, role }: Joining): Promise<Person> {
  await ensureOwner(house)
  const email = `${name.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-')}@example.org`
  const ownerLink = await makeOwnerLink(house)
  const path = ownerLink ?? (await makeInvitation(house, { email, role }))
  const token = path.split('/').at(-1) ?? ''
  const answer = await app.inject({
    method: useLink.method,
    url: useLink.path,
    payload: { token, account: { name, email, password: 'correct horse battery' } },
  })
  if (answer.statusCode >= 400) throw new Refused(answer.json<ProblemDetails>())
  const cookie = answer.cookies.map((each) => `${each.name}=${encodeURIComponent(each.value)}`).join('; ')
  return { userId: useLink.reply.parse(answer.json()).id, email, cookie, ...clientOf({ app, cookie }) }
}
