import type { AnalysisBatchId, UserId } from '#contract/ids.ts'
import { Problem } from '#contract/problems.ts'
import { controlMany } from '#features/jobs/server/jobs.ts'
import { announce, type UserTx, userOf } from '#platform/database/transactions.ts'
import type { House } from '#platform/house.ts'
import { pauseJobs, resumeJobs } from '#platform/queue/pause-jobs.ts'
import { hasOpenAnswers } from './batch-queries.ts'
import { isAsking, showBatches } from './batches.ts'
import { askingJobsOf, findBatchRow, openJobsOf, putPaused } from './standing-queries.ts'

/**
 * Pauses a batch: its job asks about no further paper, and no answer that waits is begun, over any restart. What is being
 * asked at this moment is paid for and recorded.
 * @throws Problem analysis_batch_not_found | analysis_batch_ended
 */
export async function pauseBatch(house: House, tx: UserTx, batch: AnalysisBatchId) {
  await requireOpen(tx, batch)
  await putPaused(tx, batch, true)
  await pauseJobs(tx, await openJobsOf(tx, batch))
  return tell(house, tx, batch)
}

/** Lets a paused batch go on. @throws Problem analysis_batch_not_found | analysis_batch_ended */
export async function resumeBatch(house: House, tx: UserTx, batch: AnalysisBatchId) {
  await requireOpen(tx, batch)
  // The job's row before the batch's, as its own handler locks them.
  await resumeJobs(tx, await askingJobsOf(tx, batch))
  await putPaused(tx, batch, false)
  await resumeJobs(tx, await openJobsOf(tx, batch))
  return tell(house, tx, batch)
}

/**
 * Calls off what is not answered of a batch.
 * @throws Problem analysis_batch_not_found | analysis_batch_ended
 */
export async function cancelBatch(house: House, userId: UserId, batch: AnalysisBatchId) {
  const jobIds = await house.database.asUser(userId, async (tx) => {
    await requireOpen(tx, batch)
    // First, so that its job asks about no further paper while the others are being called off.
    await putPaused(tx, batch, true)
    return [...(await askingJobsOf(tx, batch)), ...(await openJobsOf(tx, batch))]
  })
  await controlMany(house, userId, { action: 'cancel', jobIds })
  return house.database.asUser(userId, async (tx) => {
    // Run again, it is to go on.
    await putPaused(tx, batch, false)
    return tell(house, tx, batch)
  })
}

/** @throws Problem analysis_batch_not_found | analysis_batch_ended */
async function requireOpen(tx: UserTx, batch: AnalysisBatchId): Promise<void> {
  const row = await findBatchRow(tx, batch)
  if (row === undefined) throw new Problem('analysis_batch_not_found')
  if (!isAsking(row) && !(await hasOpenAnswers(tx, batch))) throw new Problem('analysis_batch_ended')
}

/** @throws Problem analysis_batch_not_found, also for somebody else's */
async function requireBatch(house: House, tx: UserTx, batch: AnalysisBatchId) {
  const row = await findBatchRow(tx, batch)
  const [shown] = row === undefined ? [] : await showBatches(house, tx, [row])
  if (shown === undefined) throw new Problem('analysis_batch_not_found')
  return shown
}

function tell(house: House, tx: UserTx, batch: AnalysisBatchId) {
  const userId = userOf(tx)
  if (userId) announce(tx, { userIds: [userId], administrators: true }, [{ topic: 'jobs' }])
  return requireBatch(house, tx, batch)
}
