import { type JobId, type PaperId, paperId, userId } from '#contract/ids.ts'
import { Problem } from '#contract/problems.ts'
import { requireJob } from '#features/jobs/server/jobs.ts'
import { requirePaper } from '#features/papers/server/papers.ts'
import type { JobContext, JobHandler } from '#platform/queue/job.ts'
import { findBatchOfJob } from './batch/batch-queries.ts'
import { tellOfStop } from './batch/tell-of-batch.ts'
import { askAnswerJob, askBatchJob, type settleEndedJob } from './jobs.ts'
import { recordFailureRow } from './outcome-queries.ts'
import { findAnswerOfJob } from './queries.ts'
import { closeRunIfSettled } from './settle-answer.ts'

/**
 * Settles the answer of a job that ended from outside: cancelled, or given up because its workers died. What the job
 * itself recorded stands.
 */
export const settleEnded: JobHandler<typeof settleEndedJob.payload> = async (ended, ctx) => {
  if (ended.kind === askBatchJob.name && ended.state === 'failed') return tellOfBatch(ended.jobId, ctx)
  if (ended.kind !== askAnswerJob.name) return
  const job = await ctx.asUser((tx) => requireJob(tx, ended.jobId))
  // Asked again since: the news is old.
  if (job.state !== ended.state) return
  const answer = await ctx.asSystem('find the answer of a job', (tx) => findAnswerOfJob(tx, ended.jobId))
  if (!answer) return
  const title = await findTitle(ctx, paperId.parse(answer.paper_id))
  await ctx.asSystem('settle the answer of an ended job', async (tx) => {
    const failure = {
      state: ended.state,
      code: ended.state === 'failed' ? (job.error?.code ?? 'unexpected') : null,
      detail: null,
      bill: null,
    }
    if (await recordFailureRow(tx, answer.id, failure)) await closeRunIfSettled(tx, answer.run_id, title)
  })
}

async function tellOfBatch(job: JobId, ctx: JobContext): Promise<void> {
  await ctx.asSystem('tell of a batch that stopped', async (tx) => {
    const batch = await findBatchOfJob(tx, job)
    if (batch) await tellOfStop(tx, batch.id, userId.parse(batch.user_id))
  })
}

async function findTitle(ctx: JobContext, paper: PaperId): Promise<string | null> {
  try {
    return await ctx.asUser(async (tx) => (await requirePaper(tx, paper)).title)
  } catch (error) {
    // The person has left the library or removed the paper: the answer is settled all the same, without its title.
    if (error instanceof Problem) return null
    throw error
  }
}
