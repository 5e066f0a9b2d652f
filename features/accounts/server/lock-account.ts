import { randomUUID } from 'node:crypto'
import type { QueryExecutorProvider } from 'kysely'
import type { UserId } from '#contract/ids.ts'
import { userId as userIdSchema } from '#contract/ids.ts'
import { type Instant, toInstant } from '#contract/time.ts'
import { recordSignIn } from '#features/audit/server/audit.ts'
import type { House } from '#platform/house.ts'
import { canMail } from '#platform/mail/mail.ts'
import { authenticationOf } from './auth/authentication.ts'
import { findSubject, insertMailedLink } from './auth/mailed-links.ts'
import { lockPerson, updatePerson } from './auth/person-queries.ts'
import { listPeople } from './auth/queries.ts'
import { deleteSessions } from './auth/session-queries.ts'
import { askForLetter } from './mailed/ask.ts'
import { tellSessionsChanged } from './sessions.ts'

type Lock = {
  readonly until: Date
  readonly address?: string | undefined
  /** What is written with it, or not at all. */
  readonly also?: (tx: QueryExecutorProvider) => Promise<void>
}

/**
 * Locks an account for a time: its sessions end, and its tokens open nothing until then. Its person gets a letter that
 * unlocks it, where there is mail.
 */
export async function lockAccount(
  house: House,
  userId: UserId,
  { until, address, also }: Lock,
): Promise<void> {
  const authentication = authenticationOf(house)
  const linkId = canMail(house) ? randomUUID() : undefined
  await authentication.db.transaction().execute(async (tx) => {
    await lockPerson(tx, userId)
    await also?.(tx)
    await updatePerson(tx, userId, { locked_until: until, locked_by: 'watch', lock_reason: null })
    const facts = { until: toInstant(until) }
    await recordSignIn(tx, { act: 'account_locked', by: null, userId, address, facts })
    await deleteSessions(tx, userId)
    const subject = await findSubject(tx, userId)
    if (linkId !== undefined && subject)
      await insertMailedLink(tx, authentication, { id: linkId, purpose: 'unlock', subject, by: null })
  })
  if (linkId !== undefined) await askForLetter(house, linkId)
  await tellSessionsChanged(house, userId)
}

export type LockedPerson = { readonly id: UserId; readonly name: string; readonly lockedUntil: Instant }

/** Who is locked at this moment. */
export async function listLocked(house: House): Promise<LockedPerson[]> {
  const now = house.clock.now()
  return (await listPeople(authenticationOf(house).db)).flatMap(({ id, name, locked_until: until }) =>
    until && until > now ? [{ id: userIdSchema.parse(id), name, lockedUntil: toInstant(until) }] : [],
  )
}
