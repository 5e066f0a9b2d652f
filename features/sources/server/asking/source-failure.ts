import type { ProblemCode } from '#contract/problems.ts'
import type { SourceName } from '../../contract.ts'

/**
 * `off`: not asked at all. `waiting`: it asked to be left alone, or its turn does not come soon. `unavailable`: no answer, or
 * one that says it is ill. `refused`: it does not want this request. `unreadable`: an answer in a shape it never promised.
 */
export type SourceFailureKind = 'off' | 'waiting' | 'unavailable' | 'refused' | 'unreadable'

const problemOf: Readonly<Record<SourceFailureKind, ProblemCode>> = {
  off: 'source_off',
  waiting: 'source_paused',
  unavailable: 'source_unavailable',
  refused: 'source_unavailable',
  unreadable: 'source_answer_unreadable',
}

/** A source gave no answer that can be used. Carries no request: keys and e-mail addresses stand in some. */
export class SourceFailure extends Error {
  override readonly name = 'SourceFailure'
  readonly source: SourceName
  readonly kind: SourceFailureKind
  /** When asking again may succeed; undefined when nobody said. */
  readonly retryAfterMs: number | undefined

  constructor(
    source: SourceName,
    kind: SourceFailureKind,
    more: {
      readonly detail?: string
      readonly retryAfterMs?: number | undefined
      readonly cause?: unknown
    } = {},
  ) {
    super(`${source}: ${kind}${more.detail === undefined ? '' : ` (${more.detail})`}`, {
      ...(more.cause === undefined ? {} : { cause: more.cause }),
    })
    this.source = source
    this.kind = kind
    this.retryAfterMs = more.retryAfterMs
  }

  get problem(): ProblemCode {
    return problemOf[this.kind]
  }

  /** Whether the same question may be answered later without anybody changing anything. */
  get retryHelps(): boolean {
    return this.kind === 'waiting' || this.kind === 'unavailable' || this.kind === 'unreadable'
  }
}
