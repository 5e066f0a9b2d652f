import type { PaperId } from '#contract/ids.ts'
import type { UserTx } from '#platform/database/transactions.ts'
import { inputHashOf } from './input-hash.ts'
import type { Question } from './open-question.ts'
import type { AnswerRecord } from './outcome-queries.ts'
import { findKnownAnswer } from './record-queries.ts'

/** The record of an identical question that was answered before, for whoever may see the paper; undefined when there is none. */
export async function recallAnswer(
  tx: UserTx,
  paperId: PaperId,
  question: Question,
): Promise<AnswerRecord | undefined> {
  const inputHash = inputHashOf(question)
  const known = await findKnownAnswer(tx, { paperId, fileId: question.fileId, inputHash })
  if (known?.findings == null || known.manner === null || known.findings_version === null) return undefined
  return {
    model: known.model,
    manner: known.manner,
    findings: JSON.stringify(known.findings),
    findings_version: known.findings_version,
    prompt_version: known.prompt_version,
    input_hash: inputHash,
    text_hash: question.textHash,
    asked_model: question.key?.model ?? null,
    // Of a copy of a copy the first is named.
    reused_from: known.reused_from ?? known.id,
    duration_ms: 0,
    truncated_at_page: known.truncated_at_page,
    file_id: question.fileId,
  }
}
