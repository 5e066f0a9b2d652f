import { type UserId, userId as userIdSchema } from '#contract/ids.ts'
import { type Role, role as roleSchema } from '#contract/permissions.ts'
import { Problem } from '#contract/problems.ts'
import type { House } from '#platform/house.ts'
import type { Caller } from '#platform/http/route.ts'
import { findBearer, readApiToken } from './api-tokens.ts'
import { authenticationOf } from './auth/authentication.ts'
import { type LinkRequest, makeLink } from './auth/links.ts'
import { createOwnerIfNone } from './auth/owner.ts'
import { addPerson, type NewPerson } from './auth/people.ts'
import { usesSecureCookies } from './auth/public-url.ts'
import { findPersonByEmail as findByEmail, findOwner, findPerson, listRecent } from './auth/queries.ts'
import { findSessionCookie } from './auth/session-cookie.ts'
import { cachedCaller } from './session-cache.ts'

export { challengeSessions, liftChallenge } from './challenge.ts'
export { countPeopleOf, findPeople } from './count-people.ts'
export { describePerson } from './describe-person.ts'
export { librariesOf, requireEditableLibrary } from './libraries.ts'
export { listLocked, lockAccount } from './lock-account.ts'
export { lockLibrary } from './lock-queries.ts'
export { changePerson } from './manage-people.ts'
export { readMe } from './me.ts'
export { addMember } from './members.ts'
export { findAddressee, findTimeZone, isLibrary, listAdministrators, listPeopleOf } from './queries.ts'
export { requireConfirmed } from './sessions.ts'
export { createSharedLibrary } from './shared-libraries.ts'

/** Who came last, and their roles: those whose first screens are worth having ready. */
export async function listRecentPeople(house: House): Promise<{ userId: UserId; role: Role }[]> {
  const most = 20
  const rows = await listRecent(authenticationOf(house).db, { at: house.clock.now(), most })
  return rows.map(({ id, role }) => ({ userId: userIdSchema.parse(id), role: roleSchema.parse(role) }))
}

/**
 * Who asks, by the token of a program or the session cookie of a request; a token that came is the only thing looked at. Called on every request to the API: it costs nothing without a cookie, and
 * what it read is believed for some seconds.
 */
export async function findCaller(
  house: House,
  headers: Headers,
  address: string,
): Promise<Caller | undefined> {
  const bearer = findBearer(headers)
  if (bearer !== undefined)
    return await cachedCaller(house, { kind: 'token', secret: bearer }, () =>
      readApiToken(house, bearer, address),
    )
  const cookie = findSessionCookie(headers, usesSecureCookies(house.config))
  if (cookie === undefined) return undefined
  return await cachedCaller(house, { kind: 'session', secret: cookie }, async () => {
    const mechanism = await authenticationOf(house).mechanism()
    return (await mechanism.find(cookie, 'look'))?.caller
  })
}

/** What a request brings along to say who asks, whether or not it is any good. */
export function credentialOf(house: House, headers: Headers): 'token' | 'session' | undefined {
  if (findBearer(headers) !== undefined) return 'token'
  return findSessionCookie(headers, usesSecureCookies(house.config)) === undefined ? undefined : 'session'
}

/** Whether the session of a request lives at this moment, past what is remembered of it. */
export async function isSessionAlive(house: House, headers: Headers): Promise<boolean> {
  const bearer = findBearer(headers)
  if (bearer !== undefined) return (await readApiToken(house, bearer, '')) !== undefined
  const cookie = findSessionCookie(headers, usesSecureCookies(house.config))
  if (cookie === undefined) return false
  const mechanism = await authenticationOf(house).mechanism()
  return (await mechanism.find(cookie, 'look')) !== undefined
}

/** The owner's account with its library, made unclaimed at the first start; safe to call by many processes at once. */
export async function ensureOwner(house: House): Promise<{ userId: UserId; claimed: boolean }> {
  const owner = await createOwnerIfNone(authenticationOf(house))
  return { userId: userIdSchema.parse(owner.userId), claimed: owner.claimed }
}

/** @throws Problem person_not_found before the first start */
export async function ownerId(house: House): Promise<UserId> {
  const owner = await findOwner(authenticationOf(house).db)
  if (!owner) throw new Problem('person_not_found')
  return userIdSchema.parse(owner.id)
}

async function linkPath(house: House, request: LinkRequest): Promise<string> {
  const { token } = await makeLink(authenticationOf(house), request)
  return `/link/${token}`
}

/**
 * The path of the one-time link by which the owner claims the house; a new one each time, and only the newest works.
 * @returns undefined once the house is claimed
 */
export async function makeOwnerLink(house: House): Promise<string | undefined> {
  const owner = await ensureOwner(house)
  return owner.claimed ? undefined : await linkPath(house, { purpose: 'claim', userId: owner.userId })
}

/** The path of a one-time link that signs a person in without a password. @throws Problem person_not_found */
export async function makeSignInLink(house: House, email: string): Promise<string> {
  const person = await findPersonByEmail(house, email)
  if (!person) throw new Problem('person_not_found')
  return await linkPath(house, { purpose: 'sign-in', userId: person.id })
}

/** The path of a one-time link by which somebody joins. @throws Problem email_taken when they are here already */
export async function makeInvitation(
  house: House,
  invitation: { readonly email: string; readonly role: NewPerson['role'] },
): Promise<string> {
  return await linkPath(house, { purpose: 'invitation', createdBy: null, ...invitation })
}

/** Adds a person with a library of their own, without their doing. @throws Problem email_taken */
export async function createPerson(house: House, person: NewPerson): Promise<UserId> {
  return userIdSchema.parse(await addPerson(authenticationOf(house), person))
}

/** A person by their address, in whatever case it was typed; an unclaimed owner is nobody yet. */
export async function findPersonByEmail(house: House, email: string) {
  const person = await findByEmail(authenticationOf(house).db, email.toLowerCase())
  return (
    person && { id: userIdSchema.parse(person.id), name: person.name, email: person.email, role: person.role }
  )
}

/** Whether somebody may act here at this moment: they have an account and it is not locked. For credentials that outlive sessions. */
export async function isActive(house: House, userId: UserId): Promise<boolean> {
  const person = await findPerson(authenticationOf(house).db, userId)
  return (
    person !== undefined &&
    !person.deactivated_at &&
    !(person.locked_until && person.locked_until > house.clock.now())
  )
}
