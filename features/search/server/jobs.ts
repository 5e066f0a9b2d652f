import { z } from 'zod'
import { job } from '#platform/queue/job.ts'

/** Learns the words, people and venues of papers that came or changed: what spelling and suggestions go by. */
export const learnVocabularyJob = job({
  name: 'search.learnVocabulary',
  queue: 'default',
  payload: z.strictObject({}),
  attempts: 1,
  timeoutMs: 10 * 60_000,
})

/** Sorts what was written into the indexes of words while nobody waits for it. */
export const mergeIndexesJob = job({
  name: 'search.mergeIndexes',
  queue: 'default',
  payload: z.strictObject({}),
  attempts: 1,
  timeoutMs: 2 * 60_000,
})
