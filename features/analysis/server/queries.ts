import { sql } from 'kysely'
import type { AnswerId, JobId, LibraryId, PaperId, RunId } from '#contract/ids.ts'
import type { SystemTx, UserTx } from '#platform/database/transactions.ts'
import type { AnswerLanguage, RunState } from '../contract.ts'
import { answersWithRuns } from './answers-with-runs.ts'

const now = sql<Date>`clock_timestamp()`

type NewRun = {
  readonly library_id: LibraryId
  readonly paper_id: PaperId
  readonly requested_by: string
  readonly language: AnswerLanguage
  readonly fresh: boolean
  readonly batch_id: string | null
}

export async function insertRun(tx: UserTx, row: NewRun) {
  return tx.insertInto('analysis_runs').values(row).returning('id').executeTakeFirstOrThrow()
}

type NewAnswer = {
  readonly library_id: LibraryId
  readonly run_id: RunId
  readonly position: number
  readonly provider: string
  readonly key_id: string | null
  readonly label: string
  readonly model: string | null
  readonly asked_model: string | null
}

/** @returns the ids in the order of their positions. */
export async function insertAnswers(tx: UserTx, rows: readonly NewAnswer[]) {
  return tx.insertInto('analysis_answers').values(rows).returning(['id', 'position']).execute()
}

export async function putJob(tx: UserTx, answer: string, job: JobId) {
  await tx.updateTable('analysis_answers').set({ job_id: job }).where('id', '=', answer).execute()
}

const runColumns = ['id', 'paper_id', 'language', 'state', 'requested_at', 'finished_at'] as const

export async function listRunRows(tx: UserTx, paper: PaperId, limit: number) {
  return tx
    .selectFrom('analysis_runs')
    .select(runColumns)
    .where('paper_id', '=', paper)
    .orderBy('id', 'desc')
    .limit(limit)
    .execute()
}

export async function findRunRow(tx: UserTx, run: RunId) {
  return tx.selectFrom('analysis_runs').select(runColumns).where('id', '=', run).executeTakeFirst()
}

const answerColumns = [
  'instead_of',
  'id',
  'run_id',
  'provider',
  'label',
  'model',
  'state',
  'stage',
  'progress_percent',
  'failure_code',
  'failure_detail',
  'findings',
  'input_tokens',
  'output_tokens',
  'cost_micro_usd',
  'duration_ms',
  'truncated_at_page',
  'job_id',
  'key_id',
  'asked_model',
  'text_hash',
  'input_hash',
  'findings_version',
  'prompt_version',
] as const

export async function listAnswerRows(tx: UserTx, runs: readonly string[]) {
  if (runs.length === 0) return []
  return tx
    .selectFrom('analysis_answers')
    .select(answerColumns)
    .select(
      sql<Date | null>`(select origin.finished_at from analysis_answers origin
        where origin.library_id = analysis_answers.library_id and origin.id = analysis_answers.reused_from)`.as(
        'reused_at',
      ),
    )
    .where('run_id', 'in', runs)
    .orderBy('run_id')
    .orderBy('position')
    .execute()
}

export type RunRow = NonNullable<Awaited<ReturnType<typeof findRunRow>>>
export type AnswerRow = Awaited<ReturnType<typeof listAnswerRows>>[number]

/** Takes an answer up, again or for the first time; one that was cancelled or failed opens anew. @returns undefined when it is answered already or gone. */
export async function claimAnswerRow(tx: SystemTx, answer: AnswerId) {
  return tx
    .updateTable('analysis_answers')
    .set({ state: 'active', stage: 'opening', progress_percent: 0, finished_at: null })
    .from('analysis_runs')
    .whereRef('analysis_runs.library_id', '=', 'analysis_answers.library_id')
    .whereRef('analysis_runs.id', '=', 'analysis_answers.run_id')
    .where('analysis_answers.id', '=', answer)
    .where('analysis_answers.state', '<>', 'answered')
    .returning([
      'analysis_answers.id',
      'analysis_answers.run_id',
      'analysis_answers.library_id',
      'analysis_answers.provider',
      'analysis_answers.key_id',
      'analysis_answers.asked_model',
      'analysis_answers.passed_keys',
      'analysis_runs.paper_id',
      'analysis_runs.language',
      'analysis_runs.fresh',
      'analysis_runs.requested_by',
    ])
    .executeTakeFirst()
}

type StandIn = {
  readonly provider: string
  readonly key_id: string
  readonly label: string
  readonly model: string
  readonly asked_model: string
}

/** Gives an open answer to another provider; what the first was called is kept, and who was asked so far. */
export async function putStandIn(tx: UserTx, answer: string, standIn: StandIn) {
  await tx
    .updateTable('analysis_answers')
    .set({
      ...standIn,
      instead_of: sql<string>`coalesce(instead_of, label)`,
      passed_keys: sql<string[]>`array_append(passed_keys, key_id)`,
      state: 'waiting',
      progress_percent: 0,
    })
    .where('id', '=', answer)
    .where('state', '=', 'retrying')
    .execute()
}

/** Opens a closed run again, because one of its answers is being asked again. */
export async function reopenRun(tx: SystemTx, run: string) {
  await tx
    .updateTable('analysis_runs')
    .set({ state: 'running', finished_at: null })
    .where('id', '=', run)
    .where('state', '<>', 'running')
    .execute()
}

export async function putStage(tx: SystemTx, answer: string, stage: string, percent: number) {
  await tx
    .updateTable('analysis_answers')
    .set({ stage, progress_percent: percent })
    .where('id', '=', answer)
    .execute()
}

/** The answer a job was to give. */
export async function findAnswerOfJob(tx: SystemTx, job: JobId) {
  return answersWithRuns(tx)
    .select([
      'analysis_answers.id',
      'analysis_answers.run_id',
      'analysis_answers.library_id',
      'analysis_runs.paper_id',
    ])
    .where('analysis_answers.job_id', '=', job)
    .executeTakeFirst()
}

/** Locks a run, so that of two answers that end at once the second one sees the first. */
export async function lockRun(tx: SystemTx, run: string) {
  return tx
    .selectFrom('analysis_runs')
    .select(['id', 'library_id', 'paper_id', 'requested_by', 'state', 'batch_id'])
    .where('id', '=', run)
    .forUpdate()
    .executeTakeFirst()
}

export async function countAnswerStates(tx: SystemTx, run: string) {
  return tx
    .selectFrom('analysis_answers')
    .select(['state', sql<number>`count(*)::int`.as('count')])
    .where('run_id', '=', run)
    .groupBy('state')
    .execute()
}

export async function closeRunRow(tx: SystemTx, run: string, state: Exclude<RunState, 'running'>) {
  await tx.updateTable('analysis_runs').set({ state, finished_at: now }).where('id', '=', run).execute()
}

/** Gives runs to another paper; all that the paper has, or the named ones of it. @returns the ids of those given */
export async function moveRuns(
  tx: SystemTx,
  move: {
    readonly libraryId: LibraryId
    readonly from: PaperId
    readonly to: PaperId
    readonly ids?: readonly string[]
  },
): Promise<string[]> {
  let query = tx
    .updateTable('analysis_runs')
    .set({ paper_id: move.to })
    .where('library_id', '=', move.libraryId)
    .where('paper_id', '=', move.from)
  if (move.ids) query = query.where(sql<boolean>`id = any (${[...move.ids]}::uuid[])`)
  return (await query.returning('id').execute()).map(({ id }) => id)
}
