import type { UserId } from '#contract/ids.ts'
import { Problem } from '#contract/problems.ts'
import type { CommandContext } from '#platform/feature.ts'
import type { BatchAsked } from '../../contract.ts'
import { estimateBatch } from './estimate-batch.ts'
import { requestBatch } from './request-batch.ts'

/** `seogo analyze --all` and `--filter`: says what it would take, asks the person, and leaves the work to the workers. */
export async function analyzeMany(
  { house, terminal, options }: CommandContext,
  userId: UserId,
  asked: BatchAsked,
): Promise<number> {
  const estimate = await house.database.asUser(userId, (tx) => estimateBatch(house, tx, asked))
  const money = `$${(estimate.costMicroUsd / 1_000_000).toFixed(2)}`
  const unpriced =
    estimate.unpriced.length > 0 ? `, without ${estimate.unpriced.join(', ')} (no price known)` : ''
  terminal.line(
    `${estimate.papers} papers, ${estimate.answers} answers; ${estimate.withoutText} without text are left out`,
  )
  terminal.line(
    `about ${estimate.inputTokens} tokens read and ${estimate.outputTokens} written: ${money}${unpriced}`,
  )
  terminal.line(`between ${minutes(estimate.fastestMs)} and ${minutes(estimate.slowestMs)}`)
  if (options.yes !== true) {
    const isMeant = await terminal.confirm('Ask about these papers?')
    if (isMeant === undefined)
      throw new Problem('bad_request', { where: '--yes', why: 'nobody can be asked' })
    if (!isMeant) return 1
  }
  const { batchId, jobId, papers } = await house.database.asUser(userId, (tx) => requestBatch(tx, asked))
  terminal.line(
    `asked about ${papers} papers (batch ${batchId}); "seogo analysis batches" says how far it is`,
  )
  terminal.result({ estimate, batchId, jobId, papers })
  return 0
}

/** So long, in words. */
export const minutes = (ms: number) =>
  ms < 60_000 ? `${Math.ceil(ms / 1_000)} s` : `${Math.ceil(ms / 60_000)} min`
