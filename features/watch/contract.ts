import { z } from 'zod'
import { endpoint } from '#contract/endpoint.ts'
import { securityEventId, userId } from '#contract/ids.ts'
import { pageOf, pageQuery } from '#contract/pages.ts'
import { instant } from '#contract/time.ts'

/** What is counted. Each has its words in both languages in `web/text.*.ts`. */
export const signalKind = z.enum([
  'sign_in_failures',
  'accounts_tried',
  'account_failures',
  'wrong_passwords',
  'unknown_tokens',
  'ended_sessions',
  'probes',
  'exports',
  'deletions',
  'new_place',
])
export type SignalKind = z.infer<typeof signalKind>

/**
 * What was done: told only; a network or a person has to wait; a person has to prove again who they are, and to wait until
 * they did; an account is kept from unknown devices; an account is locked and its sessions ended.
 */
export const watchAnswer = z.enum(['noted', 'slowed', 'challenged', 'guarded', 'locked'])
export type WatchAnswer = z.infer<typeof watchAnswer>

/** Why: what was counted, and at how many it is worth 100 points. */
export const reason = z.strictObject({
  kind: signalKind,
  count: z.int(),
  threshold: z.int(),
  points: z.int(),
})
export type Reason = z.infer<typeof reason>

export const securityEvent = z.strictObject({
  id: securityEventId,
  at: instant,
  /** Whose doing it was: a network's or a person's; or what it was aimed at: an account. */
  about: z.enum(['network', 'person', 'account']),
  /** Null for a network, and for an address that is nobody's. */
  person: z.strictObject({ id: userId, name: z.string().nullable() }).nullable(),
  network: z.string().nullable(),
  score: z.int(),
  reasons: z.array(reason),
  answer: watchAnswer,
  until: instant.nullable(),
  /** Whether what was done is still in force. */
  isActive: z.boolean(),
})
export type SecurityEvent = z.infer<typeof securityEvent>

export const listSecurityEvents = endpoint({
  name: 'watch.listEvents',
  method: 'GET',
  path: '/api/security/events',
  access: 'audit:read',
  summary: 'What looked like an attack, why, and what was done about it, newest first.',
  query: z.strictObject({ ...pageQuery.shape, active: z.stringbool().optional() }),
  reply: pageOf(securityEvent),
})

const several = z.int().min(0)

/** What the events of some days come to. */
export const getSecuritySummary = endpoint({
  name: 'watch.getSummary',
  method: 'GET',
  path: '/api/security/summary',
  access: 'audit:read',
  summary:
    'What looked like an attack in the last days: by day and how grave, by network, by the accounts it was about, and the rules it was counted by.',
  query: z.strictObject({ days: z.coerce.number().int().min(1).max(180).default(30) }),
  reply: z.strictObject({
    /** Every day of the window, where the house stands, the oldest first: events by what was done. */
    days: z.array(z.strictObject({ day: z.iso.date(), events: z.record(watchAnswer, several) })),
    /** The gravest first; where from is told by network alone, never by a person's address. */
    networks: z.array(
      z.strictObject({
        network: z.string(),
        events: several,
        worst: watchAnswer,
        score: z.int(),
        /** Different accounts that events from there were about. */
        accounts: several,
        lastAt: instant,
        isActive: z.boolean(),
      }),
    ),
    /** People with an account whom events were about: by their own doing, or as the aim of somebody else's. */
    accounts: z.array(
      z.strictObject({
        userId,
        name: z.string().nullable(),
        events: several,
        worst: watchAnswer,
        score: z.int(),
        kinds: z.array(signalKind),
        lastAt: instant,
        isActive: z.boolean(),
      }),
    ),
    rules: z.array(
      z.strictObject({
        kind: signalKind,
        /** At so many it is worth 100 points. */
        threshold: z.int(),
        windowMinutes: z.int(),
        /** Whether it slows anybody down by itself, or is told only. */
        isHarmful: z.boolean(),
      }),
    ),
    points: z.strictObject({ alarm: z.int(), challenge: z.int(), lock: z.int(), lockMinutes: z.int() }),
    /** Whether anything is counted at all. */
    isOn: z.boolean(),
  }),
})
export type SecuritySummary = z.infer<typeof getSecuritySummary.reply>

export const listScores = endpoint({
  name: 'watch.listScores',
  method: 'GET',
  path: '/api/security/scores',
  access: 'people:manage',
  summary: 'How much spoke against whom in the last thirty days: people of whom nothing did are not named.',
  reply: z.strictObject({
    items: z.array(
      z.strictObject({
        userId,
        /** The most of any event; 100 is an alarm. */
        score: z.int(),
        events: z.int(),
        lastAt: instant,
      }),
    ),
  }),
})

export const releaseEvent = endpoint({
  name: 'watch.release',
  method: 'POST',
  path: '/api/security/events/:securityEventId/release',
  access: 'people:manage',
  summary: 'Lifts what was done: the network or person waits no more, the account is open again.',
  params: z.strictObject({ securityEventId }),
  reply: z.strictObject({}),
})
