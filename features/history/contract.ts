import { z } from 'zod'
import { actKind, changeKind, keptReason } from '#contract/acts.ts'
import { endpoint } from '#contract/endpoint.ts'
import { actId, libraryId, paperId, userId } from '#contract/ids.ts'
import { pageOf, pageQuery } from '#contract/pages.ts'
import { instant } from '#contract/time.ts'

/** Typed facts for the sentence on screen, e.g. the name of a tag. */
export const actFacts = z.record(z.string(), z.union([z.string(), z.number(), z.array(z.string())]))
export type ActFacts = z.infer<typeof actFacts>

export const act = z.strictObject({
  id: actId,
  libraryId,
  kind: actKind,
  /** `undone` took another act back, `redone` took that back. */
  direction: z.enum(['done', 'undone', 'redone']),
  facts: actFacts,
  paperCount: z.int(),
  at: instant,
  /** Null for who is gone or shares no library any more. */
  by: z.strictObject({ id: userId, name: z.string() }).nullable(),
  undoneAt: instant.nullable(),
  /** The asking person may take it back; whether all of it still can be shows then. */
  undoable: z.boolean(),
})
export type Act = z.infer<typeof act>

/** One thing that became another; null for nothing. */
export const change = z.strictObject({
  kind: changeKind,
  /** The id of the tag or collection, the name of the field; empty when the kind says it all. */
  subject: z.string(),
  before: z.json(),
  after: z.json(),
})
export type Change = z.infer<typeof change>

export const historyEntry = z.strictObject({ act, changes: z.array(change) })
export type HistoryEntry = z.infer<typeof historyEntry>

export const listHistory = endpoint({
  name: 'history.list',
  method: 'GET',
  path: '/api/papers/:paperId/history',
  access: 'papers:read',
  summary: 'What was done to a paper, the newest first: by whom, and what became what.',
  params: z.strictObject({ paperId }),
  query: pageQuery,
  reply: pageOf(historyEntry),
})

export const listActs = endpoint({
  name: 'history.listActs',
  method: 'GET',
  path: '/api/acts',
  access: 'papers:read',
  summary: 'What the asking person did of late, the newest first.',
  query: pageQuery,
  reply: pageOf(act),
})

export const undoAct = endpoint({
  name: 'history.undo',
  method: 'POST',
  path: '/api/acts/:actId/undo',
  access: 'papers:read',
  summary:
    'Takes an act back, as far as what it changed still stands so; that again is an act, and taking it back is redoing.',
  params: z.strictObject({ actId }),
  reply: z.strictObject({
    /** The act of taking back; taking it back is redoing. */
    actId,
    /** Papers on which something was taken back. */
    changed: z.int(),
    /** What stays, with up to 100 of the papers. */
    kept: z.array(z.strictObject({ reason: keptReason, count: z.int(), paperIds: z.array(paperId) })),
  }),
})
