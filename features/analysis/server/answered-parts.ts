import { costOf } from '#features/vault/contract.ts'
import type { JobContext } from '#platform/queue/job.ts'
import { findings } from '../contract.ts'
import { charge, openBook } from './charges.ts'
import { inputHashOf } from './input-hash.ts'
import type { Question } from './open-question.ts'
import { addBillRow } from './outcome-queries.ts'
import { listParts, putPart } from './part-queries.ts'
import type { AnsweredParts } from './providers/ask-provider.ts'

type Answer = { readonly id: string; readonly library_id: string; readonly requested_by: string | null }

/**
 * The parts of a long paper that were answered before a crash, and a place to keep those that are answered now: each is
 * charged when it comes, so that what was paid for is neither asked again nor charged twice.
 */
export async function openParts(ctx: JobContext, answer: Answer, question: Question): Promise<AnsweredParts> {
  const inputHash = inputHashOf(question)
  const kept = await ctx.asSystem('read the answered parts of a paper', (tx) =>
    listParts(tx, answer.id, inputHash),
  )
  const { provider, key } = question
  return {
    find: ({ number, of }) => {
      const row = kept.find((part) => part.number === number && part.part_count === of)
      return row && { findings: findings.parse(row.findings), model: row.model, usage: null }
    },
    keep: ({ number, of }, { usage, model, findings: found }) =>
      ctx.asSystem('keep an answered part', async (tx) => {
        const costMicroUsd =
          usage === null || provider === 'local' || key === undefined
            ? null
            : costOf({ provider, model: key.model, at: ctx.house.clock.now() }, usage)
        const bill = usage && { ...usage, costMicroUsd }
        const { id: answerId, requested_by: userId } = answer
        await addBillRow(tx, answer.id, bill)
        const call = { userId, answerId, provider, model, failureCode: null, completes: number === of, bill }
        await charge(ctx.house, tx, await openBook(ctx.house, tx, call), { ...call, durationMs: null })
        await putPart(tx, {
          library_id: answer.library_id,
          answer_id: answer.id,
          number,
          part_count: of,
          input_hash: inputHash,
          model,
          findings: JSON.stringify(found),
        })
      }),
  }
}
