import { isProblemCode } from '#contract/problems.ts'
import type { JobState } from '../contract.ts'
import type { jobWords } from './words.ts'

type Words = (typeof jobWords)['en']

/** The word of an open list, or undefined when the server knows more words than this page. */
function wordOf(list: Readonly<Record<string, string>>, name: string): string | undefined {
  return Object.hasOwn(list, name) ? list[name] : undefined
}

/** @param unknown said of a kind this page does not know; its name, where several kinds are told apart */
export function kindWords(words: Words, kind: string, unknown = words.kinds.other): string {
  return wordOf(words.kinds, kind) ?? unknown
}

export function stageWords(words: Words, stage: string | null): string | undefined {
  return stage === null ? undefined : wordOf(words.stages, stage)
}

/** Says why an attempt failed: in the job's own words, or in those of the problem with that code. */
export function errorWords(words: Words, code: string, problemWords: (code: string) => string): string {
  return wordOf(words.errors, code) ?? (isProblemCode(code) ? problemWords(code) : words.errors.other)
}

export const statusOfJob = {
  waiting: 'waiting',
  delayed: 'waiting',
  active: 'active',
  retrying: 'care',
  completed: 'good',
  failed: 'bad',
  cancelled: 'off',
} as const satisfies Record<JobState, string>

export const isUnfinished = (state: JobState) => !['completed', 'failed', 'cancelled'].includes(state)
