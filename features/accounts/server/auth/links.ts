import { randomBytes } from 'node:crypto'
import type { Role } from '#contract/permissions.ts'
import { Problem } from '#contract/problems.ts'
import { type Instant, toInstant } from '#contract/time.ts'
import { recordSignIn } from '#features/audit/server/audit.ts'
import type { LinkInfo, LinkPurpose } from '../../contract.ts'
import type { Authentication } from './authentication.ts'
import { emailTaken } from './email-taken.ts'
import { expireEarlierLinks, findOpenLink, insertLink, takeLink } from './link-queries.ts'
import { hashToken } from './link-token.ts'
import { boundHashOf, findSubject, isMailed } from './mailed-links.ts'
import type { Client, OpenedSession } from './mechanism.ts'
import { claimOwner, findPerson, findPersonByEmail, insertPassword, insertPerson } from './queries.ts'
import { proveSecondFactor } from './second-factor.ts'
import type { AuthDb } from './tables.ts'

const tokenBytes = 32
const hourMs = 3_600_000

/** What signs in; the mailed ones (mailed-links.ts) do not. */
type OpeningPurpose = Exclude<LinkPurpose, 'reset' | 'unlock' | 'email'>

/** How long a link works. A claim link is printed anew at every start; an invitation waits for a holiday. */
const lifetimeMs: Readonly<Record<OpeningPurpose, number>> = {
  claim: 24 * hourMs,
  'sign-in': hourMs,
  invitation: 7 * 24 * hourMs,
}

/** What a link is made for: an account that exists, or an address that shall have one. */
export type LinkRequest =
  | { readonly purpose: 'claim' | 'sign-in'; readonly userId: string }
  | {
      readonly purpose: 'invitation'
      readonly email: string
      readonly role: Exclude<Role, 'owner'>
      readonly createdBy: string | null
    }

export type MadeLink = {
  readonly id: string
  /** 256 random bits in base64url. Shown once: only its hash is stored. */
  readonly token: string
  readonly expiresAt: Instant
}

async function subjectOf(db: AuthDb, request: LinkRequest) {
  if (request.purpose === 'invitation') {
    const email = request.email.toLowerCase()
    if (await findPersonByEmail(db, email)) throw new Problem('email_taken', { email })
    return { user_id: null, email, role: request.role, created_by: request.createdBy }
  }
  const person = await findPerson(db, request.userId)
  if (!person) throw new Problem('person_not_found')
  const claimed = person.claimed_at !== null
  if (claimed !== (request.purpose === 'sign-in')) throw new Problem('link_invalid')
  return { user_id: person.id, email: claimed ? person.email : null, role: person.role, created_by: null }
}

/**
 * Makes a one-time link; an earlier one for the same person or address stops working, so the newest is the only one.
 * @throws Problem person_not_found, email_taken (invitation of somebody who is here), link_invalid (a claim of an account
 * that is claimed, a sign-in to one that is not)
 */
export async function makeLink(authentication: Authentication, request: LinkRequest): Promise<MadeLink> {
  const { db, clock } = authentication
  const token = randomBytes(tokenBytes).toString('base64url')
  const at = clock.now()
  const expiresAt = new Date(at.getTime() + lifetimeMs[request.purpose])
  const link = {
    purpose: request.purpose,
    token_hash: hashToken(token),
    ...(await subjectOf(db, request)),
    created_at: at,
    expires_at: expiresAt,
  }
  const { id } = await db.transaction().execute(async (tx) => {
    const replaced = await expireEarlierLinks(tx, link)
    const made = await insertLink(tx, link)
    // Each start prints the claim link anew; the trail hears of the first.
    if (link.purpose === 'claim' && replaced > 0) return made
    await recordSignIn(tx, {
      act: link.purpose === 'invitation' ? 'person_invited' : 'link_made',
      by: link.created_by,
      userId: link.user_id,
      subject: { kind: 'link', id: made.id, title: link.email ?? undefined },
      facts: { purpose: link.purpose, role: link.role },
    })
    return made
  })
  return { id, token, expiresAt: toInstant(expiresAt) }
}

/**
 * What a link is for, without using it up.
 * @throws Problem link_invalid when it is unknown, used or expired: the three look alike on purpose
 */
export async function readLink({ db, clock }: Authentication, token: string): Promise<LinkInfo> {
  const link = await findOpenLink(db, hashToken(token), clock.now())
  if (!link || !(await isStillBound(db, link))) throw new Problem('link_invalid')
  return { purpose: link.purpose, email: link.email, role: link.role, expiresAt: toInstant(link.expires_at) }
}

/** Whether what a mailed link was made for still stands. */
async function isStillBound(db: AuthDb, { purpose, user_id: userId, bound_hash }: Link): Promise<boolean> {
  if (!isMailed(purpose)) return true
  const subject = userId === null ? undefined : await findSubject(db, userId)
  return subject !== undefined && bound_hash?.equals(boundHashOf(purpose, subject)) === true
}

/** What a person who claims or joins chooses. */
export type NewAccount = { readonly name: string; readonly email: string; readonly password: string }
type HashedAccount = { readonly name: string; readonly email: string; readonly phc: string }

type Link = NonNullable<Awaited<ReturnType<typeof findOpenLink>>>

const opening: ReadonlySet<LinkPurpose> = new Set<OpeningPurpose>(['claim', 'sign-in', 'invitation'])

/** Refuses early and cheaply what cannot succeed, before a password is hashed. */
async function checkUse({ db, clock }: Authentication, tokenHash: Buffer, account: NewAccount | undefined) {
  const link = await findOpenLink(db, tokenHash, clock.now())
  if (!link || !opening.has(link.purpose)) throw new Problem('link_invalid')
  if ((link.purpose === 'sign-in') !== (account === undefined))
    throw new Problem('bad_request', { field: 'account' })
  // Who was invited is who joins: the link must not become an account in somebody else's name.
  if (link.purpose === 'invitation' && account?.email.toLowerCase() !== link.email)
    throw new Problem('bad_request', { field: 'account.email' })
  return link
}

async function enter(tx: AuthDb, link: Link, account: HashedAccount | undefined, at: Date): Promise<string> {
  if (link.purpose === 'sign-in') {
    const person = link.user_id === null ? undefined : await findPerson(tx, link.user_id)
    if (!person) throw new Problem('link_invalid')
    if (person.deactivated_at || (person.locked_until && person.locked_until > at))
      throw new Problem('account_locked')
    return person.id
  }
  if (!account) throw new Problem('bad_request', { field: 'account' })
  const { name, email } = account
  const person =
    link.purpose === 'invitation'
      ? await insertPerson(tx, { name, email, role: link.role, at })
      : link.user_id === null
        ? undefined
        : await claimOwner(tx, { userId: link.user_id, name, email, at })
  if (!person) throw new Problem('link_invalid')
  await insertPassword(tx, person.id, account.phc)
  const subject = { kind: 'link', id: link.id }
  await recordSignIn(tx, { act: 'person_joined', by: person.id, subject, facts: { role: link.role } })
  return person.id
}

type LinkUse = {
  readonly token: string
  readonly account?: NewAccount | undefined
  readonly code?: string | undefined
  readonly client: Client
}

/**
 * Uses a link up and opens a session: the owner claims the house, an invited person joins, or a person signs in. When it is
 * refused nothing has happened and the link still works; of two uses at the same moment one succeeds.
 * @throws Problem link_invalid, email_taken, account_locked, bad_request (an account where none belongs, or none where one
 * does, or another address than the invited one), second_factor_needed, second_factor_wrong
 */
export async function redeemLink(authentication: Authentication, use: LinkUse): Promise<OpenedSession> {
  const { db, clock, passwords } = authentication
  const tokenHash = hashToken(use.token)
  const { purpose, user_id: userId } = await checkUse(authentication, tokenHash, use.account)
  // The link stands for the password; the second step is asked for all the same.
  if (purpose === 'sign-in' && userId !== null)
    await proveSecondFactor(authentication, { userId, code: use.code, address: use.client.address })
  const account = use.account && {
    name: use.account.name.trim(),
    email: use.account.email.toLowerCase(),
    phc: await passwords.hash(use.account.password),
  }
  const at = clock.now()
  try {
    const entered = await db.transaction().execute(async (tx) => {
      const link = await takeLink(tx, tokenHash, at)
      if (!link) throw new Problem('link_invalid')
      return await enter(tx, link, account, at)
    })
    return await (await authentication.mechanism()).openFor(entered, use.client)
  } catch (error) {
    throw emailTaken(error) ? new Problem('email_taken', { email: account?.email }) : error
  }
}
