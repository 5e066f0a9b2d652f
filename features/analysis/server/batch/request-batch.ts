import { analysisBatchId } from '#contract/ids.ts'
import { editablePapers } from '#features/papers/server/papers.ts'
import { type UserTx, userOf } from '#platform/database/transactions.ts'
import { enqueue } from '#platform/queue/enqueue.ts'
import type { BatchAsked } from '../../contract.ts'
import { askBatchJob } from '../jobs.ts'
import { requireProviders } from '../request-analysis.ts'
import { insertBatch, putBatchJob } from './batch-queries.ts'

/**
 * Asks about many papers as one job, which asks about them one after the other and is the parent of all answers' jobs.
 * Cancelled, it asks about no further paper; run again, it goes on where it stopped.
 * @throws Problem selection_empty | too_many_papers | library_read_only | key_not_found | no_providers_chosen
 */
export async function requestBatch(tx: UserTx, { papers, choices, language, fresh = false }: BatchAsked) {
  const userId = userOf(tx)
  if (!userId) throw new Error('an analysis is asked for by a person')
  const paperIds = (await editablePapers(tx, papers)).flatMap((group) => group.paperIds)
  await requireProviders(tx, choices)
  const batch = await insertBatch(tx, { user_id: userId, paper_ids: paperIds, choices, language, fresh })
  const jobId = await enqueue(tx, askBatchJob, { batchId: batch }, { key: batch, inputSize: paperIds.length })
  await putBatchJob(tx, batch, jobId)
  return { batchId: analysisBatchId.parse(batch), jobId, papers: paperIds.length }
}
