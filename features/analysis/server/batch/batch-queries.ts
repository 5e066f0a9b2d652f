import { sql } from 'kysely'
import type { PaperId } from '#contract/ids.ts'
import type { UserTx } from '#platform/database/transactions.ts'
import type { AnswerLanguage, ProviderChoice } from '../../contract.ts'
import { answersWithRuns } from '../answers-with-runs.ts'

type NewBatch = {
  readonly user_id: string
  readonly paper_ids: readonly PaperId[]
  readonly choices: readonly ProviderChoice[]
  readonly language: AnswerLanguage
  readonly fresh: boolean
}

export async function insertBatch(tx: UserTx, { paper_ids, choices, ...row }: NewBatch): Promise<string> {
  const { id } = await tx
    .insertInto('analysis_batches')
    .values({ ...row, paper_ids: [...paper_ids], choices: [...choices] })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

export type BatchStretch = {
  readonly choices: readonly string[]
  readonly language: AnswerLanguage
  readonly fresh: boolean
  readonly next: number
  readonly total: number
  readonly refused: number
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
      sql<number>`cardinality(paper_ids)`.as('total'),
      sql<string[]>`paper_ids[next + 1 : next + ${size}::int]`.as('paper_ids'),
    ])
    .where('id', '=', batch)
    .forUpdate()
    .executeTakeFirst()
  return row && { ...row, paperIds: row.paper_ids }
}

export async function moveOn(tx: UserTx, batch: string, next: number, refused: number): Promise<void> {
  await tx.updateTable('analysis_batches').set({ next, refused }).where('id', '=', batch).execute()
}

/** How the answers of a batch stand. */
export async function countBatchAnswers(tx: UserTx, batch: string) {
  return answersWithRuns(tx)
    .select([
      'analysis_answers.provider',
      'analysis_answers.key_id',
      'analysis_answers.state',
      'analysis_answers.failure_code',
      sql<number>`count(*)::int`.as('count'),
    ])
    .where('analysis_runs.batch_id', '=', batch)
    .groupBy([
      'analysis_answers.provider',
      'analysis_answers.key_id',
      'analysis_answers.state',
      'analysis_answers.failure_code',
    ])
    .execute()
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
