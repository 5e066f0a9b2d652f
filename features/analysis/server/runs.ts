import { type PaperId, paperId, type RunId, runId } from '#contract/ids.ts'
import { Problem } from '#contract/problems.ts'
import { toInstant } from '#contract/time.ts'
import type { UserTx } from '#platform/database/transactions.ts'
import {
  type AnalysisAnswer,
  type AnalysisRun,
  analysisAnswer,
  answerFailure,
  verifiedFindings,
} from '../contract.ts'
import { type AnswerRow, findRunRow, listAnswerRows, listRunRows, type RunRow } from './queries.ts'

// Enough for every question anybody scrolls back to.
const runsMax = 50

/** What was asked about a paper, newest first. Empty for a paper the asking person cannot see. */
export async function listRunsOf(tx: UserTx, paper: PaperId): Promise<AnalysisRun[]> {
  const runs = await listRunRows(tx, paper, runsMax)
  const answers = await listAnswerRows(
    tx,
    runs.map(({ id }) => id),
  )
  return runs.map((run) => toRun(run, answers))
}

/** @throws Problem analysis_not_found, also for one the asking person cannot see */
export async function requireRun(tx: UserTx, id: RunId): Promise<AnalysisRun> {
  const run = await findRunRow(tx, id)
  if (!run) throw new Problem('analysis_not_found')
  return toRun(run, await listAnswerRows(tx, [id]))
}

function toRun(run: RunRow, answers: readonly AnswerRow[]): AnalysisRun {
  return {
    id: runId.parse(run.id),
    paperId: paperId.parse(run.paper_id),
    language: run.language,
    state: run.state,
    requestedAt: toInstant(run.requested_at),
    finishedAt: run.finished_at && toInstant(run.finished_at),
    answers: answers.filter((answer) => answer.run_id === run.id).map(toAnswer),
  }
}

function toAnswer(row: AnswerRow): AnalysisAnswer {
  return analysisAnswer.parse({
    id: row.id,
    provider: row.provider,
    label: row.label,
    model: row.model,
    extractive: row.provider === 'local',
    state: row.state,
    stage: row.stage,
    progressPercent: row.progress_percent,
    // A code of an older version must not make the page unreadable.
    error: row.failure_code === null ? null : answerFailure.catch('unexpected').parse(row.failure_code),
    errorDetail: row.failure_detail,
    findings: row.findings === null ? null : verifiedFindings.parse(row.findings),
    usage:
      row.input_tokens === null || row.output_tokens === null
        ? null
        : { inputTokens: row.input_tokens, outputTokens: row.output_tokens },
    costMicroUsd: row.cost_micro_usd,
    durationMs: row.duration_ms,
    truncatedAtPage: row.truncated_at_page,
    jobId: row.job_id,
  })
}
