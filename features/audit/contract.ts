import { z } from 'zod'
import { endpoint } from '#contract/endpoint.ts'
import { userId } from '#contract/ids.ts'
import { pageOf, pageQuery } from '#contract/pages.ts'
import { instant } from '#contract/time.ts'

/** What leaves a trace. Each has its words in both languages in `web/text.*.ts`. */
export const auditAct = z.enum([
  'signed_in',
  'sign_in_refused',
  'signed_out',
  'session_revoked',
  'link_made',
  'person_invited',
  'person_joined',
  'person_added',
  'role_changed',
  'person_deactivated',
  'person_activated',
  'account_locked',
  'account_unlocked',
  'password_changed',
  'password_reset',
  'email_changed',
  'identity_confirmed',
  'challenge_passed',
  'account_deleted',
  'second_factor_added',
  'second_factor_removed',
  'recovery_code_used',
  'recovery_codes_made',
  'passkey_added',
  'passkey_removed',
  'elsewhere_linked',
  'elsewhere_unlinked',
  'token_made',
  'token_revoked',
  'suspicion_raised',
  'suspicion_lifted',
  'key_saved',
  'key_changed',
  'key_used',
  'key_removed',
  'keys_rotated',
  'library_deleted',
  'library_restored',
  'library_given',
  'member_added',
  'member_changed',
  'member_removed',
  'papers_exported',
  'person_exported',
  'papers_deleted',
  'live_link_made',
  'live_link_revoked',
  'audit_exported',
  'backup_made',
  'backup_restored',
  'backup_dropped',
  'usage_limit_set',
  'usage_limit_removed',
  'usage_flag_decided',
  'alert_rule_set',
  'cache_cleared',
  'game_day_broken',
  'game_day_mended',
  'jobs_retried',
  'jobs_cancelled',
  'attention_seen',
  'setting_changed',
  'setting_reset',
])
export type AuditAct = z.infer<typeof auditAct>

/** What a trace may say besides. Each has its words in both languages, so that none is shown as it is stored. */
export const auditFact = z.enum([
  'agent',
  'reason',
  'purpose',
  'role',
  'membership',
  'scope',
  'days',
  'count',
  'from',
  'to',
  'until',
  'format',
  'of',
  'answer',
  'score',
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
  'backup',
  'takenAt',
  'database',
  'left',
  'appliesTo',
  'meter',
  'period',
  'soft',
  'hard',
  'part',
  'target',
  'decision',
  'unusual',
  'metric',
  'raiseAt',
  'clearAt',
  'seconds',
  'enabled',
  'kind',
  'error',
  'key',
])
export type AuditFact = z.infer<typeof auditFact>
export type AuditFacts = Readonly<Partial<Record<AuditFact, string | number | boolean | null>>>

const someone = z.strictObject({ id: userId, name: z.string().nullable() })

export const auditEntry = z.strictObject({
  seq: z.int(),
  at: instant,
  act: auditAct,
  /** Who did it; null for somebody unknown, and for the house itself. */
  by: someone.nullable(),
  /** Whom it concerns. */
  person: someone.nullable(),
  subject: z
    .strictObject({ kind: z.string(), id: z.string().nullable(), title: z.string().nullable() })
    .nullable(),
  /** Where the request came from. */
  address: z.string().nullable(),
  facts: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
})
export type AuditEntry = z.infer<typeof auditEntry>

const filter = {
  act: auditAct.optional(),
  userId: userId.optional(),
  /** Words of a name, a title or an address. */
  q: z.string().trim().max(200).optional(),
  since: instant.optional(),
  until: instant.optional(),
}

export const listAudit = endpoint({
  name: 'audit.list',
  method: 'GET',
  path: '/api/audit',
  access: 'audit:read',
  summary: 'Who did what in this house, newest first.',
  query: z.strictObject({ ...pageQuery.shape, ...filter }),
  reply: pageOf(auditEntry),
})

export const listOwnAudit = endpoint({
  name: 'audit.listOwn',
  method: 'GET',
  path: '/api/me/audit',
  access: 'account:read',
  summary: 'What the asking person did, and what was done about them, newest first.',
  query: z.strictObject({ ...pageQuery.shape, act: auditAct.optional() }),
  reply: pageOf(auditEntry),
})

export const exportAudit = endpoint({
  name: 'audit.export',
  method: 'GET',
  path: '/api/audit/export',
  access: 'audit:read',
  summary: 'The same as CSV, without pages; leaves a trace itself.',
  query: z.strictObject(filter),
})

export const auditVerdict = z.strictObject({
  isSound: z.boolean(),
  checkedCount: z.int(),
  /** Where the trail begins: 1 until the oldest month is past its keeping. */
  firstSeq: z.int().nullable(),
  /** The end of the chain. Kept elsewhere, it shows later that nothing before was rewritten. */
  head: z.strictObject({ seq: z.int(), hash: z.string() }),
  /** The first row that is not as it was written. */
  fault: z.strictObject({ seq: z.int(), kind: z.enum(['altered', 'missing', 'rewritten']) }).nullable(),
})
export type AuditVerdict = z.infer<typeof auditVerdict>

export const verifyAudit = endpoint({
  name: 'audit.verify',
  method: 'POST',
  path: '/api/audit/verify',
  withoutRoom: true,
  access: 'audit:read',
  summary: 'Reads the whole trail and says whether any row was changed or taken out.',
  reply: auditVerdict,
})
