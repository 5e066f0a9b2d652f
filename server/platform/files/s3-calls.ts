import { Agent as HttpAgent, request as httpRequest, type IncomingMessage } from 'node:http'
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https'
import type { Readable } from 'node:stream'
import { setTimeout as sleep } from 'node:timers/promises'
import { AwsV4Signer } from 'aws4fetch'
import type { Secret } from '#platform/crypto/secret.ts'
import { FilesAway } from './files.ts'
import { elementOf } from './s3-answers.ts'

/** A bucket of any store that speaks Amazon's protocol, and how patient to be with it. */
export type Bucket = {
  /** Without the bucket: `https://s3.eu-central-1.amazonaws.com`. */
  readonly endpoint: string
  readonly name: string
  readonly region: string
  readonly accessKey: Secret
  readonly secretKey: Secret
  /** The bucket in the path instead of the host's name, as MinIO, Ceph and Garage have it. */
  readonly pathStyle: boolean
  /** Silence after which a connection is given up. */
  readonly idleMs?: number
  /** How often one call is tried, the first time included. */
  readonly attempts?: number
  /** First wait before another try; it doubles. */
  readonly backoffMs?: number
}

export type S3Call = {
  readonly method: 'GET' | 'HEAD' | 'PUT' | 'POST' | 'DELETE'
  /** Absent: about the bucket itself. */
  readonly key?: string
  readonly query?: Readonly<Record<string, string>>
  readonly headers?: Readonly<Record<string, string>>
  /** Opened anew for each try; the hash is signed, so the store refuses bytes that changed on the way. */
  readonly body?: { readonly open: () => Readable; readonly sizeBytes: number; readonly sha256: string }
}

export type S3Answer = {
  readonly status: number
  readonly headers: IncomingMessage['headers']
  /** Has to be read or destroyed. */
  readonly stream: Readable
}

export type CallS3 = (call: S3Call) => Promise<S3Answer>

const sha256OfNothing = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'
const maxAnswerBytes = 4_000_000

/**
 * Makes signed calls (Signature Version 4) to a bucket. What may pass is tried again with growing waits: broken
 * connections, silence, 408, 429 and 5xx.
 * @throws FilesAway when no try was answered; any other answer, also a refusal, is given to the caller
 */
export function openS3({ attempts = 4, backoffMs = 200, idleMs = 30_000, ...bucket }: Bucket): CallS3 {
  const agents = {
    http: new HttpAgent({ keepAlive: true, maxSockets: 32 }),
    https: new HttpsAgent({ keepAlive: true, maxSockets: 32 }),
  }
  const signingKeys = new Map<string, ArrayBuffer>()
  const sign = async (call: S3Call) => {
    const signed = await new AwsV4Signer({
      method: call.method,
      url: addressOf(bucket, call),
      headers: { ...call.headers, 'x-amz-content-sha256': call.body?.sha256 ?? sha256OfNothing },
      accessKeyId: bucket.accessKey.reveal(),
      secretAccessKey: bucket.secretKey.reveal(),
      service: 's3',
      region: bucket.region,
      cache: signingKeys,
    }).sign()
    return { url: signed.url, headers: Object.fromEntries(signed.headers) }
  }
  const exchange = async (call: S3Call): Promise<S3Answer> => {
    const { url, headers } = await sign(call)
    const agent = url.protocol === 'https:' ? agents.https : agents.http
    const sizeBytes =
      call.body?.sizeBytes ?? (call.method === 'PUT' || call.method === 'POST' ? 0 : undefined)
    const length = sizeBytes === undefined ? {} : { 'content-length': String(sizeBytes) }
    const options = { method: call.method, headers: { ...headers, ...length }, agent, timeout: idleMs }
    return askOnce(url, options, call.body?.open())
  }
  return async (call) => {
    for (let attempt = 1; ; attempt += 1) {
      const outcome = await exchange(call).catch((error: unknown) => new Error('no answer', { cause: error }))
      const isAnswer = !(outcome instanceof Error)
      if (isAnswer && !mayPass(outcome.status)) return outcome
      const failure = isAnswer ? await refusalOf(outcome) : outcome
      if (attempt >= attempts) throw new FilesAway(reasonOf(failure), { cause: failure })
      const waitMs = backoffMs * 2 ** (attempt - 1)
      await sleep(waitMs / 2 + (waitMs / 2) * Math.random())
    }
  }
}

const mayPass = (status: number) => status >= 500 || status === 429 || status === 408

function addressOf(
  { endpoint, name, pathStyle }: Pick<Bucket, 'endpoint' | 'name' | 'pathStyle'>,
  call: S3Call,
) {
  const url = new URL(endpoint)
  const base = url.pathname.replace(/\/+$/, '')
  if (!pathStyle) url.hostname = `${name}.${url.hostname}`
  url.pathname = `${base}/${[...(pathStyle ? [name] : []), ...(call.key === undefined ? [] : [call.key])].join('/')}`
  for (const [key, value] of Object.entries(call.query ?? {})) url.searchParams.set(key, value)
  return url.href
}

type Asking = { method: string; headers: Record<string, string>; agent: HttpAgent; timeout: number }

function askOnce(url: URL, options: Asking, body: Readable | undefined): Promise<S3Answer> {
  const { promise, resolve, reject } = Promise.withResolvers<S3Answer>()
  const request = url.protocol === 'https:' ? httpsRequest(url, options) : httpRequest(url, options)
  request.on('timeout', () => request.destroy(new Error(`silent for ${options.timeout} ms`)))
  request.on('response', (response) =>
    resolve({ status: response.statusCode ?? 0, headers: response.headers, stream: response }),
  )
  // A store that refuses early closes on a body still being sent: its answer counts, if it came.
  request.on('error', (error) => {
    body?.destroy()
    reject(error)
  })
  if (body) {
    body.on('error', (error) => request.destroy(error))
    body.pipe(request)
  } else request.end()
  return promise
}

/** An answer's body as text. */
export async function textOf({ stream }: S3Answer): Promise<string> {
  const chunks: Buffer[] = []
  let bytes = 0
  for await (const chunk of stream) {
    bytes += chunk.length
    if (bytes > maxAnswerBytes) throw new FilesAway('its answer does not end')
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}

/** What a refusing answer says, as an error. */
export async function refusalOf(answer: S3Answer): Promise<Error> {
  const xml = await textOf(answer).catch(() => {
    // Of an answer that breaks off the status is enough.
    return ''
  })
  const said = [elementOf(xml, 'Code'), elementOf(xml, 'Message')].filter((part) => part !== undefined)
  return new Error([`it answered ${answer.status}`, ...said].join(' '))
}

function reasonOf(error: Error): string {
  return error.cause instanceof Error ? `${error.message} (${error.cause.message})` : error.message
}
