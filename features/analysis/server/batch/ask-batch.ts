import { setTimeout } from 'node:timers/promises'
import { paperId } from '#contract/ids.ts'
import type { Problem } from '#contract/problems.ts'
import { tryOut } from '#platform/database/try-out.ts'
import { HandedBack, JobFailure } from '#platform/queue/failure.ts'
import type { JobContext, JobHandler } from '#platform/queue/job.ts'
import { pauseJobs } from '#platform/queue/pause-jobs.ts'
import { providerChoice } from '../../contract.ts'
import { openPastUse } from '../expected-use.ts'
import type { askBatchJob } from '../jobs.ts'
import { requestAnalysis } from '../request-analysis.ts'
import { findRefusal, hasOpenAnswers, moveOn, takeStretch } from './batch-queries.ts'
import { tellIfBatchEnded } from './tell-of-batch.ts'

// Small enough that a cancelled batch stops at once, large enough that a transaction is worth its while.
const papersAtOnce = 10
const probeMs = 60_000
const lookEveryMs = 500

/** What no further question to the same provider would mend. */
const hopeless = ['invalid_key', 'quota_exhausted', 'no_such_model', 'key_not_found'] as const

/**
 * Asks about the papers of a batch. The first one is a probe: a provider that refuses key, model or account is not asked
 * about the others. Each stretch is asked and counted in one transaction, so that a crash asks about no paper twice.
 */
export const askBatch: JobHandler<typeof askBatchJob.payload> = async ({ batchId }, ctx) => {
  for (;;) {
    ctx.signal.throwIfAborted()
    await refuseHopeless(ctx, batchId)
    const stretch = await askStretch(ctx, batchId)
    if (stretch === 'paused') throw new HandedBack('the batch is paused')
    if (stretch === undefined) return
    const { next, total, refused, limit } = stretch
    ctx.progress('asking', total === 0 ? 100 : (next / total) * 100)
    // Run again once there is room, it goes on with the paper that did not fit.
    if (limit) throw new JobFailure('usage_limit_reached', JSON.stringify(limit.details), { retry: false })
    if (next >= total) {
      ctx.note({ papers: total, refused })
      return
    }
    if (next === 1) await awaitProbe(ctx, batchId)
  }
}

async function askStretch(ctx: JobContext, batchId: string) {
  return ctx.asUser(async (tx) => {
    const first = await takeStretch(tx, batchId, 1)
    const stretch = first?.next === 0 ? first : await takeStretch(tx, batchId, papersAtOnce)
    if (stretch === undefined) return undefined
    if (stretch.isPaused) {
      // So that it stays in the line until the batch goes on.
      await pauseJobs(tx, [ctx.jobId])
      return 'paused'
    }
    let { refused, next } = stretch
    const past = openPastUse(tx)
    let limit: Problem | undefined
    for (const id of stretch.paperIds) {
      const refusal = await tryOut(tx, () =>
        requestAnalysis(ctx.house, tx, {
          paperId: paperId.parse(id),
          choices: stretch.choices.map((choice) => providerChoice.parse(choice)),
          language: stretch.language,
          fresh: stretch.fresh,
          batchId,
          past,
        }),
      )
      if (refusal?.code === 'usage_limit_reached') {
        limit = refusal
        break
      }
      // It has no text, or was removed since.
      if (refusal) refused += 1
      next += 1
    }
    await moveOn(tx, batchId, next, refused)
    const hasNoneToWaitFor = refused - stretch.refused === stretch.paperIds.length
    if (next >= stretch.total && hasNoneToWaitFor && ctx.userId)
      await tellIfBatchEnded(tx, batchId, ctx.userId)
    return { next, total: stretch.total, refused, limit }
  })
}

/** Waits for the answers about the first paper, though not for ever: others may be before it in the line. */
async function awaitProbe(ctx: JobContext, batchId: string): Promise<void> {
  const until = performance.now() + probeMs
  while (performance.now() < until) {
    if (!(await ctx.asUser((tx) => hasOpenAnswers(tx, batchId)))) return
    await setTimeout(lookEveryMs, undefined, { signal: ctx.signal })
  }
}

async function refuseHopeless(ctx: JobContext, batchId: string): Promise<void> {
  const refusal = await ctx.asUser((tx) => findRefusal(tx, batchId, hopeless))
  if (refusal === undefined) return
  const { failure_code: code, provider } = refusal
  throw new JobFailure(code, `${provider} refuses: ${code}`, { retry: false })
}
