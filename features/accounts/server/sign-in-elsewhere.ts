import { userId as userIdSchema } from '#contract/ids.ts'
import { Problem } from '#contract/problems.ts'
import { recordSignIn } from '#features/audit/server/audit.ts'
import type { House } from '#platform/house.ts'
import type { CameBack } from '../contract/oidc.ts'
import { authenticationOf } from './auth/authentication.ts'
import { hasPassword } from './auth/credential-queries.ts'
import { emailTaken } from './auth/email-taken.ts'
import type { Client } from './auth/mechanism.ts'
import { askIssuer, type Elsewhere } from './auth/oidc-issuer.ts'
import { deleteLinked, findLinked, hasLinked, insertLinked, takeInvitation } from './auth/oidc-queries.ts'
import { type OidcState, stateMs } from './auth/oidc-state.ts'
import { hashSpent } from './auth/passkey-challenge.ts'
import { listPasskeys, spendChallenge } from './auth/passkey-queries.ts'
import { findPersonByEmail, insertPerson } from './auth/queries.ts'
import { deleteSessions } from './auth/session-queries.ts'
import type { AuthDb } from './auth/tables.ts'
import type { Asking } from './identity.ts'
import { requireConfirmed, tellSessionsChanged } from './sessions.ts'

/**
 * Who came back from the issuer. A state opens once, whoever sends it again and with whatever cookie.
 * @throws Problem oidc_refused | oidc_unreachable
 */
export async function comeBack(house: House, state: OidcState, came: CameBack): Promise<Elsewhere> {
  const { db, clock } = authenticationOf(house)
  if (came.state !== state.state) throw new Problem('oidc_refused')
  const until = new Date(clock.now().getTime() + stateMs)
  if (!(await spendChallenge(db, hashSpent(state.state), until))) throw new Problem('oidc_refused')
  return await askIssuer(house, state, came)
}

/** Lets somebody join whom nobody knows yet: invited by this address, or of a domain whose people may. */
async function join(house: House, tx: AuthDb, { email, name, accountId }: Elsewhere): Promise<string> {
  const { clock, config } = house
  const at = clock.now()
  if (email === undefined) throw new Problem('oidc_mail_unconfirmed')
  const invitation = await takeInvitation(tx, email, at)
  const isWelcome = config.SEOGO_OIDC_SIGN_UP.includes(email.slice(email.lastIndexOf('@') + 1))
  if (!invitation && !isWelcome) throw new Problem('oidc_not_invited')
  const role = invitation?.role ?? 'member'
  const person = await insertPerson(tx, { name: name ?? email, email, role, at })
  await insertLinked(tx, person.id, accountId)
  const subject = invitation && { kind: 'link', id: invitation.id }
  await recordSignIn(tx, { act: 'person_joined', by: person.id, subject, facts: { role } })
  return person.id
}

/** An account here with the same confirmed address opens by itself only where the owner said so. */
async function linkByMail(house: House, tx: AuthDb, elsewhere: Elsewhere, client: Client) {
  const { email, accountId } = elsewhere
  const standing = email === undefined ? undefined : await findPersonByEmail(tx, email)
  if (!standing) return undefined
  if (!house.config.SEOGO_OIDC_LINK_BY_MAIL) throw new Problem('oidc_not_linked')
  await insertLinked(tx, standing.id, accountId)
  await recordSignIn(tx, { act: 'elsewhere_linked', by: standing.id, address: client.address })
  return standing.id
}

/**
 * Whose account here is opened: the one that is linked, the one of the same address where the owner allows it, or a new one.
 * @throws Problem oidc_mail_unconfirmed | oidc_not_linked | oidc_not_invited
 */
export async function personOf(house: House, elsewhere: Elsewhere, client: Client): Promise<string> {
  const { db } = authenticationOf(house)
  const linked = await findLinked(db, elsewhere.accountId)
  if (linked) return linked.user_id
  try {
    return await db.transaction().execute(async (tx) => {
      return (await linkByMail(house, tx, elsewhere, client)) ?? (await join(house, tx, elsewhere))
    })
  } catch (error) {
    // Somebody took the address in another way a moment ago.
    throw emailTaken(error) ? new Problem('oidc_not_linked') : error
  }
}

/** Has an account elsewhere open the asking person's, who confirmed it before they went there. @throws Problem oidc_linked_elsewhere */
export async function linkOwn(house: House, { caller, client }: Asking, elsewhere: Elsewhere): Promise<void> {
  const { userId } = caller
  await authenticationOf(house)
    .db.transaction()
    .execute(async (tx) => {
      await deleteLinked(tx, userId)
      if (!(await insertLinked(tx, userId, elsewhere.accountId))) throw new Problem('oidc_linked_elsewhere')
      await recordSignIn(tx, { act: 'elsewhere_linked', by: userId, address: client.address })
    })
}

/**
 * Has no account elsewhere open the asking person's any more; their other sessions end.
 * @throws Problem confirmation_needed | oidc_not_linked | last_way_in
 */
export async function unlinkOwn(house: House, { caller, client }: Asking): Promise<void> {
  await requireConfirmed(house, caller)
  const { userId, sessionId } = caller
  await authenticationOf(house)
    .db.transaction()
    .execute(async (tx) => {
      const hasOther = (await hasPassword(tx, userId)) || (await listPasskeys(tx, userId)).length > 0
      if (!hasOther) throw new Problem('last_way_in')
      if (!(await deleteLinked(tx, userId))) throw new Problem('oidc_not_linked')
      await deleteSessions(tx, userId, sessionId)
      await recordSignIn(tx, { act: 'elsewhere_unlinked', by: userId, address: client.address })
    })
  await tellSessionsChanged(house, userIdSchema.parse(userId))
}

/** Whether an account elsewhere opens a person's. */
export async function isLinked(house: House, userId: string): Promise<boolean> {
  return await hasLinked(authenticationOf(house).db, userId)
}
