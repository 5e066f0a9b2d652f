import { sql } from 'kysely'
import type { FileId, PaperId } from '#contract/ids.ts'
import type { SystemTx, UserTx } from '#platform/database/transactions.ts'
import { answersWithRuns } from './answers-with-runs.ts'

/** The newest answer to the same question about the same text of a paper, as far as the person may see it. */
export async function findKnownAnswer(
  tx: UserTx,
  asked: { readonly paperId: PaperId; readonly fileId: FileId; readonly inputHash: string },
) {
  return answersWithRuns(tx)
    .select([
      'analysis_answers.id',
      'analysis_answers.model',
      'analysis_answers.manner',
      'analysis_answers.findings',
      'analysis_answers.findings_version',
      'analysis_answers.prompt_version',
      'analysis_answers.truncated_at_page',
      'analysis_answers.reused_from',
    ])
    .where('analysis_answers.input_hash', '=', asked.inputHash)
    .where('analysis_answers.state', '=', 'answered')
    .where('analysis_answers.file_id', '=', asked.fileId)
    .where('analysis_runs.paper_id', '=', asked.paperId)
    .orderBy('analysis_answers.id', 'desc')
    .executeTakeFirst()
}

export type Charge = {
  readonly user_id: string
  readonly answer_id: string
  readonly provider: string
  readonly model: string | null
  readonly outcome: 'answered' | 'failed'
  readonly failure_code: string | null
  readonly input_tokens: number
  readonly output_tokens: number
  readonly cost_micro_usd: number | null
}

export async function insertCharge(tx: SystemTx, charge: Charge) {
  await tx.insertInto('analysis_charges').values(charge).execute()
}

/** What the person's calls of the last days cost, the dearest model first. */
export async function sumCharges(tx: UserTx, days: number) {
  return tx
    .selectFrom('analysis_charges')
    .select([
      'provider',
      'model',
      sql<number>`count(*)::int`.as('calls'),
      sql<number>`count(*) filter (where outcome = 'failed')::int`.as('failed_calls'),
      sql<number>`sum(input_tokens)::bigint`.as('input_tokens'),
      sql<number>`sum(output_tokens)::bigint`.as('output_tokens'),
      sql<number>`coalesce(sum(cost_micro_usd), 0)::bigint`.as('cost_micro_usd'),
      sql<number>`count(*) filter (where cost_micro_usd is null)::int`.as('unpriced_calls'),
    ])
    .where('charged_at', '>', sql<Date>`now() - make_interval(days => ${days}::int)`)
    .groupBy(['provider', 'model'])
    .orderBy('cost_micro_usd', 'desc')
    .orderBy('provider')
    .orderBy('model')
    .execute()
}
