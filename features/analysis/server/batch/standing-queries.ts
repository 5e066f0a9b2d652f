import { sql } from 'kysely'
import type { AnalysisBatchId, JobId } from '#contract/ids.ts'
import { type UserTx, userOf } from '#platform/database/transactions.ts'
import { answersWithRuns } from '../answers-with-runs.ts'
import { askBatchJob } from '../jobs.ts'
import { openStates } from '../open-states.ts'

function selectBatches(tx: UserTx) {
  return tx
    .selectFrom('analysis_batches')
    .leftJoin('background_jobs', 'background_jobs.id', 'analysis_batches.job_id')
    .select([
      'analysis_batches.id',
      'analysis_batches.choices',
      'analysis_batches.next',
      'analysis_batches.refused',
      'analysis_batches.paused_at',
      'analysis_batches.created_at',
      'analysis_batches.job_id',
      'analysis_batches.automatic',
      'background_jobs.state as job_state',
      'background_jobs.error_code',
      sql<number>`cardinality(analysis_batches.paper_ids)`.as('papers'),
    ])
}

export type BatchRow = Awaited<ReturnType<typeof listBatchRows>>[number]

export async function listBatchRows(tx: UserTx, limit: number) {
  return selectBatches(tx).orderBy('analysis_batches.id', 'desc').limit(limit).execute()
}

export async function findBatchRow(tx: UserTx, batch: AnalysisBatchId) {
  return selectBatches(tx).where('analysis_batches.id', '=', batch).executeTakeFirst()
}

/** How the answers of batches stand, by provider, and what they cost. */
export async function sumBatchAnswers(tx: UserTx, batches: readonly string[]) {
  return answersWithRuns(tx)
    .select([
      'analysis_runs.batch_id',
      'analysis_answers.provider',
      'analysis_answers.label',
      'analysis_answers.asked_model',
      'analysis_answers.state',
      sql<number>`count(*)::int`.as('count'),
      sql<number>`coalesce(sum(analysis_answers.cost_micro_usd), 0)::bigint`.as('cost_micro_usd'),
    ])
    .where(sql<boolean>`analysis_runs.batch_id = any (${[...batches]}::uuid[])`)
    .groupBy([
      'analysis_runs.batch_id',
      'analysis_answers.provider',
      'analysis_answers.label',
      'analysis_answers.asked_model',
      'analysis_answers.state',
    ])
    .execute()
}

/** Pauses a batch or lets it go on: from here on its own job asks about no further paper, or does. */
export async function putPaused(tx: UserTx, batch: AnalysisBatchId, isPaused: boolean): Promise<void> {
  await tx
    .updateTable('analysis_batches')
    .set({ paused_at: isPaused ? sql<Date>`coalesce(paused_at, clock_timestamp())` : null })
    .where('id', '=', batch)
    .execute()
}

/** The jobs that ask about the papers of a batch and have not ended. */
export async function askingJobsOf(tx: UserTx, batch: AnalysisBatchId): Promise<JobId[]> {
  const rows = await tx
    .selectFrom('background_jobs')
    .select('id')
    .where('user_id', '=', userOf(tx) ?? null)
    .where('kind', '=', askBatchJob.name)
    .where('state', 'in', ['waiting', 'delayed', 'active', 'retrying'])
    .where(sql<boolean>`payload->>'batchId' = ${batch}`)
    .execute()
  return rows.map(({ id }) => id as JobId)
}

/** The jobs of the answers that are not settled. */
export async function openJobsOf(tx: UserTx, batch: AnalysisBatchId): Promise<JobId[]> {
  const rows = await answersWithRuns(tx)
    .select('analysis_answers.job_id')
    .where('analysis_runs.batch_id', '=', batch)
    .where('analysis_answers.state', 'in', openStates)
    .where('analysis_answers.job_id', 'is not', null)
    .execute()
  return rows.flatMap(({ job_id }) => (job_id === null ? [] : [job_id as JobId]))
}
