import { userId as userIdSchema } from '#contract/ids.ts'
import { Problem } from '#contract/problems.ts'
import { recordSignIn } from '#features/audit/server/audit.ts'
import type { House } from '#platform/house.ts'
import { emit } from '#platform/outbox/emit.ts'
import { passwordReset } from '../../contract/events.ts'
import { authenticationOf } from '../auth/authentication.ts'
import { putPassword, updateEmail } from '../auth/credential-queries.ts'
import { emailTaken } from '../auth/email-taken.ts'
import { expireLinksOf, findOpenLink, takeLink } from '../auth/link-queries.ts'
import { hashToken } from '../auth/link-token.ts'
import {
  boundHashOf,
  findSubject,
  isMailed,
  type LinkSubject,
  type MailedPurpose,
} from '../auth/mailed-links.ts'
import type { Client } from '../auth/mechanism.ts'
import { lockPerson, updatePerson } from '../auth/person-queries.ts'
import { deleteSessions } from '../auth/session-queries.ts'
import type { AuthDb } from '../auth/tables.ts'
import { tellSessionsChanged } from '../sessions.ts'

type Link = NonNullable<Awaited<ReturnType<typeof findOpenLink>>>
type Following = { readonly token: string; readonly password?: string | undefined; readonly client: Client }
type Act = {
  readonly link: Link
  readonly subject: LinkSubject
  readonly phc: string | undefined
  readonly at: Date
  readonly address: string
}

/** What each does, once the link is taken and its person held. */
const acts: Readonly<Record<MailedPurpose, (tx: AuthDb, act: Act) => Promise<void>>> = {
  async reset(tx, { subject, phc, at, address }) {
    if (phc === undefined) throw new Problem('bad_request', { field: 'password' })
    await putPassword(tx, subject.id, phc)
    await deleteSessions(tx, subject.id)
    await expireLinksOf(tx, subject.id, at)
    await recordSignIn(tx, { act: 'password_reset', by: subject.id, address })
    await unlock(tx, { subject, at, address })
  },
  async unlock(tx, act) {
    if (!(await unlock(tx, act))) throw new Problem('link_invalid')
  },
  async email(tx, { link, subject, at, address }) {
    const { email: from } = subject
    const to = link.email ?? from
    await updateEmail(tx, subject.id, to)
    await deleteSessions(tx, subject.id)
    await expireLinksOf(tx, subject.id, at)
    await recordSignIn(tx, { act: 'email_changed', by: subject.id, address, facts: { from, to } })
  },
}

/** Who reads the mail of the account opens what the watch locked; what an administrator locked stays. */
async function unlock(
  tx: AuthDb,
  { subject, at, address }: Pick<Act, 'subject' | 'at' | 'address'>,
): Promise<boolean> {
  const { id, locked_until: until, locked_by } = subject
  if (locked_by !== 'watch' || until === null || until <= at) return false
  await updatePerson(tx, id, { locked_until: null, locked_by: null })
  await recordSignIn(tx, { act: 'account_unlocked', by: id, address, facts: { purpose: 'unlock' } })
  return true
}

/** The person of a link, as long as it is bound to what still stands. @throws Problem link_invalid */
async function subjectOfLink(db: AuthDb, link: Link | undefined) {
  const subject = link?.user_id && (await findSubject(db, link.user_id))
  if (!link || !subject || !isMailed(link.purpose)) throw new Problem('link_invalid')
  const { purpose } = link
  if (!link.bound_hash?.equals(boundHashOf(purpose, subject))) throw new Problem('link_invalid')
  return { link, purpose, subject }
}

/**
 * Uses a mailed link up; refused, it still works. It signs nobody in: whoever follows it goes on with their password, and
 * their second factor if they have one.
 * @throws Problem link_invalid (unknown, used, expired, or what it was for has changed: all alike) | bad_request | email_taken
 */
export async function followLink(
  house: House,
  { token, password, client }: Following,
): Promise<MailedPurpose> {
  const { db, clock, passwords } = authenticationOf(house)
  const tokenHash = hashToken(token)
  const at = clock.now()
  const found = await subjectOfLink(db, await findOpenLink(db, tokenHash, at))
  if ((found.purpose === 'reset') !== (password !== undefined))
    throw new Problem('bad_request', { field: 'password' })
  const phc = password === undefined ? undefined : await passwords.hash(password)
  try {
    await db.transaction().execute(async (tx) => {
      await lockPerson(tx, found.subject.id)
      const { link, purpose, subject } = await subjectOfLink(tx, await takeLink(tx, tokenHash, at))
      await acts[purpose](tx, { link, subject, phc, at, address: client.address })
    })
  } catch (error) {
    throw emailTaken(error) ? new Problem('email_taken', { email: found.link.email }) : error
  }
  const userId = userIdSchema.parse(found.subject.id)
  if (found.purpose === 'reset')
    await house.database.asSystem('a person hears that their password is another', (tx) =>
      emit(tx, passwordReset, { userId }),
    )
  await tellSessionsChanged(house, userId)
  return found.purpose
}
