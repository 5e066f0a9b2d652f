import type { Readable } from 'node:stream'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Bytes, Download } from './route.ts'

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
function dispositionOf(fileName: string | undefined, kind: 'inline' | 'attachment' = 'inline'): string {
  if (!fileName) return kind
  const ascii = fileName.replace(/[^\x20-\x7e]|["\\]/g, '_')
  return `${kind}; filename="${ascii}"; filename*=UTF-8''${encodeURIComponent(fileName)}`
}

/** Answers with bytes: ranges and If-None-Match honoured, never run by a browser. */
export function sendBytes(request: FastifyRequest, reply: FastifyReply, bytes: Bytes): FastifyReply {
  reply
    .header('etag', `"${bytes.etag}"`)
    .header('accept-ranges', 'bytes')
    .header('cache-control', 'private, max-age=0, must-revalidate')
    .header('content-disposition', dispositionOf(bytes.fileName))
    // A stored file is somebody else's work: it may draw itself, with what it holds, and never run or ask anybody.
    .header(
      'content-security-policy',
      "default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:; sandbox",
    )
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

/** Answers with a file that is made while it is sent; the browser saves it. */
export function sendDownload(reply: FastifyReply, { stream, mediaType, fileName }: Download): FastifyReply {
  return reply
    .header('cache-control', 'no-store')
    .header('content-disposition', dispositionOf(fileName, 'attachment'))
    .header('x-content-type-options', 'nosniff')
    .type(mediaType)
    .serializer((payload: unknown) => payload as string)
    .send(stream)
}
