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
