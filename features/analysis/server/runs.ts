import { type PaperId, paperId, type RunId, runId } from '#contract/ids.ts'
import { Problem } from '#contract/problems.ts'
import { toInstant } from '#contract/time.ts'
import { textHashOf } from '#features/papers/server/papers.ts'
import { listOwnKeys } from '#features/vault/server/vault.ts'
import type { UserTx } from '#platform/database/transactions.ts'
import {
  type AnalysisAnswer,
  type AnalysisRun,
  analysisAnswer,
  answerFailure,
  findingsVersion,
  type StaleReason,
  verifiedFindings,
} from '../contract.ts'
import { promptVersion } from './providers/prompt.ts'
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
  const now = answers.length === 0 ? nothingKnown : await readPresent(tx, paper)
  return runs.map((run) => toRun(run, answers, now))
}

/** @throws Problem analysis_not_found, also for one the asking person cannot see */
export async function requireRun(tx: UserTx, id: RunId): Promise<AnalysisRun> {
  const run = await findRunRow(tx, id)
  if (!run) throw new Problem('analysis_not_found')
  const now = await readPresent(tx, paperId.parse(run.paper_id))
  return toRun(run, await listAnswerRows(tx, [id]), now)
}

/** What an answer is compared with to see whether it is out of date. */
type Present = {
  /** Undefined while the paper has no text. */
  readonly textHash: string | undefined
  /** Of the asking person's own keys. */
  readonly modelOfKey: ReadonlyMap<string, string>
}

const nothingKnown: Present = { textHash: undefined, modelOfKey: new Map() }

async function readPresent(tx: UserTx, paper: PaperId): Promise<Present> {
  const keys = await listOwnKeys(tx)
  return {
    textHash: await textHashOf(tx, paper),
    modelOfKey: new Map(keys.map(({ id, model }) => [id, model])),
  }
}

function staleReasonsOf(row: AnswerRow, { textHash, modelOfKey }: Present): StaleReason[] {
  if (row.findings === null) return []
  const isOtherText = row.text_hash !== null && textHash !== undefined && row.text_hash !== textHash
  const isOtherPrompt =
    row.findings_version !== findingsVersion ||
    (row.prompt_version !== null && row.prompt_version !== promptVersion)
  const model = row.key_id === null ? undefined : modelOfKey.get(row.key_id)
  const isOtherModel = model !== undefined && row.asked_model !== null && row.asked_model !== model
  return [
    ...(isOtherText ? (['text'] as const) : []),
    ...(isOtherPrompt ? (['prompt'] as const) : []),
    ...(isOtherModel ? (['model'] as const) : []),
  ]
}

function toRun(run: RunRow, answers: readonly AnswerRow[], now: Present): AnalysisRun {
  return {
    id: runId.parse(run.id),
    paperId: paperId.parse(run.paper_id),
    language: run.language,
    state: run.state,
    requestedAt: toInstant(run.requested_at),
    finishedAt: run.finished_at && toInstant(run.finished_at),
    answers: answers.filter((answer) => answer.run_id === run.id).map((row) => toAnswer(row, now)),
  }
}

function toAnswer(row: AnswerRow, now: Present): AnalysisAnswer {
  return analysisAnswer.parse({
    id: row.id,
    provider: row.provider,
    label: row.label,
    insteadOf: row.instead_of,
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
    promptVersion: row.prompt_version,
    inputHash: row.input_hash,
    stale: staleReasonsOf(row, now),
    reusedFrom: row.reused_at && toInstant(row.reused_at),
    truncatedAtPage: row.truncated_at_page,
    jobId: row.job_id,
  })
}
