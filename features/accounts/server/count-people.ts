import { userId } from '#contract/ids.ts'
import { toInstant } from '#contract/time.ts'
import type { House } from '#platform/house.ts'
import { authenticationOf } from './auth/authentication.ts'
import { countPeople, findPeopleLike } from './auth/overview-queries.ts'

const dayMs = 86_400_000

/** How many people there are, were here within a day, are locked, and are invited and have not come. */
export async function countPeopleOf(house: House) {
  const now = house.clock.now()
  return await countPeople(authenticationOf(house).db, { now, since: new Date(now.getTime() - dayMs) })
}

/** People by a part of their name or address, those who came last first. */
export async function findPeople(house: House, part: string, most: number) {
  const rows = await findPeopleLike(authenticationOf(house).db, part, most)
  return rows.map(({ id, created_at, deactivated_at, ...person }) => ({
    ...person,
    id: userId.parse(id),
    createdAt: toInstant(created_at),
    isActive: deactivated_at === null,
  }))
}
