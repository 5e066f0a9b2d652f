import { sql } from 'kysely'
import type { SystemTx } from '#platform/database/transactions.ts'

const now = sql<Date>`clock_timestamp()`

export type AnswerRecord = {
  readonly model: string | null
  readonly manner: 'extractive' | 'generative'
  readonly findings: string
  readonly findings_version: number
  readonly prompt_version: number | null
  readonly input_hash: string
  readonly text_hash: string
  readonly asked_model: string | null
  readonly reused_from: string | null
  readonly duration_ms: number
  readonly truncated_at_page: number | null
  readonly file_id: string
}

/** What one attempt is on the bill with; null when the provider counted nothing. */
export type Bill = {
  readonly inputTokens: number
  readonly outputTokens: number
  /** Null when no price is known. */
  readonly costMicroUsd: number | null
} | null

const addBill = (bill: Bill) =>
  bill === null
    ? {}
    : {
        input_tokens: sql<number>`coalesce(input_tokens, 0) + ${bill.inputTokens}::bigint`,
        output_tokens: sql<number>`coalesce(output_tokens, 0) + ${bill.outputTokens}::bigint`,
        ...(bill.costMicroUsd === null
          ? {}
          : { cost_micro_usd: sql<number>`coalesce(cost_micro_usd, 0) + ${bill.costMicroUsd}::bigint` }),
      }

/** Puts what a part of an answer cost on it, before the answer is there. */
export async function addBillRow(tx: SystemTx, answer: string, bill: Bill): Promise<void> {
  if (bill === null) return
  await tx.updateTable('analysis_answers').set(addBill(bill)).where('id', '=', answer).execute()
}

/** The built-in reader and the record cost nothing; of a provider that counts no tokens nobody knows. */
const isFree = ({ manner, reused_from }: AnswerRecord) => manner === 'extractive' || reused_from !== null

/** Records an answer with the tokens of this attempt. @returns whether it was still open. */
export async function recordAnswerRow(tx: SystemTx, answer: string, record: AnswerRecord, bill: Bill) {
  const result = await tx
    .updateTable('analysis_answers')
    .set({
      ...record,
      ...(bill === null && isFree(record)
        ? { cost_micro_usd: sql<number>`coalesce(cost_micro_usd, 0)` }
        : addBill(bill)),
      state: 'answered',
      stage: null,
      progress_percent: 100,
      failure_code: null,
      failure_detail: null,
      finished_at: now,
    })
    .where('id', '=', answer)
    .where('state', '<>', 'answered')
    .executeTakeFirst()
  return result.numUpdatedRows > 0n
}

type Failure = {
  readonly state: 'retrying' | 'failed' | 'cancelled'
  readonly code: string | null
  readonly detail: string | null
  readonly bill: Bill
}

/** Records that an answer was not given, finally or for the time being. @returns whether it was still open. */
export async function recordFailureRow(tx: SystemTx, answer: string, { state, code, detail, bill }: Failure) {
  const result = await tx
    .updateTable('analysis_answers')
    .set({
      ...addBill(bill),
      state,
      stage: null,
      failure_code: code,
      failure_detail: detail,
      finished_at: state === 'retrying' ? null : now,
    })
    .where('id', '=', answer)
    .where('state', 'not in', ['answered', 'failed', 'cancelled'])
    .executeTakeFirst()
  return result.numUpdatedRows > 0n
}
