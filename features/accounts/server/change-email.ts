import { randomUUID } from 'node:crypto'
import { Problem } from '#contract/problems.ts'
import { recordSignIn } from '#features/audit/server/audit.ts'
import type { House } from '#platform/house.ts'
import { canMail } from '#platform/mail/mail.ts'
import { authenticationOf } from './auth/authentication.ts'
import { updateEmail } from './auth/credential-queries.ts'
import { emailTaken } from './auth/email-taken.ts'
import { expireLinksOf } from './auth/link-queries.ts'
import { findSubject, insertMailedLink } from './auth/mailed-links.ts'
import { findPersonByEmail } from './auth/queries.ts'
import { deleteSessions } from './auth/session-queries.ts'
import type { Asking } from './identity.ts'
import { askForLetter } from './mailed/ask.ts'
import { requireConfirmed, tellSessionsChanged } from './sessions.ts'

/**
 * Changes the address a person signs in with; their other sessions end. Where the server sends mail, only a letter to the
 * new address is written: it changes once the link in it was followed.
 * @throws Problem email_taken | confirmation_needed
 */
export async function changeEmail(
  house: House,
  asking: Asking,
  typed: string,
): Promise<'changed' | 'letter_sent'> {
  await requireConfirmed(house, asking.caller)
  const to = typed.toLowerCase()
  const person = await findSubject(authenticationOf(house).db, asking.caller.userId)
  if (!person) throw new Problem('not_signed_in')
  if (person.email === to) return 'changed'
  if (!canMail(house)) {
    await changeAtOnce(house, asking, to)
    return 'changed'
  }
  const authentication = authenticationOf(house)
  if (await findPersonByEmail(authentication.db, to)) throw new Problem('email_taken', { email: to })
  const id = randomUUID()
  const by = asking.caller.userId
  const { address } = asking.client
  const link = { id, purpose: 'email', subject: person, email: to, by, address } as const
  await authentication.db.transaction().execute((tx) => insertMailedLink(tx, authentication, link))
  await askForLetter(house, id)
  return 'letter_sent'
}

async function changeAtOnce(house: House, { caller, client }: Asking, to: string): Promise<void> {
  const { userId, sessionId } = caller
  const { db, clock } = authenticationOf(house)
  try {
    await db.transaction().execute(async (tx) => {
      const from = (await findSubject(tx, userId))?.email ?? ''
      await updateEmail(tx, userId, to)
      await deleteSessions(tx, userId, sessionId)
      await expireLinksOf(tx, userId, clock.now())
      const facts = { from, to }
      await recordSignIn(tx, { act: 'email_changed', by: userId, address: client.address, facts })
    })
  } catch (error) {
    throw emailTaken(error) ? new Problem('email_taken', { email: to }) : error
  }
  await tellSessionsChanged(house, userId)
}
