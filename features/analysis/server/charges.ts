import type { z } from 'zod'
import type { SystemTx, UserTx } from '#platform/database/transactions.ts'
import type { modelCharges } from '../contract.ts'
import type { Bill } from './queries.ts'
import { insertCharge, sumCharges } from './record-queries.ts'

type Call = {
  /** Who asked, and whose key paid. */
  readonly userId: string | null
  readonly answerId: string
  readonly provider: string
  readonly model: string | null
  /** Why it gave no answer; null when it did. */
  readonly failureCode: string | null
  readonly bill: Bill
}

/** Writes a call down that a provider counted tokens for: once for each, in the transaction that records what came of it. */
export async function charge(tx: SystemTx, { userId, bill, ...call }: Call): Promise<void> {
  if (bill === null || userId === null) return
  await insertCharge(tx, {
    user_id: userId,
    answer_id: call.answerId,
    provider: call.provider,
    model: call.model,
    outcome: call.failureCode === null ? 'answered' : 'failed',
    failure_code: call.failureCode,
    input_tokens: bill.inputTokens,
    output_tokens: bill.outputTokens,
    cost_micro_usd: bill.costMicroUsd,
  })
}

/** What the asking person's calls of the last days cost, by model. */
export async function listCharges(tx: UserTx, days: number): Promise<z.input<typeof modelCharges>[]> {
  return (await sumCharges(tx, days)).map((row) => ({
    provider: row.provider,
    model: row.model,
    calls: row.calls,
    failedCalls: row.failed_calls,
    inputTokens: row.input_tokens,
    outputTokens: row.output_tokens,
    costMicroUsd: row.cost_micro_usd,
    unpricedCalls: row.unpriced_calls,
  }))
}
