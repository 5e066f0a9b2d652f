import { createHash, createHmac, randomUUID, timingSafeEqual } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { buffer } from 'node:stream/consumers'

/** What becomes of a request instead of its answer. `cut` breaks the answer off in its middle. */
export type S3Fault =
  | { readonly status: number; readonly code?: string }
  | 'as usual'
  | 'hang up'
  | 'cut'
  | 'silence'

type StoredObject = { bytes: Buffer; storedAt: Date }
type Asked = { method: string; path: string; query: URLSearchParams; headers: IncomingMessage['headers'] }

/**
 * An S3 on a free loopback port, path style: objects, ranges, listing in pages, uploads in parts. It verifies every
 * signature by the published algorithm (AWS Signature Version 4, "Authenticating Requests: Using the Authorization
 * Header") and the hash of every body.
 */
export async function startFakeS3({ pageSize = 2 }: { pageSize?: number } = {}) {
  const account = {
    accessKey: 'AKIDEXAMPLE',
    secretKey: 'a secret/with+signs',
    region: 'eu-test-1',
    bucket: 'papers',
  }
  const objects = new Map<string, StoredObject>()
  const uploads = new Map<string, Map<number, Buffer>>()
  const faults: S3Fault[] = []
  const requests: string[] = []
  const state = { away: false, failure: undefined as unknown }
  const server = createServer((request, response) => {
    answer(request, response).catch((error: unknown) => {
      state.failure ??= error
      response.destroy()
    })
  })

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<unknown> {
    if (state.away) {
      return request.destroy()
    }
    const url = new URL(request.url ?? '/', 'http://fake')
    const fault = faults.shift()
    requests.push(`${request.method} ${url.pathname}${url.search}`)
    if (fault === 'hang up') {
      return request.destroy()
    }
    if (fault === 'silence') return undefined
    const asked = {
      method: request.method ?? '',
      path: url.pathname,
      query: url.searchParams,
      headers: request.headers,
    }
    const body = await buffer(request).catch(() => undefined)
    if (!body) return undefined
    if (typeof fault === 'object') return refuse(response, fault.status, fault.code ?? 'SlowDown')
    const doubt = doubtOf(asked, body, account)
    if (doubt) return refuse(response, 403, doubt)
    const [, bucket, ...rest] = url.pathname.split('/')
    if (bucket !== account.bucket) return refuse(response, 404, 'NoSuchBucket')
    return serve(asked, response, { key: decodeURIComponent(rest.join('/')), body, isCut: fault === 'cut' })
  }

  function serve(
    asked: Asked,
    response: ServerResponse,
    given: { key: string; body: Buffer; isCut: boolean },
  ): ServerResponse {
    const { method, query } = asked
    const { key, body } = given
    const uploadId = query.get('uploadId')
    if (key === '' && method === 'HEAD') return finish(response)
    if (key === '') return list(query, response)
    if (method === 'POST' && query.has('uploads')) {
      const id = randomUUID()
      uploads.set(id, new Map())
      return sendXml(
        response,
        `<InitiateMultipartUploadResult><UploadId>${id}</UploadId></InitiateMultipartUploadResult>`,
      )
    }
    if (uploadId !== null) return partOf({ method, query, uploadId, key, body }, response)
    if (method === 'PUT') {
      objects.set(key, { bytes: body, storedAt: new Date() })
      return finish(response.setHeader('etag', etagOf(body)))
    }
    if (method === 'DELETE') {
      objects.delete(key)
      return finish(response.writeHead(204))
    }
    const object = objects.get(key)
    if (!object) return refuse(response, 404, 'NoSuchKey')
    return give(object, asked, response, given.isCut)
  }

  function partOf(
    part: { method: string; query: URLSearchParams; uploadId: string; key: string; body: Buffer },
    response: ServerResponse,
  ): ServerResponse {
    const parts = uploads.get(part.uploadId)
    if (!parts) return refuse(response, 404, 'NoSuchUpload')
    if (part.method === 'DELETE') {
      uploads.delete(part.uploadId)
      return finish(response.writeHead(204))
    }
    if (part.method === 'PUT') {
      parts.set(Number(part.query.get('partNumber')), part.body)
      return finish(response.setHeader('etag', etagOf(part.body)))
    }
    const named = [
      ...part.body.toString().matchAll(/<PartNumber>(\d+)<\/PartNumber><ETag>&quot;(\w+)&quot;<\/ETag>/g),
    ]
    const whole = named.map(([, number, etag]) => {
      const bytes = parts.get(Number(number))
      return bytes && etagOf(bytes) === `"${etag}"` ? bytes : undefined
    })
    if (named.length !== parts.size || whole.includes(undefined)) return refuse(response, 400, 'InvalidPart')
    objects.set(part.key, {
      bytes: Buffer.concat(whole.filter((bytes) => bytes !== undefined)),
      storedAt: new Date(),
    })
    uploads.delete(part.uploadId)
    return sendXml(
      response,
      '<CompleteMultipartUploadResult><ETag>"joined"</ETag></CompleteMultipartUploadResult>',
    )
  }

  function give(
    { bytes, storedAt }: StoredObject,
    { method, headers }: Asked,
    response: ServerResponse,
    isCut: boolean,
  ) {
    const range = /^bytes=(\d+)-(\d*)$/.exec(headers.range ?? '')
    const start = Number(range?.[1] ?? 0)
    const end = range?.[2] ? Math.min(Number(range[2]), bytes.length - 1) : bytes.length - 1
    if (range && start >= bytes.length) return refuse(response, 416, 'InvalidRange')
    const part = bytes.subarray(start, end + 1)
    response.writeHead(range ? 206 : 200, {
      'content-length': String(part.length),
      'last-modified': storedAt.toUTCString(),
      etag: etagOf(bytes),
    })
    if (method === 'HEAD') return finish(response)
    if (!isCut) return finish(response, part)
    response.write(part.subarray(0, Math.ceil(part.length / 2)), () => response.destroy())
    return response
  }

  function list(query: URLSearchParams, response: ServerResponse): ServerResponse {
    const after = query.get('continuation-token') ?? ''
    const keys = [...objects.keys()]
      .filter((key) => key.startsWith(query.get('prefix') ?? '') && key > after)
      .toSorted()
    const page = keys.slice(0, pageSize)
    const entries = page.map((key) => {
      const { bytes, storedAt } = objects.get(key) ?? { bytes: Buffer.alloc(0), storedAt: new Date() }
      return `<Contents><Key>${encodeURIComponent(key)}</Key><LastModified>${storedAt.toISOString()}</LastModified><ETag>&quot;x&quot;</ETag><Size>${bytes.length}</Size></Contents>`
    })
    const next = keys.length > page.length ? page.at(-1) : undefined
    const more = next === undefined ? '' : `<NextContinuationToken>${next}</NextContinuationToken>`
    return sendXml(
      response,
      `<?xml version="1.0"?><ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><IsTruncated>${next !== undefined}</IsTruncated>${more}${entries.join('')}</ListBucketResult>`,
    )
  }

  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('a TCP server has a port')
  return {
    ...account,
    endpoint: `http://127.0.0.1:${address.port}`,
    /** By key. */
    objects,
    /** Uploads in parts that were begun and neither joined nor given up. */
    uploads,
    /** `METHOD /path?query` of all that arrived. */
    requests,
    /** What becomes of the next requests, one each. */
    next: (...more: S3Fault[]) => void faults.push(...more),
    /** Breaks every connection until told otherwise. */
    goAway: (away = true) => {
      state.away = away
    },
    /** @throws what went wrong in the fake itself. */
    async close() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
      if (state.failure) throw state.failure
    },
  }
}

export type FakeS3 = Awaited<ReturnType<typeof startFakeS3>>

const etagOf = (bytes: Buffer) => `"${createHash('md5').update(bytes).digest('hex')}"`
const sha256Of = (bytes: Buffer | string) => createHash('sha256').update(bytes).digest('hex')
const hmac = (key: Buffer | string, text: string) => createHmac('sha256', key).update(text).digest()

function finish(response: ServerResponse, bytes?: Buffer): ServerResponse {
  return response.end(bytes)
}

function sendXml(response: ServerResponse, xml: string): ServerResponse {
  return response.setHeader('content-type', 'application/xml').end(xml)
}

function refuse(response: ServerResponse, status: number, code: string): ServerResponse {
  response.writeHead(status, { 'content-type': 'application/xml' })
  return response.end(
    `<?xml version="1.0"?><Error><Code>${code}</Code><Message>No &amp; no</Message></Error>`,
  )
}

const encode = (text: string) =>
  encodeURIComponent(text).replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`)

/** @returns the code of the refusal when the signature, the time or the body's hash is not as signed. */
function doubtOf(
  { method, path, query, headers }: Asked,
  body: Buffer,
  account: { accessKey: string; secretKey: string; region: string },
): string | undefined {
  const authorization =
    /^AWS4-HMAC-SHA256 Credential=([^/]+)\/(\d{8})\/([^/]+)\/s3\/aws4_request, SignedHeaders=([^,]+), Signature=([\da-f]{64})$/.exec(
      headers.authorization ?? '',
    )
  if (!authorization) return 'AccessDenied'
  const [, accessKey, day = '', region = '', names = '', signature = ''] = authorization
  if (accessKey !== account.accessKey) return 'InvalidAccessKeyId'
  if (region !== account.region) return 'AuthorizationHeaderMalformed'
  const time = String(headers['x-amz-date'])
  const instant = Date.parse(time.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, '$1-$2-$3T$4:$5:$6Z'))
  if (!time.startsWith(day) || Math.abs(Date.now() - instant) > 900_000) return 'RequestTimeTooSkewed'
  const payload = String(headers['x-amz-content-sha256'])
  if (payload !== sha256Of(body)) return 'XAmzContentSHA256Mismatch'
  const signed = names.split(';')
  if (!signed.includes('host') || !signed.includes('x-amz-content-sha256') || !signed.includes('x-amz-date'))
    return 'AccessDenied'
  const canonical = [
    method,
    path
      .split('/')
      .map((segment) => encode(decodeURIComponent(segment)))
      .join('/'),
    [...query]
      .map(([name, value]) => `${encode(name)}=${encode(value)}`)
      .toSorted()
      .join('&'),
    ...signed.map((name) => `${name}:${String(headers[name]).trim().replace(/\s+/g, ' ')}`),
    '',
    names,
    payload,
  ].join('\n')
  const scope = `${day}/${region}/s3/aws4_request`
  const key = hmac(hmac(hmac(hmac(`AWS4${account.secretKey}`, day), region), 's3'), 'aws4_request')
  const expected = hmac(key, ['AWS4-HMAC-SHA256', time, scope, sha256Of(canonical)].join('\n'))
  return timingSafeEqual(expected, Buffer.from(signature, 'hex')) ? undefined : 'SignatureDoesNotMatch'
}
