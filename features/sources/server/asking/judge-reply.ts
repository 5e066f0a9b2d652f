import { retryAfterMs } from '#platform/http-client/retry-after.ts'
import type { SourceName } from '../../contract.ts'
import { SourceFailure } from './source-failure.ts'
import type { CallOutcome } from './turns.ts'

export type Reply = {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly mediaType: string
  readonly body: string
  readonly etag: string | null
}

type Judged<T> = {
  readonly outcome: CallOutcome
  readonly failure?: SourceFailure
  /** Undefined without a failure: the source knows no such thing. */
  readonly value?: T | undefined
}

/** A source that asks to wait without saying how long. */
const usualPauseMs = 60_000
const longestPauseMs = 24 * 3_600_000

/** What an answer means: for the source's row, and for whoever asked. */
export function judgeReply<T>(
  source: SourceName,
  reply: Reply,
  {
    now,
    read,
  }: { readonly now: Date; readonly read: (body: string, type: string) => T | 'absent' | undefined },
): Judged<T> {
  const { status } = reply
  const told = toldLimit(reply.headers)
  if (status === 304) return { outcome: { status, ok: true, told } }
  if (status === 404 || status === 410) return { outcome: { status, ok: true, told }, value: undefined }
  if (status === 429 || status === 503) return pausedBy(source, reply, now)
  if (status >= 500) {
    const failure = new SourceFailure(source, 'unavailable', { detail: `status ${status}` })
    return { outcome: { status, ok: false, fault: `status ${status}` }, failure }
  }
  if (status >= 300) {
    const failure = new SourceFailure(source, 'refused', { detail: `status ${status}` })
    return { outcome: { status, ok: false, fault: `refused with ${status}` }, failure }
  }
  const value = read(reply.body, reply.mediaType)
  if (value === undefined) {
    const failure = new SourceFailure(source, 'unreadable')
    return { outcome: { status, ok: false, fault: 'answer not understood' }, failure }
  }
  return { outcome: { status, ok: true, told }, value: value === 'absent' ? undefined : value }
}

function pausedBy<T>(source: SourceName, { status, headers }: Reply, now: Date): Judged<T> {
  const asked = retryAfterMs(headers['retry-after'], now) ?? usualPauseMs
  const waitMs = Math.min(Math.max(asked, 1_000), longestPauseMs)
  const isSpent = source === 'openalex' && Number(headers['x-ratelimit-remaining'] ?? Number.NaN) === 0
  return {
    outcome: {
      status,
      ok: false,
      fault: `status ${status}`,
      pausedUntil: new Date(now.getTime() + waitMs),
      pauseReason: isSpent ? 'budget_spent' : 'asked_to_wait',
    },
    failure: new SourceFailure(source, 'waiting', { detail: `status ${status}`, retryAfterMs: waitMs }),
  }
}

/** Crossref's `x-rate-limit-limit: 50` and `x-rate-limit-interval: 1s`. */
function toldLimit(headers: Readonly<Record<string, string>>): CallOutcome['told'] {
  const requests = Number(headers['x-rate-limit-limit'] ?? Number.NaN)
  const seconds = Number(/^(\d+)s$/.exec(headers['x-rate-limit-interval'] ?? '')?.[1] ?? Number.NaN)
  const isSensible =
    Number.isInteger(requests) && requests > 0 && requests < 1e6 && seconds > 0 && seconds < 1e5
  return isSensible ? { requests, intervalMs: seconds * 1_000 } : undefined
}
