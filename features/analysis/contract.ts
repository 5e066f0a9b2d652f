import { z } from 'zod'
import { event } from '#contract/event.ts'
import { libraryId, paperId, runId } from '#contract/ids.ts'

export { type ProviderId, providerId } from '#features/vault/contract.ts'
export {
  type AnalysisAnswer,
  type AnalysisRun,
  type AnswerFailure,
  type AnswerLanguage,
  type AnswerStage,
  type AnswerState,
  analysisAnswer,
  analysisRun,
  answerFailure,
  answerLanguage,
  type Coverage,
  type Manner,
  type ProviderFailureKind,
  type RunState,
  type StaleReason,
} from './contract/answers.ts'
export {
  type ExportedAs,
  exportedAs,
  exportRun,
  getRun,
  listProviders,
  listRuns,
  type ProviderChoice,
  providerChoice,
  requestAnalysis,
} from './contract/asking.ts'
export {
  type AutomaticAnalysis,
  type AutomaticWanted,
  automaticAnalysis,
  changeAutomatic,
  getAutomatic,
} from './contract/automatic.ts'
export {
  type AnalysisBatch,
  analysisBatch,
  type BatchAsked,
  type BatchEstimate,
  type BatchState,
  batchEstimate,
  cancelBatch,
  estimateBatch,
  listBatches,
  pauseBatch,
  requestBatch,
  resumeBatch,
} from './contract/batches.ts'
export {
  type BreakerState,
  breakerState,
  listBreakers,
  type ProviderBreaker,
  providerBreaker,
} from './contract/breakers.ts'
export { type ClaimPart, claimParts } from './contract/claim-parts.ts'
export {
  type Claim,
  type Doubt,
  type Findings,
  findings,
  findingsVersion,
  type QuoteRectangle,
  type VerifiedClaim,
  type VerifiedFindings,
  verifiedFindings,
} from './contract/findings.ts'

/** Every answer of a run is settled, and at least one provider has answered. */
export const analysisFinished = event('analysis.finished', z.strictObject({ runId, paperId, libraryId }))
