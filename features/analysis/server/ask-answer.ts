import { paperId } from '#contract/ids.ts'
import { boxesOf } from '#features/papers/server/papers.ts'
import { isReserved } from '#features/usage/server/usage.ts'
import { announce, type SystemTx } from '#platform/database/transactions.ts'
import { JobFailure } from '#platform/queue/failure.ts'
import type { JobContext, JobHandler } from '#platform/queue/job.ts'
import type { AnswerStage } from '../contract.ts'
import { type ExpectedFailure, toExpectedFailure } from './answer-failure.ts'
import { answerQuestion } from './answer-question.ts'
import { openParts } from './answered-parts.ts'
import { openAskThrough } from './breaker/ask-through.ts'
import { charge, openBook } from './charges.ts'
import { reserveAnswers } from './expected-use.ts'
import { handOver, staysDown } from './hand-over.ts'
import type { askAnswerJob } from './jobs.ts'
import { recallAnswer } from './known-answer.ts'
import { openQuestion, type Question } from './open-question.ts'
import { recordAnswerRow, recordFailureRow } from './outcome-queries.ts'
import { deleteParts } from './part-queries.ts'
import { claimAnswerRow, putStage, reopenRun } from './queries.ts'
import { closeRunIfSettled } from './settle-answer.ts'

type Claimed = NonNullable<Awaited<ReturnType<typeof claimAnswerRow>>>

/**
 * Asks for one answer and records it. Runs again after a crash at any line: an answer that is recorded is not asked for
 * again, and one that is not yet recorded is asked for once more, which is all a crash in between can cost.
 */
export const askAnswer: JobHandler<typeof askAnswerJob.payload> = async ({ answerId }, ctx) => {
  const claimed = await ctx.asSystem('claim an answer', async (tx) => {
    const row = await claimAnswerRow(tx, answerId)
    if (row) {
      await reopenRun(tx, row.run_id)
      announce(tx, { libraryId: row.library_id }, [{ topic: 'analyses', id: row.paper_id }])
    }
    return row
  })
  // Answered before a crash, or removed with its paper.
  if (!claimed) return

  const startedAt = performance.now()
  let title: string | null = null
  try {
    const question = await ctx.asUser((tx) => openQuestion(ctx.house, tx, claimed))
    title = question.title
    const known = claimed.fresh
      ? undefined
      : await ctx.asUser((tx) => recallAnswer(tx, paperId.parse(claimed.paper_id), question))
    if (known) return await record(ctx, claimed, { record: known, bill: null }, title)
    await holdBack(ctx, claimed, question)
    const answered = await answerQuestion(question, {
      signal: ctx.signal,
      parts: await openParts(ctx, claimed, question),
      through: openAskThrough(ctx.house),
      timeoutMs: ctx.house.config.SEOGO_PROVIDER_TIMEOUT_SECONDS * 1_000,
      onStage: (stage, percent) => showStage(ctx, claimed, stage, percent),
      onProgress: (stage, percent) => ctx.progress(stage, percent),
      boxesOf: (numbers) => ctx.asUser((tx) => boxesOf(tx, question.fileId, numbers)),
    })
    await showStage(ctx, claimed, 'recording', 95)
    await record(ctx, claimed, answered, title)
  } catch (error) {
    const failure = toExpectedFailure(error, ctx.signal, performance.now() - startedAt)
    // Cancelled, taken over or handed back: whoever did that settles the answer.
    if (failure === undefined) throw error
    if (staysDown(failure, ctx.attempt, claimed) && (await standsIn(ctx, claimed, failure)))
      throw new JobFailure('overloaded', 'another provider answers instead', { retry: false })
    await recordFailure(ctx, claimed, failure, title)
    throw failure.error
  }
}

type Answered = Awaited<ReturnType<typeof answerQuestion>>

async function record(ctx: JobContext, claimed: Claimed, answered: Answered, title: string | null) {
  const { record: answer, bill } = answered
  const { reused_from: reusedFrom } = answer
  ctx.note({ provider: claimed.provider, model: answer.model, ...bill, ...(reusedFrom && { reusedFrom }) })
  await ctx.asSystem('record an answer', async (tx) => {
    const book = await openBook(ctx.house, tx, callOf(claimed, answer.model))
    const parts = await deleteParts(tx, claimed.id)
    const completes = await recordAnswerRow(tx, claimed.id, answer, bill)
    // Also of a call whose answer came too late: it is paid for. Those about parts were written down as they came.
    if (!reusedFrom && parts === 0) {
      const call = { ...callOf(claimed, answer.model), failureCode: null, bill, completes }
      await charge(ctx.house, tx, book, { ...call, durationMs: answer.duration_ms })
    }
    if (completes) await closeRunIfSettled(tx, claimed.run_id, title)
  })
}

function callOf(claimed: Claimed, model: string | null) {
  return { userId: claimed.requested_by, answerId: claimed.id, provider: claimed.provider, model }
}

/** An answer that ended and is asked for again has given back what was held back for it. */
async function holdBack(ctx: JobContext, claimed: Claimed, { pages, key }: Question): Promise<void> {
  if (key === undefined) return
  await ctx.asUser(async (tx) => {
    if (await isReserved(tx, claimed.id)) return
    const asked = { provider: key.provider, model: key.model }
    await reserveAnswers(ctx.house, tx, [{ answerId: claimed.id, ...asked }], { pageCount: pages.length })
  })
}

/** Records a failure, and the call that failed if it came as far as the provider. @returns whether the answer was open */
async function putFailure(
  ctx: JobContext,
  tx: SystemTx,
  claimed: Claimed,
  { state, code }: { readonly state: 'failed' | 'retrying'; readonly code: string },
  { detail, tokens, costMicroUsd, askedForMs }: ExpectedFailure,
): Promise<boolean> {
  const call = callOf(claimed, claimed.asked_model)
  const book = askedForMs === null ? undefined : await openBook(ctx.house, tx, call)
  const bill = tokens && { ...tokens, costMicroUsd }
  const isNews = await recordFailureRow(tx, claimed.id, { state, code, detail, bill })
  const failed = { ...call, failureCode: code, completes: false, bill }
  await charge(ctx.house, tx, book, { ...failed, durationMs: Math.round(askedForMs ?? 0) })
  return isNews
}

async function showStage(ctx: JobContext, claimed: Claimed, stage: AnswerStage, percent: number) {
  ctx.progress(stage, percent)
  await ctx.asSystem('show where an answer stands', async (tx) => {
    await putStage(tx, claimed.id, stage, percent)
    announce(tx, { libraryId: claimed.library_id }, [{ topic: 'analyses', id: claimed.paper_id }])
  })
}

/** Hands the answer over to whom the person allowed; what the failed call cost is on the bill all the same. */
async function standsIn(ctx: JobContext, claimed: Claimed, failure: ExpectedFailure): Promise<boolean> {
  const code = failure.error instanceof JobFailure ? failure.error.code : 'unexpected'
  await ctx.asSystem('record that an answer failed', (tx) =>
    putFailure(ctx, tx, claimed, { state: 'retrying', code }, failure),
  )
  const isGiven = await ctx.asUser((tx) => handOver(tx, claimed))
  if (isGiven) ctx.note({ provider: claimed.provider, failure: code, handedOver: true })
  return isGiven
}

async function recordFailure(
  ctx: JobContext,
  claimed: Claimed,
  failure: ExpectedFailure,
  title: string | null,
): Promise<void> {
  const { error, tokens, costMicroUsd } = failure
  const { final, code } = ctx.verdictOn(error)
  const bill = tokens && { ...tokens, costMicroUsd }
  ctx.note({ provider: claimed.provider, failure: code, ...bill })
  await ctx.asSystem('record that an answer failed', async (tx) => {
    const state = final ? 'failed' : 'retrying'
    if (await putFailure(ctx, tx, claimed, { state, code }, failure))
      await closeRunIfSettled(tx, claimed.run_id, title)
  })
}
