import { setTimeout as sleep } from 'node:timers/promises'
import type { House } from '#platform/house.ts'
import { claimTurn, type Refusal, releaseTurn, writeCall } from '../state-queries.ts'
import type { SourceTerms } from './catalogue.ts'
import { SourceFailure } from './source-failure.ts'

/** Longer than this nobody waits on the spot: whoever asks comes back later. */
const longestWaitMs = 15_000
/** The clock of the house may be moved meanwhile. */
const lookEveryMs = 50

/** What a call came to, for the source's row. */
export type CallOutcome = {
  readonly status: number | null
  readonly ok: boolean
  readonly fault?: string
  /** Until then nobody asks. */
  readonly pausedUntil?: Date
  readonly pauseReason?: 'asked_to_wait' | 'budget_spent' | 'failing'
  readonly told?: { readonly requests: number; readonly intervalMs: number } | undefined
}

export type Turn = { end(outcome: CallOutcome): Promise<void> }

/**
 * Waits for the source's next turn. The turns stand in the database, so the gap between two requests holds whoever asks, in
 * whatever process.
 * @throws SourceFailure off | waiting
 */
export async function takeTurn(
  house: House,
  terms: SourceTerms,
  { costMicroUsd, signal }: { readonly costMicroUsd: number; readonly signal?: AbortSignal | undefined },
): Promise<Turn> {
  const { source } = terms
  const startedAt = house.clock.now().getTime()
  for (;;) {
    const now = house.clock.now()
    const refusal = await house.database.asSystem('take a turn at a source', (tx) =>
      claimTurn(tx, terms, { now, costMicroUsd }),
    )
    if (refusal === undefined) break
    const waitMs = refusal.until.getTime() - now.getTime()
    const waited = now.getTime() - startedAt
    if (refusal.why !== 'turn' || waited + waitMs > longestWaitMs) throw failureOf(terms, refusal, waitMs)
    await untilClock(house, refusal.until, signal)
  }
  return {
    end: (outcome) =>
      house.database.asSystem('end a turn at a source', async (tx) => {
        const now = house.clock.now()
        await releaseTurn(tx, terms, now)
        await writeCall(tx, source, now, outcome)
      }),
  }
}

function failureOf({ source }: SourceTerms, { why }: Refusal, waitMs: number): SourceFailure {
  if (why === 'off') return new SourceFailure(source, 'off')
  return new SourceFailure(source, 'waiting', { detail: why, retryAfterMs: waitMs })
}

async function untilClock(house: House, until: Date, signal: AbortSignal | undefined): Promise<void> {
  while (house.clock.now() < until) {
    const leftMs = until.getTime() - house.clock.now().getTime()
    await sleep(Math.min(leftMs, lookEveryMs), undefined, signal ? { signal } : {})
  }
}
