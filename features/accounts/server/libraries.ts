import { type LibraryId, libraryId as libraryIdSchema, type UserId } from '#contract/ids.ts'
import { Problem } from '#contract/problems.ts'
import { toInstant } from '#contract/time.ts'
import { type UserTx, userOf } from '#platform/database/transactions.ts'
import type { House } from '#platform/house.ts'
import type { LibraryList } from '../contract.ts'
import { keptDeletedMs } from './kept-deleted.ts'
import {
  countMembers,
  countPapersUpTo,
  findMembership,
  findPersonalLibrary,
  listDeletedOf,
  listLibraries,
} from './library-queries.ts'

/** The ids of the libraries a person sees. */
export async function librariesOf(house: House, userId: UserId): Promise<string[]> {
  const libraries = await house.database.asUser(userId, (tx) => listLibraries(tx, userId))
  return libraries.map(({ id }) => id)
}

/** Counting ends here: who has more wants no exact number, and the list must not take longer for it. */
const mostCounted = 10_000

/** The libraries a person sees, with how many people and papers are in each, and those they may bring back. */
export async function describeLibraries(house: House, userId: UserId): Promise<LibraryList> {
  const items = await house.database.asUser(userId, async (tx) => {
    const libraries = await listLibraries(tx, userId)
    const members = new Map((await countMembers(tx)).map((row) => [row.library_id, Number(row.count)]))
    const papers = new Map((await countPapersUpTo(tx, mostCounted + 1)).map((row) => [row.id, row.count]))
    return libraries.map(({ id, ...library }) => ({
      id: libraryIdSchema.parse(id),
      ...library,
      memberCount: members.get(id) ?? 1,
      paperCount: Math.min(papers.get(id) ?? 0, mostCounted),
      paperCountIsExact: (papers.get(id) ?? 0) <= mostCounted,
    }))
  })
  const deleted = await house.database.asSystem('an owner looks for libraries to bring back', (tx) =>
    listDeletedOf(tx, userId),
  )
  return {
    items,
    deleted: deleted.flatMap(({ id, name, deleted_at: at }) =>
      at
        ? [
            {
              id: libraryIdSchema.parse(id),
              name,
              deletedAt: toInstant(at),
              goneAt: toInstant(new Date(at.getTime() + keptDeletedMs)),
            },
          ]
        : [],
    ),
  }
}

/**
 * The library that papers go into: the given one if the person may change it, their own when none is given.
 * @throws Problem library_not_found (also for one they cannot see) | library_read_only
 */
export async function requireEditableLibrary(tx: UserTx, libraryId?: LibraryId): Promise<LibraryId> {
  const userId = userOf(tx)
  if (!userId) throw new Problem('library_not_found')
  if (libraryId === undefined) {
    const own = await findPersonalLibrary(tx, userId)
    if (!own) throw new Problem('library_not_found')
    return libraryIdSchema.parse(own.id)
  }
  const member = await findMembership(tx, userId, libraryId)
  if (!member) throw new Problem('library_not_found')
  if (member.membership === 'reader') throw new Problem('library_read_only')
  return libraryId
}
