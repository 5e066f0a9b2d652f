import type { ProviderFailureKind } from '../../contract.ts'

/** Tokens as the provider counted them. */
export type Usage = { readonly inputTokens: number; readonly outputTokens: number }

/** `again`: after a while, as often as the job may. `once_more`: one further attempt. `never`: until somebody changes something. */
export type RetryAdvice = 'again' | 'once_more' | 'never'

const adviceOf: Readonly<Record<ProviderFailureKind, RetryAdvice>> = {
  rate_limited: 'again',
  overloaded: 'again',
  timeout: 'again',
  connection_lost: 'again',
  left_alone: 'again',
  malformed_answer: 'once_more',
  cut_off: 'once_more',
  invalid_key: 'never',
  quota_exhausted: 'never',
  refused: 'never',
  no_such_model: 'never',
  bad_request: 'never',
}

/**
 * A provider gave no usable answer. Carries neither the request nor the reply: they hold the paper and the key, and an
 * error ends up in logs.
 */
export class ProviderFailure extends Error {
  override readonly name = 'ProviderFailure'
  readonly kind: ProviderFailureKind
  /** How long the provider asks to wait; null when it did not say. */
  readonly retryAfterMs: number | null
  /** Tokens used by the failed call, which will be on the bill; null when there were none or they are unknown. */
  readonly billedUsage: Usage | null
  /** What those tokens cost; null when no price is known. */
  readonly billedCostMicroUsd: number | null
  /** HTTP status; null when no reply came. */
  readonly status: number | null
  /** The provider's own sentence, shortened and without the key: for the person who asked, not for the log. */
  readonly detail: string | null
  /** Whether the provider is left alone from here on: asking it soon again is of no use. */
  readonly isLeftAlone: boolean

  constructor(
    kind: ProviderFailureKind,
    facts: {
      readonly retryAfterMs?: number | null
      readonly billedUsage?: Usage | null
      readonly billedCostMicroUsd?: number | null
      readonly status?: number | null
      readonly detail?: string | null
      readonly isLeftAlone?: boolean
    } = {},
  ) {
    super(facts.status ? `provider failed: ${kind} (${facts.status})` : `provider failed: ${kind}`)
    this.kind = kind
    this.retryAfterMs = facts.retryAfterMs ?? null
    this.billedUsage = facts.billedUsage ?? null
    this.billedCostMicroUsd = facts.billedCostMicroUsd ?? null
    this.status = facts.status ?? null
    this.detail = facts.detail ?? null
    this.isLeftAlone = facts.isLeftAlone ?? kind === 'left_alone'
    // Not enumerable, so that a logger which copies an error's own fields leaves it out.
    Object.defineProperty(this, 'detail', { enumerable: false })
  }

  /** The same failure, with what it and the requests before it cost. */
  billedAs(billedUsage: Usage | null, billedCostMicroUsd: number | null): ProviderFailure {
    return new ProviderFailure(this.kind, { ...this.facts, billedUsage, billedCostMicroUsd })
  }

  /** The same failure, after which the provider is left alone. */
  leavingAlone(): ProviderFailure {
    return new ProviderFailure(this.kind, { ...this.facts, isLeftAlone: true })
  }

  private get facts() {
    const { retryAfterMs, status, detail, billedUsage, billedCostMicroUsd, isLeftAlone } = this
    return { retryAfterMs, status, detail, billedUsage, billedCostMicroUsd, isLeftAlone }
  }

  get retry(): RetryAdvice {
    return adviceOf[this.kind]
  }
}
