import { z } from 'zod'
import { actId } from './ids.ts'

/**
 * What a deed changes of a paper, one thing at a time. Each kind is taken back by exactly one feature, which says so in
 * its `feature.ts`; the house rules check it. A private one is seen and taken back by its doer alone.
 */
export const changeKinds = {
  rating: { private: true },
  status: { private: true },
  tag: { private: false },
  collection: { private: false },
  record: { private: false },
  trash: { private: false },
} as const satisfies Record<string, { readonly private: boolean }>

export type ChangeKind = keyof typeof changeKinds
const kindsOfChange = Object.keys(changeKinds) as [ChangeKind, ...ChangeKind[]]
export const changeKind = z.enum(kindsOfChange)

/** What a person did, in the words of the screen. */
export const actKind = z.enum([
  'judged',
  'tagged',
  'untagged',
  'filed',
  'unfiled',
  'corrected',
  'trashed',
  'restored',
])
export type ActKind = z.infer<typeof actKind>

/**
 * Why a change was not taken back: it reads otherwise by now, what it was about is gone or in the trash, another paper has that identifier
 * by now, or another paper took this one in.
 */
export const keptReason = z.enum(['changed_since', 'gone', 'in_trash', 'identifier_taken', 'merged'])
export type KeptReason = z.infer<typeof keptReason>

/** The answer of an act on papers: what takes it back, and on how many papers something changed; null when on none. */
export const actDone = z.strictObject({ actId: actId.nullable(), changed: z.int() })
export type ActDone = z.infer<typeof actDone>
