import type { Readable } from 'node:stream'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { Problem } from '#contract/problems.ts'
import type { House } from '#platform/house.ts'
import { storable } from '#platform/queue/storable.ts'
import { requireAccess, toHeaders } from './request.ts'
import type { Bytes, RequestContext, Route, UploadedFile } from './route.ts'

/** What ended the stream of an uploaded file: its form broke off, or its client went away. */
const brokenForms = new WeakSet<Error>()

async function* uploadsOf(request: FastifyRequest): AsyncGenerator<UploadedFile> {
  try {
    for await (const part of request.parts()) {
      if (part.type !== 'file') continue
      // A short form has ended before its file is handed on.
      if (part.file.errored) brokenForms.add(part.file.errored)
      part.file.once('error', (error) => brokenForms.add(error))
      yield { fileName: part.filename ?? 'unnamed', mediaType: part.mimetype, stream: part.file }
    }
  } catch (error) {
    // What is thrown here is the parser's: whoever takes the files leaves the loop without a word.
    if (error instanceof Error && !('statusCode' in error))
      throw new Problem('bad_request', { fault: error.message })
    throw error
  }
}

/** The deepest body of the API has four levels; what walks through one by recursion ends at some thousands. */
const mostLevels = 64

/** @throws Problem bad_request for JSON nested deeper than any body is */
function requireShallow(body: unknown): void {
  let level = [body]
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > mostLevels) throw new Problem('bad_request', { fault: 'nested too deeply' })
    level = level.flatMap((value) =>
      typeof value === 'object' && value !== null ? Object.values(value) : [],
    )
  }
}

/** One byte range of RFC 9110, section 14; several ranges or nonsense are answered with the whole. */
function rangeOf(
  header: string | undefined,
  sizeBytes: number,
): { start: number; end: number } | 'unsatisfiable' | undefined {
  const match = /^bytes=(\d*)-(\d*)$/.exec(header ?? '')
  if (!match || (match[1] === '' && match[2] === '')) return undefined
  const [, first = '', last = ''] = match
  const start = first === '' ? Math.max(0, sizeBytes - Number(last)) : Number(first)
  const end = first === '' || last === '' ? sizeBytes - 1 : Math.min(Number(last), sizeBytes - 1)
  return start > end || start >= sizeBytes ? 'unsatisfiable' : { start, end }
}

/** RFC 8187 form, so that a Korean file name survives a header. */
function dispositionOf(fileName: string | undefined): string {
  if (!fileName) return 'inline'
  const ascii = fileName.replace(/[^\x20-\x7e]|["\\]/g, '_')
  return `inline; filename="${ascii}"; filename*=UTF-8''${encodeURIComponent(fileName)}`
}

function sendBytes(request: FastifyRequest, reply: FastifyReply, bytes: Bytes): FastifyReply {
  reply
    .header('etag', `"${bytes.etag}"`)
    .header('accept-ranges', 'bytes')
    .header('cache-control', 'private, max-age=0, must-revalidate')
    .header('content-disposition', dispositionOf(bytes.fileName))
    // A stored file is somebody else's work: it may draw itself, never run.
    .header('content-security-policy', "default-src 'none'; style-src 'unsafe-inline'; sandbox")
    .header('x-content-type-options', 'nosniff')
    .type(bytes.mediaType)
  if (request.headers['if-none-match'] === `"${bytes.etag}"`) return reply.status(304).send()
  const range = rangeOf(request.headers.range, bytes.sizeBytes)
  if (range === 'unsatisfiable')
    return reply.status(416).header('content-range', `bytes */${bytes.sizeBytes}`).send()
  const send = (stream: Readable) => reply.serializer((payload: unknown) => payload as string).send(stream)
  if (!range) return send(bytes.stream()).header('content-length', bytes.sizeBytes)
  reply
    .status(206)
    .header('content-range', `bytes ${range.start}-${range.end}/${bytes.sizeBytes}`)
    .header('content-length', range.end - range.start + 1)
  return send(bytes.stream(range))
}

function contextOf(
  house: House,
  request: FastifyRequest,
  cookies: string[],
): RequestContext<RequestContext['caller'] | undefined> {
  return {
    house,
    caller: request.caller,
    headers: toHeaders(request),
    clientAddress: request.ip,
    requestId: request.id,
    uploads: () => uploadsOf(request),
    setCookie: (line) => cookies.push(line),
    note: (fields) => Object.assign(request.notes, fields),
  }
}

/** Puts one route on the server. Who may not is refused before anything is parsed, so a stranger learns nothing of the shape. */
export function addRoute(app: FastifyInstance, house: House, { endpoint, handle }: Route): void {
  const { params, query, body, reply: replySchema, accepts = 'json', status = 200 } = endpoint
  app.route({
    method: endpoint.method,
    url: endpoint.path,
    schema: {
      operationId: endpoint.name,
      summary: endpoint.summary,
      tags: [endpoint.name.split('.')[0] ?? ''],
      ...(params ? { params } : {}),
      ...(query ? { querystring: query } : {}),
      ...(body && accepts === 'json' ? { body } : {}),
      ...(replySchema ? { response: { [status]: replySchema } } : {}),
    },
    onRequest: async (request) => requireAccess(request.caller, endpoint.access),
    preValidation: async (request) => {
      if (accepts === 'multipart' && !request.isMultipart()) throw new Problem('unsupported_media_type')
      // What no row could hold is replaced here, once, so that it can never fail a statement further in.
      request.params = storable(request.params)
      request.query = storable(request.query)
      if (accepts === 'json') {
        requireShallow(request.body)
        request.body = storable(request.body)
      }
    },
    handler: async (request, reply) => {
      const cookies: string[] = []
      // The validators parsed these three by the endpoint's own schemas.
      const parsed = { params: request.params, query: request.query, body: request.body } as Parameters<
        typeof handle
      >[0]
      const result = await handle(parsed, contextOf(house, request, cookies)).catch((error: unknown) => {
        if (error instanceof Error && brokenForms.has(error))
          throw new Problem('bad_request', { fault: error.message })
        throw error
      })
      if (cookies.length > 0) reply.header('set-cookie', cookies)
      if (!replySchema) return sendBytes(request, reply, result as Bytes)
      return reply.status(status).header('cache-control', 'no-store').send(result)
    },
  })
}
