import { type UserId, userId as userIdSchema } from '#contract/ids.ts'
import { challengeSessions } from '#features/accounts/server/accounts.ts'
import type { House } from '#platform/house.ts'
import { networkOf } from '#platform/http/network.ts'
import type { Watched } from '#platform/http/watch.ts'
import { deviceCookie, isKnownDevice } from './known-devices.ts'
import { addHit, findEmail, type Hit, isNewPlace, rememberArrival, takeCounter } from './queries.ts'
import { windowMsOf } from './score.ts'
import { hashEmail, sensitiveEndpoints, subjects } from './signals.ts'

/** The place and the browser are known from now on. @returns the cookie that tells the browser */
async function remember(house: House, request: Watched, userId: UserId): Promise<readonly string[]> {
  const { address, headers } = request
  const at = house.clock.now()
  const email = await house.database.asSystem('where a person came from', async (tx) => {
    await rememberArrival(tx, { userId, network: networkOf(address) }, at)
    return await findEmail(tx, userId)
  })
  return email === undefined ? [] : [deviceCookie(house, headers, hashEmail(email))]
}

/** Marks a session of a new place: its first sensitive act is its person's to hear of. */
async function mark(house: House, sessionId: string, network: string): Promise<void> {
  const at = house.clock.now()
  const since = new Date(at.getTime() - windowMsOf(house.config, 'new_place'))
  const subject = subjects.session(sessionId)
  await house.database.asSystem('a session from a new place', (tx) =>
    addHit(tx, { subject, kind: 'new_place', about: network, weight: 1, at, since }),
  )
}

/**
 * Somebody came in. Their place and browser are known from now on; from a new place by a new browser only once they proved
 * again who they are, which their session is asked for before anything sensitive.
 */
export async function welcome(house: House, request: Watched): Promise<readonly string[]> {
  const { notes, address, headers } = request
  const userId = userIdSchema.safeParse(notes.userId).data
  if (userId === undefined || typeof notes.sessionId !== 'string') return []
  const network = networkOf(address)
  const { email, isNew } = await house.database.asSystem('where a person came from', async (tx) => ({
    email: await findEmail(tx, userId),
    isNew: await isNewPlace(tx, { userId, network }),
  }))
  if (email === undefined) return []
  const isUnknown = isNew && !isKnownDevice(house, headers, hashEmail(email))
  if (isUnknown) await mark(house, notes.sessionId, network)
  if (isUnknown && (await challengeSessions(house, { userId, sessionId: notes.sessionId }))) return []
  return await remember(house, request, userId)
}

/** A challenge was answered: by a second factor or a passkey the place is no new one any more. */
export async function passed(
  house: House,
  request: Watched,
  { userId, sessionId }: { readonly userId: UserId; readonly sessionId: string },
): Promise<readonly string[]> {
  const { body } = request
  const isStrong = typeof body === 'object' && body !== null && !('password' in body)
  if (isStrong)
    await house.database.asSystem('the place of a person who proved who they are', async (tx) => {
      await takeCounter(tx, subjects.session(sessionId), 'new_place')
      await takeCounter(tx, subjects.person(userId), 'new_place')
    })
  return await remember(house, request, userId)
}

/** What a sensitive act from a session of a new place says, once. */
export async function signalsOfPlace(house: House, { name = '', caller, address }: Watched): Promise<Hit[]> {
  if (!caller || caller.token || !sensitiveEndpoints.has(name)) return []
  const marked = await house.database.asSystem('whether a session is of a new place', (tx) =>
    takeCounter(tx, subjects.session(caller.sessionId), 'new_place'),
  )
  const subject = subjects.person(caller.userId)
  return marked ? [{ subject, kind: 'new_place', about: networkOf(address), weight: 1 }] : []
}
