import { z } from 'zod'
import { endpoint } from '#contract/endpoint.ts'
import { event } from '#contract/event.ts'
import { analysisBatchId, answerId, fileId, jobId, libraryId, paperId, runId } from '#contract/ids.ts'
import { microUsd } from '#contract/money.ts'
import { instant } from '#contract/time.ts'
import { papersSelected } from '#features/papers/contract.ts'
import { type ProviderId, providerId } from '#features/vault/contract.ts'

export { type ClaimPart, claimParts } from './contract/claim-parts.ts'

export { type ProviderId, providerId }

/** The language claims are written in. Quotes stay in the language of the paper. */
export const answerLanguage = z.enum(['en', 'ko'])
export type AnswerLanguage = z.infer<typeof answerLanguage>

/**
 * `extractive`: every claim is a sentence of the paper itself, chosen by counting words, not by understanding.
 * `generative`: a language model wrote the claims.
 */
export const manner = z.enum(['extractive', 'generative'])
export type Manner = z.infer<typeof manner>

/** Version of what is asked. An answer given to another version is shown as stale. */
export const findingsVersion = 1

const claimText = z.string().min(1).max(4000)

/** One statement about the paper, with the words of the paper it rests on. */
export const claim = z.strictObject({
  text: claimText,
  /** Verbatim from the paper; null when the answerer gave none. */
  quote: z.string().min(1).max(4000).nullable(),
  /** Page the answerer says the quote is on, from 1. */
  page: z.int().min(1).nullable(),
})
export type Claim = z.infer<typeof claim>

/** A number as printed: `value` "28.4", `unit` "BLEU", `measure` "newstest2014 English–German". */
export const reportedNumber = z.strictObject({
  measure: z.string().max(300),
  value: z.string().min(1).max(100),
  unit: z.string().max(100).nullable(),
})
export type ReportedNumber = z.infer<typeof reportedNumber>

const numbers = z.array(reportedNumber).max(20)
const term = z.string().min(1).max(120)

/** The shape of an answer, over whatever a claim is at that point of its way. */
function findingsOf<C extends z.ZodType, F extends z.ZodType>(anyClaim: C, anyFinding: F) {
  return z.strictObject({
    /** The paper in a few sentences, in reading order. */
    summary: z.array(anyClaim).min(1).max(12),
    researchQuestion: anyClaim.nullable(),
    methods: z.array(anyClaim).max(20),
    data: z.array(anyClaim).max(20),
    findings: z.array(anyFinding).max(30),
    limitations: z.array(anyClaim).max(20),
    contributions: z.array(anyClaim).max(20),
    keyTerms: z.array(term).max(20),
    suggestedTags: z.array(term).max(10),
  })
}

/** What an answerer says, before anybody has checked it. */
export const findings = findingsOf(claim, z.strictObject({ ...claim.shape, numbers }))
export type Findings = z.infer<typeof findings>

/** A rectangle in PDF points from the lower left corner of the unrotated page. */
export const quoteRectangle = z.strictObject({
  page: z.int().min(1),
  x: z.number(),
  y: z.number(),
  width: z.number(),
  height: z.number(),
})
export type QuoteRectangle = z.infer<typeof quoteRectangle>

/** Why a quote is not verified: see `verify-quote.ts`. `no_quote`: the answerer gave none. */
export const doubt = z.enum(['no_quote', 'too_short', 'not_found', 'cut_inside_word', 'cut_from_negation'])
export type Doubt = z.infer<typeof doubt>

export const verifiedClaim = z.strictObject({
  text: claimText,
  quote: claim.shape.quote,
  /** Whether the quote stands in the paper, word for word. */
  verified: z.boolean(),
  /** Why not; null when verified. */
  doubt: doubt.nullable(),
  /** Where the quote begins, when verified; null otherwise, whatever the answerer claimed. */
  page: z.int().min(1).nullable(),
  /** The file whose page it is. */
  fileId: fileId.nullable(),
  /** The lines of the quote on its page or pages; empty when unverified. */
  rectangles: z.array(quoteRectangle),
})
export type VerifiedClaim = z.infer<typeof verifiedClaim>

/** What is stored and shown: every claim checked against the text of the paper. */
export const verifiedFindings = findingsOf(verifiedClaim, z.strictObject({ ...verifiedClaim.shape, numbers }))
export type VerifiedFindings = z.infer<typeof verifiedFindings>

/** How much of the paper the answerer was given. */
export const coverage = z.strictObject({
  pageCount: z.int().nonnegative(),
  /** The first page that was not read whole, because the paper was longer than the budget; null when all was read. */
  truncatedAtPage: z.int().min(1).nullable(),
})
export type Coverage = z.infer<typeof coverage>

/**
 * Why a provider gave no answer. Closed, so that the screen has words for each and the queue knows what to do.
 * Again after a while: the first four. Once more: the next two, which may have cost money. Never by itself: the rest.
 */
export const providerFailureKind = z.enum([
  'rate_limited',
  'overloaded',
  'timeout',
  'connection_lost',
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

/** `local`, or the id of one of the asking person's keys. */
export const providerChoice = z.union([z.literal('local'), z.uuid()])
export type ProviderChoice = z.infer<typeof providerChoice>

export const listProviders = endpoint({
  name: 'analysis.listProviders',
  method: 'GET',
  path: '/api/providers',
  access: 'analyses:read',
  summary: 'Who can be asked: the built-in reader first, then the providers the asking person has set up.',
  reply: z.strictObject({
    items: z.array(
      z.strictObject({
        choice: providerChoice,
        provider: providerId,
        label: z.string(),
        model: z.string().nullable(),
        extractive: z.boolean(),
      }),
    ),
  }),
})

export const requestAnalysis = endpoint({
  name: 'analysis.request',
  method: 'POST',
  path: '/api/papers/:paperId/analyses',
  access: 'analyses:request',
  summary: 'Asks several providers about a paper at once, in the background.',
  params: z.strictObject({ paperId }),
  body: z.strictObject({
    choices: z.array(providerChoice).min(1).max(10),
    language: answerLanguage,
    /** Also where the same question was answered before; that answer is used otherwise, at no cost. */
    fresh: z.boolean().default(false),
  }),
  reply: analysisRun,
  status: 202,
})

export const listRuns = endpoint({
  name: 'analysis.listRuns',
  method: 'GET',
  path: '/api/papers/:paperId/analyses',
  access: 'analyses:read',
  summary: 'What was asked about a paper and answered, newest first.',
  params: z.strictObject({ paperId }),
  reply: z.strictObject({ items: z.array(analysisRun) }),
})

export const getRun = endpoint({
  name: 'analysis.getRun',
  method: 'GET',
  path: '/api/analyses/:runId',
  access: 'analyses:read',
  summary: 'One question with its answers.',
  params: z.strictObject({ runId }),
  reply: analysisRun,
})

/** What an analysis is saved as; `html` is a page made for printing. */
export const exportedAs = z.enum(['markdown', 'json', 'html'])
export type ExportedAs = z.infer<typeof exportedAs>

export const exportRun = endpoint({
  name: 'analysis.exportRun',
  method: 'GET',
  path: '/api/analyses/:runId/export',
  access: 'analyses:read',
  summary:
    'One analysis as a document: its verified claims, each with its page and the citation key of the paper.',
  params: z.strictObject({ runId }),
  query: z.strictObject({
    format: exportedAs.default('markdown'),
    /** Language of the headings; that of the answers unless told. */
    headings: answerLanguage.optional(),
  }),
})

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
  access: 'analyses:request',
  summary: 'Calls off all that is not answered of questions about many papers.',
  ...ofBatch,
})

const automaticFields = {
  enabled: z.boolean(),
  choices: z.array(providerChoice).max(10),
  language: answerLanguage,
  /** Papers that are taken up in a day (UTC) at most; the others wait for the next. */
  papersPerDay: z.int().min(1).max(1_000),
}
const automaticWanted = z.strictObject(automaticFields)
export type AutomaticWanted = z.output<typeof automaticWanted>

/** Whether papers the person adds are analysed by themselves. */
export const automaticAnalysis = z.strictObject({
  ...automaticFields,
  takenToday: z.int(),
  /** New papers that can be read and are not taken up yet. */
  waiting: z.int(),
})
export type AutomaticAnalysis = z.infer<typeof automaticAnalysis>

export const getAutomatic = endpoint({
  name: 'analysis.getAutomatic',
  method: 'GET',
  path: '/api/analyses/automatic',
  access: 'analyses:read',
  summary:
    'Whether papers the asking person adds are analysed by themselves, by whom, and how many in a day.',
  reply: automaticAnalysis,
})

export const changeAutomatic = endpoint({
  name: 'analysis.changeAutomatic',
  method: 'PUT',
  path: '/api/analyses/automatic',
  access: 'analyses:request',
  summary: 'Has papers the asking person adds from now on analysed by themselves, or no longer.',
  body: automaticWanted,
  reply: automaticAnalysis,
})

/** Every answer of a run is settled, and at least one provider has answered. */
export const analysisFinished = event('analysis.finished', z.strictObject({ runId, paperId, libraryId }))
