import { z } from 'zod'
import { fileRead, fileRemoved } from '#features/papers/contract.ts'
import { job } from '#platform/queue/job.ts'

/** Puts the highlights of a file back on their words after its text was read, and takes in those without a file. */
export const realignJob = job({
  name: 'highlights.realign',
  queue: 'default',
  payload: fileRead.payload,
  attempts: 5,
  timeoutMs: 5 * 60_000,
})

/** Looks for the words of highlights whose file was taken away in what other file the paper has. */
export const rehomeJob = job({
  name: 'highlights.rehome',
  queue: 'default',
  payload: fileRemoved.payload,
  attempts: 5,
  timeoutMs: 5 * 60_000,
})

/** Forgets what was taken away long ago. */
export const sweepJob = job({
  name: 'highlights.sweep',
  queue: 'default',
  payload: z.strictObject({}),
  attempts: 3,
  timeoutMs: 60_000,
})
