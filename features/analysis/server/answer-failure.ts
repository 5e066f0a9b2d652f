import { Problem } from '#contract/problems.ts'
import { JobFailure, LeaseLost } from '#platform/queue/failure.ts'
import { NoTextToRead } from './local-reader/read-locally.ts'
import { ProviderFailure, type Usage } from './providers/provider-failure.ts'

/** An answer was not given, and this says why: the error decides what the queue does next. */
export type ExpectedFailure = {
  readonly error: Error
  /** The provider's own sentence, for the person who asked. */
  readonly detail: string | null
  /** Tokens the failed attempt cost. */
  readonly tokens: Usage | null
  /** What they cost; null when no price is known. */
  readonly costMicroUsd: number | null
  /** How long the provider was asked; null when it did not come to that. */
  readonly askedForMs: number | null
  /** Whether the provider is left alone: another one may answer at once, if the person allowed it. */
  readonly isLeftAlone: boolean
}

/**
 * @returns undefined when the execution was stopped from outside (cancelled, taken over, handed back) and therefore has
 * nothing to say about the answer
 */
export function toExpectedFailure(
  error: unknown,
  signal: AbortSignal,
  tookMs: number,
): ExpectedFailure | undefined {
  const reason: unknown = signal.aborted ? signal.reason : error
  if (reason instanceof LeaseLost || (signal.aborted && !(reason instanceof JobFailure))) return undefined
  if (reason instanceof ProviderFailure)
    return {
      error: toJobFailure(reason),
      detail: reason.detail,
      tokens: reason.billedUsage,
      costMicroUsd: reason.billedCostMicroUsd,
      askedForMs: reason.kind === 'left_alone' ? null : tookMs,
      isLeftAlone: reason.isLeftAlone,
    }
  const plain = (failure: Error): ExpectedFailure => ({
    error: failure,
    detail: null,
    tokens: null,
    costMicroUsd: null,
    askedForMs: null,
    isLeftAlone: false,
  })
  if (reason instanceof NoTextToRead)
    return plain(new JobFailure(reason.code, reason.message, { retry: false }))
  if (reason instanceof JobFailure || reason instanceof Problem) return plain(reason)
  return plain(reason instanceof Error ? reason : new Error('something that is no error was thrown'))
}

function toJobFailure({ kind, message, retry, retryAfterMs }: ProviderFailure): JobFailure {
  if (retry === 'never') return new JobFailure(kind, message, { retry: false })
  if (retry === 'once_more') return new JobFailure(kind, message, { retry: true, attemptsAtMost: 2 })
  const asked = retryAfterMs === null ? {} : { retryAfterMs }
  // Who waits for a limit does nothing wrong, and so do all who ask the same provider; an overloaded one may never recover.
  const limited = kind === 'rate_limited'
  return new JobFailure(kind, message, {
    retry: true,
    // Nor does who comes to one that is left alone; the one question that is let through does count.
    countsAttempt: !limited && kind !== 'left_alone',
    pausesLane: limited,
    ...asked,
  })
}
