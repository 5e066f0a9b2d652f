import type { UserId } from '#contract/ids.ts'
import { Problem } from '#contract/problems.ts'
import { cacheNamespace } from '#platform/cache/namespace.ts'
import type { UserTx } from '#platform/database/transactions.ts'
import type { House } from '#platform/house.ts'
import { type Me, me } from '../contract.ts'
import { isHeldBack, roleNow } from './auth/held-back.ts'
import { listLibraries } from './library-queries.ts'
import { findMe } from './queries.ts'

const profiles = cacheNamespace({
  name: 'accounts.profiles',
  ttlMs: 600_000,
  dependsOn: ['users', 'libraries', 'library_members'],
  isAnswer: true,
})

/** Reads a person as they see themselves. @throws Problem person_not_found */
export async function readMe(tx: UserTx, userId: UserId): Promise<Me> {
  const person = await findMe(tx, userId)
  if (!person) throw new Problem('person_not_found')
  const libraries = await listLibraries(tx, userId)
  const { language, theme, density, time_zone: timeZone, second_factor_at, ...identity } = person
  const secondFactor = second_factor_at ? 'on' : 'off'
  return me.parse({
    ...identity,
    secondFactor,
    preferences: { language, theme, density, timeZone },
    libraries,
  })
}

/** The same in a transaction of its own; who is held back until they have a second factor, or come by a passkey, is told so. */
export async function getMe(house: House, userId: UserId, { byPasskey = false } = {}): Promise<Me> {
  const read = await house.cache.getOrSet(profiles, { key: userId, whose: [userId] }, () =>
    house.database.asUser(userId, (tx) => readMe(tx, userId)),
  )
  const holder = { role: read.role, hasSecondFactor: byPasskey || read.secondFactor === 'on' }
  const isDemanded = house.config.SEOGO_ADMINS_NEED_SECOND_FACTOR
  if (!isHeldBack(holder, isDemanded)) return read
  return { ...read, role: roleNow(holder, isDemanded), secondFactor: 'demanded' }
}
