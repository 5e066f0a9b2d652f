import { z } from 'zod'
import { endpoint } from '#contract/endpoint.ts'
import { healthState } from '#contract/health.ts'
import { jobId, paperId, userId } from '#contract/ids.ts'
import { role } from '#contract/permissions.ts'
import { instant } from '#contract/time.ts'
import { auditEntry } from '#features/audit/contract.ts'
import { jobState } from '#features/jobs/contract.ts'
import { attentionItem, attentionKey } from './attention.ts'

const used = z.strictObject({ analyses: z.int(), tokens: z.int(), microUsd: z.int() })

/** A figure or two of each part of the house; null of what the asking person may not see, or nobody measures. */
export const houseCards = z.strictObject({
  health: z
    .strictObject({ state: healthState, sound: z.int(), degraded: z.int(), failing: z.int() })
    .nullable(),
  /** Of the last five minutes. */
  performance: z
    .strictObject({
      requests: z.number(),
      errorShare: z.number(),
      requestP95Ms: z.number(),
      loopP99Ms: z.number(),
    })
    .nullable(),
  jobs: z
    .strictObject({
      workers: z.int(),
      waiting: z.int(),
      active: z.int(),
      endedInHour: z.int(),
      failedInHour: z.int(),
      oldestWaitingMs: z.int(),
    })
    .nullable(),
  /** Of everybody together, where the house stands. */
  usage: z.strictObject({ day: used, month: used }).nullable(),
  /** What all processes keep of answers; `hitRate` is null while nobody has looked for one. */
  caches: z
    .strictObject({
      on: z.boolean(),
      hitRate: z.number().min(0).max(1).nullable(),
      bytes: z.int(),
      entries: z.int(),
    })
    .nullable(),
  storage: z
    .strictObject({
      papers: z.int(),
      files: z.int(),
      sizeBytes: z.int(),
      diskFreeBytes: z.int(),
      diskTotalBytes: z.int(),
    })
    .nullable(),
  people: z
    .strictObject({
      total: z.int(),
      seenToday: z.int(),
      sessions: z.int(),
      locked: z.int(),
      invited: z.int(),
      adminsWithoutFactor: z.int(),
    })
    .nullable(),
})
export type HouseCards = z.infer<typeof houseCards>

export const getHome = endpoint({
  name: 'admin.getHome',
  method: 'GET',
  path: '/api/admin/home',
  access: 'house:read',
  summary: 'What needs somebody now, the worst first, and a figure or two of each part of the house.',
  reply: z.strictObject({ items: z.array(attentionItem), cards: houseCards }),
})

export const markSeen = endpoint({
  name: 'admin.markSeen',
  method: 'POST',
  path: '/api/admin/home/seen',
  access: 'house:read',
  summary: 'Says that somebody has seen an item; it is shown to nobody until it happens anew.',
  body: z.strictObject({ key: attentionKey, at: instant.nullable() }),
  reply: z.strictObject({}),
})

export const unmarkSeen = endpoint({
  name: 'admin.unmarkSeen',
  method: 'DELETE',
  path: '/api/admin/home/seen',
  access: 'house:read',
  summary: 'Takes that back.',
  query: z.strictObject({ key: attentionKey }),
  reply: z.strictObject({}),
})

export const exportPerson = endpoint({
  name: 'admin.exportPerson',
  method: 'POST',
  path: '/api/people/:userId/export',
  access: 'people:manage',
  summary:
    'What the house holds of a person, as one JSON file: the account, its ways in without what opens them, the papers of the libraries in their name, their notes and their highlights.',
  params: z.strictObject({ userId }),
})

export const findAnything = endpoint({
  name: 'admin.find',
  method: 'GET',
  path: '/api/admin/find',
  access: 'house:read',
  summary:
    'People, jobs, papers and traces that carry a text: of each the first few that the asking person may see. Papers are those of their own libraries.',
  query: z.strictObject({ q: z.string().trim().min(2).max(200) }),
  reply: z.strictObject({
    people: z.array(
      z.strictObject({ id: userId, name: z.string(), email: z.string(), role, isActive: z.boolean() }),
    ),
    jobs: z.array(
      z.strictObject({
        id: jobId,
        kind: z.string(),
        state: jobState,
        errorCode: z.string().nullable(),
        createdAt: instant,
      }),
    ),
    papers: z.array(
      z.strictObject({
        id: paperId,
        title: z.string(),
        authors: z.array(z.string()),
        year: z.int().nullable(),
      }),
    ),
    events: z.array(auditEntry),
  }),
})
export type Found = z.infer<typeof findAnything.reply>
