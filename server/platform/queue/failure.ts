import { Problem } from '#contract/problems.ts'
import { storableText } from './storable.ts'

/** Another worker has taken the job over, or it has ended: nothing of this execution may be written any more. */
export class LeaseLost extends Error {
  override readonly name = 'LeaseLost'
}

/** The work is to go on another time: the job goes back to the line as it was, and no attempt is used. */
export class HandedBack extends Error {
  override readonly name = 'HandedBack'
}

type FailureOptions = {
  /** Whether another attempt can succeed. */
  readonly retry: boolean
  /** Wait this long before it, instead of the backoff; at least the first backoff, and a day at most. */
  readonly retryAfterMs?: number
  /** False for waits that are nobody's fault, like a rate limit: the attempt is given back. */
  readonly countsAttempt?: boolean
  /** Everybody else whose work is done by the same one outside (the job's lane) waits as well, a minute at most. */
  readonly pausesLane?: boolean
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
  /** How long the job's lane is to be left alone; null when it is not. */
  readonly laneWaitMs: number | null
}

/** What is known of a job when it fails. */
export type JobAtFailure = {
  readonly attempts: number
  readonly backoffMs?: number
  /** How long it has waited already without using an attempt. */
  readonly heldBackMs?: number
  /** How long it may: somebody who always asks to wait is not asked for ever. */
  readonly patienceMs?: number
}

/** Longest wait between two attempts. */
const longestWaitMs = 15 * 60_000
/** Longest wait that somebody else may ask for. */
const longestToldWaitMs = 24 * 3_600_000
/** The others of a lane try again after this at the latest: what one account is told need not hold for another. */
const longestLaneWaitMs = 60_000

/**
 * Exponential backoff with equal jitter: half of `first · 2^(failures-1)` is certain, the other half is drawn.
 * Source: M. Brooker, "Exponential Backoff And Jitter", AWS Architecture Blog, 2015.
 * @param failures failures so far, this one included (1 or more)
 */
export function backoffMs(first: number, failures: number, random: () => number = Math.random): number {
  const full = Math.min(longestWaitMs, first * 2 ** Math.min(failures - 1, 30))
  return Math.round(full / 2 + (full / 2) * random())
}

/** The wait of a job that is only held back: about as long again as it has waited, with the jitter of {@link backoffMs}. */
function heldBackWaitMs(firstMs: number, heldBackMs: number): number {
  const fullMs = Math.min(longestWaitMs, Math.max(firstMs, heldBackMs))
  return Math.round(fullMs / 2 + (fullMs / 2) * Math.random())
}

/**
 * Decides what becomes of a job whose execution threw.
 * @param failures failures so far, this one included
 */
export function judge(error: unknown, failures: number, job: JobAtFailure): Verdict {
  const waitMs = backoffMs(job.backoffMs ?? 1_000, failures)
  const message = storableText(error instanceof Error ? error.message : String(error)).slice(0, 2_000)
  const plain = { message, countsAttempt: true, waitMs, laneWaitMs: null }
  if (error instanceof JobFailure) return judgeFailure(error, failures, { ...job, message })
  if (error instanceof Problem) {
    return { ...plain, code: error.code, final: !error.retryHelps || failures >= job.attempts }
  }
  return { ...plain, code: 'unexpected', final: failures >= job.attempts }
}

function judgeFailure(
  { code, options }: JobFailure,
  failures: number,
  job: JobAtFailure & { message: string },
): Verdict {
  const { retry, retryAfterMs, countsAttempt = true, attemptsAtMost = job.attempts, pausesLane } = options
  const { backoffMs: firstWaitMs = 1_000, heldBackMs = 0, patienceMs = Number.POSITIVE_INFINITY } = job
  const ownWaitMs = countsAttempt ? backoffMs(firstWaitMs, failures) : heldBackWaitMs(firstWaitMs, heldBackMs)
  // "At once" would be a loop, and a thousand years are no interval the database can hold.
  const waitMs =
    retryAfterMs === undefined ? ownWaitMs : Math.min(Math.max(retryAfterMs, firstWaitMs), longestToldWaitMs)
  const used = countsAttempt ? failures : failures - 1
  const outOfPatience = !countsAttempt && heldBackMs + waitMs > patienceMs
  return {
    code,
    message: outOfPatience
      ? `${job.message} (given up: it would have waited longer than ${Math.round(patienceMs / 60_000)} minutes)`
      : job.message,
    final: !retry || outOfPatience || used >= Math.min(job.attempts, attemptsAtMost),
    countsAttempt,
    waitMs,
    laneWaitMs: pausesLane === true ? Math.min(waitMs, longestLaneWaitMs) : null,
  }
}
