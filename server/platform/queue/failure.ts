import { Problem } from '#contract/problems.ts'
import { storableText } from './storable.ts'

/** Another worker has taken the job over, or it has ended: nothing of this execution may be written any more. */
export class LeaseLost extends Error {
  override readonly name = 'LeaseLost'
}

type FailureOptions = {
  /** Whether another attempt can succeed. */
  readonly retry: boolean
  /** Wait this long before it, instead of the backoff; at least the first backoff, and a day at most. */
  readonly retryAfterMs?: number
  /** False for waits that are nobody's fault, like a rate limit: the attempt is given back. */
  readonly countsAttempt?: boolean
  /** This failure allows so many attempts at most, whatever the job allows. */
  readonly attemptsAtMost?: number
  readonly cause?: unknown
}

/** An expected failure of a job's work, by class: the class decides what happens next. */
export class JobFailure extends Error {
  override readonly name = 'JobFailure'
  readonly code: string
  readonly options: FailureOptions

  constructor(code: string, message: string, options: FailureOptions) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause })
    this.code = code
    this.options = options
  }
}

export type Verdict = {
  readonly code: string
  /** Storable, at most 2,000 characters. */
  readonly message: string
  readonly final: boolean
  readonly countsAttempt: boolean
  readonly waitMs: number
}

/** Longest wait between two attempts. */
const longestWaitMs = 15 * 60_000
/** Longest wait that somebody else may ask for. */
const longestToldWaitMs = 24 * 3_600_000

/**
 * Exponential backoff with equal jitter: half of `first · 2^(failures-1)` is certain, the other half is drawn.
 * Source: M. Brooker, "Exponential Backoff And Jitter", AWS Architecture Blog, 2015.
 * @param failures failures so far, this one included (1 or more)
 */
export function backoffMs(first: number, failures: number, random: () => number = Math.random): number {
  const full = Math.min(longestWaitMs, first * 2 ** Math.min(failures - 1, 30))
  return Math.round(full / 2 + (full / 2) * random())
}

/**
 * Decides what becomes of a job whose execution threw.
 * @param failures failures so far, this one included
 */
export function judge(
  error: unknown,
  failures: number,
  job: { attempts: number; backoffMs?: number },
): Verdict {
  const firstWaitMs = job.backoffMs ?? 1_000
  const waitMs = backoffMs(firstWaitMs, failures)
  const message = storableText(error instanceof Error ? error.message : String(error)).slice(0, 2_000)
  if (error instanceof JobFailure) {
    const { retry, retryAfterMs, countsAttempt = true, attemptsAtMost = job.attempts } = error.options
    const used = countsAttempt ? failures : failures - 1
    return {
      code: error.code,
      message,
      final: !retry || used >= Math.min(job.attempts, attemptsAtMost),
      countsAttempt,
      // "At once" would be a loop, and a thousand years are no interval the database can hold.
      waitMs:
        retryAfterMs === undefined
          ? waitMs
          : Math.min(Math.max(retryAfterMs, firstWaitMs), longestToldWaitMs),
    }
  }
  if (error instanceof Problem) {
    const final = !error.retryHelps || failures >= job.attempts
    return { code: error.code, message, final, countsAttempt: true, waitMs }
  }
  return { code: 'unexpected', message, final: failures >= job.attempts, countsAttempt: true, waitMs }
}
