import type { UserId } from '#contract/ids.ts'
import { Problem } from '#contract/problems.ts'
import type { UserTx } from '#platform/database/transactions.ts'
import type { House } from '#platform/house.ts'
import { type Me, me } from '../contract.ts'
import { listLibraries } from './library-queries.ts'
import { findMe } from './queries.ts'

/** Reads a person as they see themselves. @throws Problem person_not_found */
export async function readMe(tx: UserTx, userId: UserId): Promise<Me> {
  const person = await findMe(tx, userId)
  if (!person) throw new Problem('person_not_found')
  const libraries = await listLibraries(tx, userId)
  const { language, theme, density, ...identity } = person
  return me.parse({ ...identity, preferences: { language, theme, density }, libraries })
}

/** The same in a transaction of its own. */
export async function getMe(house: House, userId: UserId): Promise<Me> {
  return await house.database.asUser(userId, (tx) => readMe(tx, userId))
}
