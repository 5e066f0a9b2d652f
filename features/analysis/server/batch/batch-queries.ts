import { sql } from 'kysely'
import type { JobId, PaperId } from '#contract/ids.ts'
import type { Tx, UserTx } from '#platform/database/transactions.ts'
import type { AnswerLanguage, ProviderChoice } from '../../contract.ts'
import { answersWithRuns } from '../answers-with-runs.ts'
import { openStates } from '../open-states.ts'

type NewBatch = {
  readonly user_id: string
  readonly paper_ids: readonly PaperId[]
  readonly choices: readonly ProviderChoice[]
  readonly language: AnswerLanguage
  readonly fresh: boolean
  /** Asked for by the person's setting; false when left out. */
  readonly automatic?: boolean
}

export async function insertBatch(tx: UserTx, { paper_ids, choices, ...row }: NewBatch): Promise<string> {
  const { id } = await tx
    .insertInto('analysis_batches')
    .values({ ...row, paper_ids: [...paper_ids], choices: [...choices] })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

export async function putBatchJob(tx: UserTx, batch: string, job: JobId): Promise<void> {
  await tx.updateTable('analysis_batches').set({ job_id: job }).where('id', '=', batch).execute()
}

export type BatchStretch = {
  readonly choices: readonly string[]
  readonly language: AnswerLanguage
  readonly fresh: boolean
  readonly next: number
  readonly total: number
  readonly refused: number
  readonly isPaused: boolean
  readonly paperIds: readonly string[]
}

/** Locks a batch and reads its next papers; undefined when its person is gone. */
export async function takeStretch(
  tx: UserTx,
  batch: string,
  size: number,
): Promise<BatchStretch | undefined> {
  const row = await tx
    .selectFrom('analysis_batches')
    .select([
      'choices',
      'language',
      'fresh',
      'next',
      'refused',
      'paused_at',
      sql<number>`cardinality(paper_ids)`.as('total'),
      sql<string[]>`paper_ids[next + 1 : next + ${size}::int]`.as('paper_ids'),
    ])
    .where('id', '=', batch)
    .forUpdate()
    .executeTakeFirst()
  return row && { ...row, paperIds: row.paper_ids, isPaused: row.paused_at !== null }
}

export async function moveOn(tx: UserTx, batch: string, next: number, refused: number): Promise<void> {
  await tx.updateTable('analysis_batches').set({ next, refused }).where('id', '=', batch).execute()
}

/** Whether a batch has answers that are not settled. */
export async function hasOpenAnswers(tx: UserTx, batch: string): Promise<boolean> {
  const open = await answersWithRuns(tx)
    .select('analysis_answers.id')
    .where('analysis_runs.batch_id', '=', batch)
    .where('analysis_answers.state', 'in', openStates)
    .limit(1)
    .executeTakeFirst()
  return open !== undefined
}

/**
 * An answer that failed with one of these codes since the batch was asked for, of a key of the batch with which nothing
 * was answered since.
 */
export async function findRefusal(tx: UserTx, batch: string, codes: readonly string[]) {
  const { rows } = await sql<{ provider: string; failure_code: string }>`
    select f.provider, f.failure_code
      from analysis_batches b
      join analysis_answers f on f.key_id = any (array_remove(b.choices, 'local')::uuid[])
     where b.id = ${batch}::uuid and f.state = 'failed' and f.finished_at > b.created_at
       and f.failure_code = any (${[...codes]}::text[])
       and not exists (select from analysis_answers a
                        where a.key_id = f.key_id and a.state = 'answered' and a.finished_at > b.created_at)
     limit 1`.execute(tx)
  return rows[0]
}

/** Until the end of the transaction, of those that end something of a batch only one looks whether all has ended. */
export async function lockBatchEnd(tx: Tx, batch: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`analysis batch ${batch}`}, 0))`.execute(tx)
}

/** How the runs of a batch ended; undefined while one is open, or papers are to be asked about. */
export async function findEnd(tx: Tx, batch: string) {
  const { rows } = await sql<{ automatic: boolean; finished: number; failed: number }>`
    select b.automatic,
           (select count(*)::int from analysis_runs r where r.batch_id = b.id and r.state = 'finished') as finished,
           (select count(*)::int from analysis_runs r where r.batch_id = b.id and r.state = 'failed') as failed
      from analysis_batches b
     where b.id = ${batch}::uuid and b.next = cardinality(b.paper_ids)
       and not exists (select from analysis_runs r where r.batch_id = b.id and r.state = 'running')`.execute(
    tx,
  )
  return rows[0]
}

/** The batch a job asks about. */
export async function findBatchOfJob(tx: Tx, job: JobId) {
  return tx
    .selectFrom('analysis_batches')
    .select(['id', 'user_id'])
    .where('job_id', '=', job)
    .executeTakeFirst()
}

/** What answers of a model took the person's libraries before: the fastest and the slowest tenth aside. */
export async function pastAnswers(tx: UserTx, provider: string, model: string | null) {
  return tx
    .selectFrom((recent) =>
      recent
        .selectFrom('analysis_answers')
        .select(['duration_ms', 'output_tokens'])
        .where('provider', '=', provider)
        .where(sql<boolean>`asked_model is not distinct from ${model}`)
        .where('state', '=', 'answered')
        .where('reused_from', 'is', null)
        .orderBy('id', 'desc')
        .limit(200)
        .as('recent'),
    )
    .select([
      sql<number>`count(*)::int`.as('count'),
      sql<number | null>`percentile_cont(0.1) within group (order by duration_ms)`.as('low_ms'),
      sql<number | null>`percentile_cont(0.9) within group (order by duration_ms)`.as('high_ms'),
      sql<number | null>`avg(output_tokens)::float8`.as('output_tokens'),
    ])
    .executeTakeFirstOrThrow()
}
