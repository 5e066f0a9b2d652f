import type { FileId, PaperId } from '#contract/ids.ts'
import type { UserTx } from '#platform/database/transactions.ts'
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
