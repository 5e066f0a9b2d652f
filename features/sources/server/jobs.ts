import { z } from 'zod'
import { fileId, identifierBatchId, libraryId, paperId } from '#contract/ids.ts'
import { fileState } from '#features/papers/contract.ts'
import { job } from '#platform/queue/job.ts'

const day = 86_400_000

/** Asks the sources about a paper and puts what they say into its record. Also what happens when one comes in or is read. */
export const enrichPaperJob = job({
  name: 'sources.enrichPaper',
  queue: 'sources',
  payload: z.strictObject({
    paperId,
    libraryId,
    /** Of the event that a file was read. */
    fileId: fileId.optional(),
    state: fileState.optional(),
    /** A person asked: whatever the house does by itself, and without believing old answers. */
    asked: z.boolean().optional(),
  }),
  attempts: 5,
  timeoutMs: 5 * 60_000,
  backoffMs: 30_000,
})

/** Adds the works of a list of identifiers. */
export const addIdentifiersJob = job({
  name: 'sources.addIdentifiers',
  queue: 'sources',
  payload: z.strictObject({ batchId: identifierBatchId }),
  attempts: 3,
  timeoutMs: 60 * 60_000,
  backoffMs: 2_000,
})

/** Fetches the free PDF of a paper. */
export const fetchOpenCopyJob = job({
  name: 'sources.fetchOpenCopy',
  queue: 'sources',
  payload: z.strictObject({ paperId, libraryId }),
  attempts: 3,
  timeoutMs: 15 * 60_000,
  backoffMs: 10_000,
})

/** Forgets answers of sources that are older than anybody would believe. */
export const forgetAnswersJob = job({
  name: 'sources.forgetAnswers',
  queue: 'default',
  payload: z.strictObject({}),
  attempts: 3,
  timeoutMs: 60_000,
})

export const keptForMs = 365 * day
