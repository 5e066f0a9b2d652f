import {
  BrokenCircuitError,
  type CircuitBreakerPolicy,
  ConsecutiveBreaker,
  circuitBreaker,
  handleWhen,
} from 'cockatiel'
import type { House } from '#platform/house.ts'
import { AddressRefused } from '#platform/http-client/address-guard.ts'
import { askOutside, BadRedirect, TookTooLong } from '#platform/http-client/ask-outside.ts'
import { ReplyTooLong } from '#platform/http-client/limit-bytes.ts'
import { storableText } from '#platform/queue/storable.ts'
import type { SourceName } from '../../contract.ts'
import { findRecord, putRecord, touchRecord } from '../state-queries.ts'
import { type SourceTerms, termsOf } from './catalogue.ts'
import { judgeReply, type Reply } from './judge-reply.ts'
import { SourceFailure } from './source-failure.ts'
import { takeTurn } from './turns.ts'

/** What is asked of a source. */
export type Question<T> = {
  readonly source: SourceName
  /** Under which the answer is kept; the same for the same question. */
  readonly key: string
  /** Below the source's base, with its query. */
  readonly path: string
  readonly headers?: Readonly<Record<string, string>>
  readonly costMicroUsd?: number
  /** @returns undefined when the answer is in no shape the source promised; `absent` when it says it knows no such thing. */
  readonly read: (body: string, mediaType: string) => T | 'absent' | undefined
}

export type Answer<T> = { readonly found: T | undefined; readonly fetchedAt: Date }

export type Asking = {
  readonly signal?: AbortSignal | undefined
  /** Asks although the last answer is young; with its ETag, so that nothing is sent twice. */
  readonly fresh?: boolean
}

/** A record has some kilobytes; those of works with thousands of authors and references some megabytes. */
const replyBytesMax = 16_000_000
const failuresBeforePause = 5
const pauseMs = 60_000

/**
 * Asks a source, or takes its last answer while that is young enough. Its limits, pauses and budget hold for all processes.
 * @throws SourceFailure
 */
export async function askSource<T>(
  house: House,
  question: Question<T>,
  asking: Asking = {},
): Promise<Answer<T>> {
  const { source, key } = question
  const kept = await house.database.asSystem('read what a source said', (tx) => findRecord(tx, source, key))
  const terms = termsOf(house.config, source)
  const oldMs = terms.ageDays * 86_400_000
  const isYoung = kept !== undefined && house.clock.now().getTime() - kept.fetched_at.getTime() < oldMs
  if (kept !== undefined && isYoung && asking.fresh !== true) {
    const read = readKept(question, kept)
    if (read !== undefined) return { found: read === 'absent' ? undefined : read, fetchedAt: kept.fetched_at }
  }
  if (terms.baseUrl === undefined || terms.missing !== undefined) throw new SourceFailure(source, 'off')
  return await guarded(house, source, () =>
    callSource(house, question, { terms, etag: kept?.etag ?? undefined, kept, signal: asking.signal }),
  )
}

type Kept = NonNullable<Awaited<ReturnType<typeof findRecord>>>

function readKept<T>(question: Question<T>, kept: Kept): T | 'absent' | undefined {
  return kept.found ? question.read(kept.raw ?? '', kept.media_type ?? '') : 'absent'
}

const breakers = new WeakMap<House, Map<SourceName, CircuitBreakerPolicy>>()

/** The breaker of a source in this process: when it failed again and again, it is left alone for a while. */
async function guarded<T>(house: House, source: SourceName, work: () => Promise<T>): Promise<T> {
  const own = breakers.get(house) ?? new Map<SourceName, CircuitBreakerPolicy>()
  breakers.set(house, own)
  const isIllness = (error: unknown) =>
    error instanceof SourceFailure && (error.kind === 'unavailable' || error.kind === 'unreadable')
  const breaker =
    own.get(source) ??
    circuitBreaker(handleWhen(isIllness), {
      halfOpenAfter: pauseMs,
      breaker: new ConsecutiveBreaker(failuresBeforePause),
    })
  own.set(source, breaker)
  try {
    return await breaker.execute(work)
  } catch (error) {
    if (!(error instanceof BrokenCircuitError)) throw error
    throw new SourceFailure(source, 'unavailable', {
      detail: 'it failed again and again',
      retryAfterMs: pauseMs,
    })
  }
}

type Call = {
  readonly terms: SourceTerms
  readonly etag: string | undefined
  readonly kept: Kept | undefined
  readonly signal: AbortSignal | undefined
}

async function callSource<T>(
  house: House,
  question: Question<T>,
  { terms, etag, kept, signal }: Call,
): Promise<Answer<T>> {
  const { source, key, costMicroUsd = 0 } = question
  const turn = await takeTurn(house, terms, { costMicroUsd, signal })
  let reply: Reply
  try {
    reply = await send(question, terms, etag, signal)
  } catch (error) {
    const stopped = signal?.aborted === true
    await turn.end({ status: null, ok: false, ...(stopped ? {} : { fault: faultOf(error) }) })
    signal?.throwIfAborted()
    throw new SourceFailure(source, 'unavailable', { detail: faultOf(error), cause: error })
  }
  const now = house.clock.now()
  const isSame = reply.status === 304 && kept !== undefined
  const read = isSame ? readKept(question, kept) : undefined
  const judged = judgeReply(source, reply, { now, read: (body, type) => question.read(body, type) })
  await turn.end(judged.outcome)
  if (isSame && read !== undefined) {
    await house.database.asSystem('a source says nothing is new', (tx) =>
      touchRecord(tx, { source, key }, now),
    )
    return { found: read === 'absent' ? undefined : read, fetchedAt: now }
  }
  if (judged.failure !== undefined) throw judged.failure
  const found = judged.value
  await house.database.asSystem('keep what a source said', (tx) =>
    putRecord(
      tx,
      { source, key },
      {
        found: found !== undefined,
        media_type: found === undefined ? null : reply.mediaType,
        raw: found === undefined ? null : storableText(reply.body),
        etag: found === undefined ? null : reply.etag,
        fetched_at: now,
      },
    ),
  )
  return { found, fetchedAt: now }
}

async function send<T>(
  question: Question<T>,
  { baseUrl = '', timeoutMs, email }: SourceTerms,
  etag: string | undefined,
  signal: AbortSignal | undefined,
): Promise<Reply> {
  const { status, headers, body } = await askOutside(baseUrl + question.path, {
    headers: {
      // Who asks, and whom to write to when it is too much: Crossref answers such callers from a pool of their own.
      'user-agent': `Seogo/0.1 (self-hosted paper library${email === undefined ? '' : `; mailto:${email}`})`,
      accept: 'application/json',
      ...question.headers,
      ...(etag === undefined ? {} : { 'if-none-match': etag }),
    },
    bytesMax: replyBytesMax,
    timeoutMs,
    trustedBase: baseUrl,
    signal,
  })
  const mediaType = headers['content-type'] ?? ''
  return { status, headers, mediaType, body: body.toString('utf8'), etag: headers.etag ?? null }
}

/** Why no answer came, in a word for the administrator; never the address, which may hold a key. */
function faultOf(error: unknown): string {
  if (error instanceof TookTooLong) return 'timeout'
  if (error instanceof AddressRefused) return `refused address ${error.host}`
  if (error instanceof BadRedirect) return 'bad redirect'
  if (error instanceof ReplyTooLong) return 'answer too long'
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error
  return cause instanceof Error && 'code' in cause && typeof cause.code === 'string'
    ? cause.code
    : 'connection lost'
}
