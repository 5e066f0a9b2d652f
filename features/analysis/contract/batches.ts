import { z } from 'zod'
import { endpoint } from '#contract/endpoint.ts'
import { analysisBatchId, jobId } from '#contract/ids.ts'
import { microUsd } from '#contract/money.ts'
import { instant } from '#contract/time.ts'
import { papersSelected } from '#features/papers/contract.ts'
import { providerId } from '#features/vault/contract.ts'
import { requestAnalysis } from './asking.ts'

const batchAsked = z.strictObject({
  papers: papersSelected,
  ...requestAnalysis.body.shape,
})
export type BatchAsked = z.output<typeof batchAsked>

/** What asking about many papers would take. Money by list prices; time from the fastest to the slowest that is likely. */
export const batchEstimate = z.strictObject({
  /** With text to read. */
  papers: z.int(),
  withoutText: z.int(),
  answers: z.int(),
  inputTokens: z.int(),
  outputTokens: z.int(),
  costMicroUsd: microUsd,
  /** Readers whose price is not known: they are not part of the cost. */
  unpriced: z.array(z.string()),
  fastestMs: z.int(),
  slowestMs: z.int(),
})
export type BatchEstimate = z.infer<typeof batchEstimate>

export const estimateBatch = endpoint({
  name: 'analysis.estimateBatch',
  method: 'POST',
  path: '/api/analyses/batches/estimate',
  withoutRoom: true,
  access: 'analyses:request',
  summary: 'What asking about many papers would take, without asking anybody.',
  body: batchAsked,
  reply: batchEstimate,
})

export const requestBatch = endpoint({
  name: 'analysis.requestBatch',
  method: 'POST',
  path: '/api/analyses/batches',
  access: 'analyses:request',
  summary: 'Asks about many papers, as one job that can be cancelled and run again from where it stopped.',
  body: batchAsked,
  reply: z.strictObject({ batchId: analysisBatchId, jobId, papers: z.int() }),
  status: 202,
})

export const batchState = z.enum(['running', 'paused', 'finished', 'failed', 'cancelled'])
export type BatchState = z.infer<typeof batchState>

/** Questions about many papers, and how far they are. */
export const analysisBatch = z.strictObject({
  id: analysisBatchId,
  state: batchState,
  /** Made by the setting that has new papers analysed. */
  automatic: z.boolean(),
  requestedAt: instant,
  papers: z.int(),
  /** Papers that have been asked about, or left out. */
  asked: z.int(),
  leftOut: z.int(),
  readers: z.array(z.strictObject({ provider: providerId, label: z.string() })),
  answers: z.strictObject({
    answered: z.int(),
    failed: z.int(),
    cancelled: z.int(),
    /** Asked for and not settled. */
    open: z.int(),
    /** Not asked for yet. */
    toCome: z.int(),
  }),
  costMicroUsd: microUsd,
  /** How long it will probably take from now; null when it is paused or has ended. */
  remaining: z.strictObject({ fastestMs: z.int(), slowestMs: z.int() }).nullable(),
  /** Why its job stopped; null when it did not. */
  error: z.string().nullable(),
  jobId: jobId.nullable(),
})
export type AnalysisBatch = z.infer<typeof analysisBatch>

export const listBatches = endpoint({
  name: 'analysis.listBatches',
  method: 'GET',
  path: '/api/analyses/batches',
  access: 'analyses:read',
  summary: 'The newest questions about many papers of the asking person, and how far each is.',
  reply: z.strictObject({ items: z.array(analysisBatch) }),
})

const ofBatch = { params: z.strictObject({ batchId: analysisBatchId }), reply: analysisBatch }

export const pauseBatch = endpoint({
  name: 'analysis.pauseBatch',
  method: 'POST',
  path: '/api/analyses/batches/:batchId/pause',
  withoutRoom: true,
  access: 'analyses:request',
  summary:
    'Pauses questions about many papers: nothing is asked until they go on. Calls under way end by themselves.',
  ...ofBatch,
})

export const resumeBatch = endpoint({
  name: 'analysis.resumeBatch',
  method: 'POST',
  path: '/api/analyses/batches/:batchId/resume',
  access: 'analyses:request',
  summary: 'Lets paused questions about many papers go on where they stopped.',
  ...ofBatch,
})

export const cancelBatch = endpoint({
  name: 'analysis.cancelBatch',
  method: 'POST',
  path: '/api/analyses/batches/:batchId/cancel',
  withoutRoom: true,
  access: 'analyses:request',
  summary: 'Calls off all that is not answered of questions about many papers.',
  ...ofBatch,
})
