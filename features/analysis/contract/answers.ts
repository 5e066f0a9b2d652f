import { z } from 'zod'
import { answerId, jobId, paperId, runId } from '#contract/ids.ts'
import { microUsd } from '#contract/money.ts'
import { instant } from '#contract/time.ts'
import { providerId } from '#features/vault/contract.ts'
import { verifiedFindings } from './findings.ts'

/** The language claims are written in. Quotes stay in the language of the paper. */
export const answerLanguage = z.enum(['en', 'ko'])
export type AnswerLanguage = z.infer<typeof answerLanguage>

/**
 * `extractive`: every claim is a sentence of the paper itself, chosen by counting words, not by understanding.
 * `generative`: a language model wrote the claims.
 */
export const manner = z.enum(['extractive', 'generative'])
export type Manner = z.infer<typeof manner>

/** How much of the paper the answerer was given. */
export const coverage = z.strictObject({
  pageCount: z.int().nonnegative(),
  /** The first page that was not read whole, because the paper was longer than the budget; null when all was read. */
  truncatedAtPage: z.int().min(1).nullable(),
})
export type Coverage = z.infer<typeof coverage>

/**
 * Why a provider gave no answer. Closed, so that the screen has words for each and the queue knows what to do.
 * Again after a while: the first five; `left_alone` was not even asked, because it had not answered others. Once more: the next two, which may have cost money. Never by itself: the rest.
 */
export const providerFailureKind = z.enum([
  'rate_limited',
  'overloaded',
  'timeout',
  'connection_lost',
  'left_alone',
  'malformed_answer',
  'cut_off',
  'invalid_key',
  'quota_exhausted',
  'refused',
  'no_such_model',
  'bad_request',
])
export type ProviderFailureKind = z.infer<typeof providerFailureKind>

/**
 * Why an answer failed for good, besides a provider's failure: the paper has no text to read, the key was removed or
 * cannot be opened, the address is not allowed, the worker died each time, or something nobody foresaw.
 */
export const answerFailure = z.enum([
  ...providerFailureKind.options,
  'analysis_needs_text',
  'no_text',
  'key_not_found',
  'provider_address_refused',
  'paper_not_found',
  'usage_limit_reached',
  'worker_died',
  'unexpected',
])
export type AnswerFailure = z.infer<typeof answerFailure>

/** What an answer is doing; the words of the progress line. */
export const answerStage = z.enum(['opening', 'reading', 'asking', 'verifying', 'recording'])
export type AnswerStage = z.infer<typeof answerStage>

/**
 * What has changed since an answer was given: the text of the paper, what is asked (the words of the question or the shape
 * of the answer), or the model of the key it was asked with.
 */
export const staleReason = z.enum(['text', 'prompt', 'model'])
export type StaleReason = z.infer<typeof staleReason>

export const answerState = z.enum(['waiting', 'active', 'retrying', 'answered', 'failed', 'cancelled'])
export type AnswerState = z.infer<typeof answerState>

/** One provider's answer, or where it stands. */
export const analysisAnswer = z.strictObject({
  id: answerId,
  provider: providerId,
  /** As it was called when it was asked. */
  label: z.string(),
  /** The provider that was chosen and stayed down, so that this one answered instead; null otherwise. */
  insteadOf: z.string().nullable(),
  model: z.string().nullable(),
  extractive: z.boolean(),
  state: answerState,
  stage: answerStage.nullable(),
  progressPercent: z.int().min(0).max(100),
  /** Why it failed, or why the last attempt did while it is `retrying`. */
  error: answerFailure.nullable(),
  /** The provider's own sentence about it, shortened and without the key. */
  errorDetail: z.string().nullable(),
  findings: verifiedFindings.nullable(),
  /** Of all attempts together: a failed one is on the bill too. */
  usage: z.strictObject({ inputTokens: z.int(), outputTokens: z.int() }).nullable(),
  costMicroUsd: microUsd.nullable(),
  durationMs: z.int().nullable(),
  /** Version of the words it was asked with; null for the built-in reader. */
  promptVersion: z.int().nullable(),
  /** SHA-256 over all the answer depends on: text, question, provider, model, language. */
  inputHash: z.string().nullable(),
  /** Empty while the same question would be answered from this record. */
  stale: z.array(staleReason),
  /** When the answer it was copied from was given: the same question had been answered before, so this one cost nothing. */
  reusedFrom: instant.nullable(),
  /** The first page that was not read whole; null when all was read. */
  truncatedAtPage: z.int().nullable(),
  /** The job to cancel or to retry; null when it was cleared away. */
  jobId: jobId.nullable(),
})
export type AnalysisAnswer = z.infer<typeof analysisAnswer>

export const runState = z.enum(['running', 'finished', 'failed', 'cancelled'])
export type RunState = z.infer<typeof runState>

/** One question to one or several providers. `finished` as soon as all are settled and one has answered. */
export const analysisRun = z.strictObject({
  id: runId,
  paperId,
  language: answerLanguage,
  state: runState,
  requestedAt: instant,
  finishedAt: instant.nullable(),
  answers: z.array(analysisAnswer),
})
export type AnalysisRun = z.infer<typeof analysisRun>
