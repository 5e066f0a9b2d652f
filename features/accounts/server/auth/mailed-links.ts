import { createHash, createHmac } from 'node:crypto'
import { sql } from 'kysely'
import { recordSignIn } from '#features/audit/server/audit.ts'
import type { LinkPurpose } from '../../contract.ts'
import type { Authentication } from './authentication.ts'
import { expireEarlierLinks, insertLink } from './link-queries.ts'
import { hashToken } from './link-token.ts'
import type { AuthDb } from './tables.ts'

export type MailedPurpose = Extract<LinkPurpose, 'reset' | 'unlock' | 'email'>

const minuteMs = 60_000
/** A letter may be slow, and its reader too; a password's link is short-lived (OWASP Forgot Password Cheat Sheet). */
export const lifetimeMinutes: Readonly<Record<MailedPurpose, number>> = {
  reset: 45,
  unlock: 24 * 60,
  email: 24 * 60,
}

export function isMailed(purpose: LinkPurpose): purpose is MailedPurpose {
  return purpose in lifetimeMinutes
}

/**
 * The token of a mailed link, made anew from its id whenever its letter is sent: neither the queue nor the database holds it,
 * and a letter that is sent again carries the same one.
 */
export function tokenOf({ linkKey }: Pick<Authentication, 'linkKey'>, linkId: string): string {
  return createHmac('sha256', linkKey).update(linkId).digest('base64url')
}

const subjectOf = (db: AuthDb) =>
  db
    .selectFrom('auth.users as person')
    .leftJoin('auth.credentials as credential', (join) =>
      join.onRef('credential.user_id', '=', 'person.id').on('credential.provider_id', '=', 'credential'),
    )
    .select([
      'person.id',
      'person.name',
      'person.email',
      'person.role',
      'person.language',
      'person.locked_until',
      'person.locked_by',
      'credential.password',
    ])
    .where('person.claimed_at', 'is not', null)
    .where('person.deactivated_at', 'is', null)

export type LinkSubject = NonNullable<Awaited<ReturnType<typeof findSubject>>>

/** Who may get letters with links: a person who joined and may come in. */
export async function findSubject(db: AuthDb, userId: string) {
  return await subjectOf(db).where('person.id', '=', userId).executeTakeFirst()
}

/** The same by the hash of their address, in hexadecimal. */
export async function findSubjectByHash(db: AuthDb, emailHash: string) {
  return await subjectOf(db)
    .where(sql<boolean>`encode(sha256(convert_to(person.email, 'UTF8')), 'hex') = ${emailHash}`)
    .executeTakeFirst()
}

/** What must be at its use as it was when the link was made: a password's link dies with the password and with the address. */
export function boundHashOf(purpose: MailedPurpose, { email, password, locked_until }: LinkSubject): Buffer {
  const bound = {
    reset: `${email}\n${password ?? ''}`,
    unlock: locked_until?.toISOString() ?? '',
    email,
  }
  return createHash('sha256').update(`${purpose}\n${bound[purpose]}`).digest()
}

type NewMailed = {
  readonly id: string
  readonly purpose: MailedPurpose
  readonly subject: LinkSubject
  /** The address that is to be confirmed. */
  readonly email?: string
  /** Who asked; null for somebody unknown, and for the house. */
  readonly by: string | null
  readonly address?: string | undefined
}

/** Writes a link down that a job mails; an earlier one of its kind stops working. */
export async function insertMailedLink(
  tx: AuthDb,
  { clock, linkKey }: Pick<Authentication, 'clock' | 'linkKey'>,
  { id, purpose, subject, email, by, address }: NewMailed,
): Promise<void> {
  const at = clock.now()
  const link = {
    id,
    purpose,
    token_hash: hashToken(tokenOf({ linkKey }, id)),
    user_id: subject.id,
    email: email ?? null,
    role: subject.role,
    created_by: by,
    bound_hash: boundHashOf(purpose, subject),
    created_at: at,
    expires_at: new Date(at.getTime() + lifetimeMinutes[purpose] * minuteMs),
  }
  await expireEarlierLinks(tx, link)
  await insertLink(tx, link)
  const facts = { purpose, role: subject.role }
  await recordSignIn(tx, {
    act: 'link_made',
    by,
    userId: subject.id,
    address,
    subject: { kind: 'link', id, title: email },
    facts,
  })
}
