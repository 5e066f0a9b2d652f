import { type LibraryId, libraryId as libraryIdSchema, type UserId } from '#contract/ids.ts'
import { Problem } from '#contract/problems.ts'
import { announce, type UserTx, userOf } from '#platform/database/transactions.ts'
import type { House } from '#platform/house.ts'
import type { LibrarySummary } from '../contract.ts'
import {
  findMembership,
  findPersonalLibrary,
  findSharedLibrary,
  insertSharedLibrary,
  listLibraries,
  upsertMember,
} from './queries.ts'

/** The ids of the libraries a person sees. */
export async function librariesOf(house: House, userId: UserId): Promise<string[]> {
  const libraries = await house.database.asUser(userId, (tx) => listLibraries(tx, userId))
  return libraries.map(({ id }) => id)
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

/** Makes a library that several people share; its owner is its first member. */
export async function createSharedLibrary(
  house: House,
  library: { readonly name: string; readonly ownerId: UserId },
): Promise<LibraryId> {
  return await house.database.asSystem('a shared library is made for its owner', async (tx) => {
    const made = await insertSharedLibrary(tx, library)
    const libraryId = libraryIdSchema.parse(made.id)
    await upsertMember(tx, { libraryId, userId: library.ownerId, membership: 'owner' })
    announce(tx, { userIds: [library.ownerId] }, [{ topic: 'account' }])
    return libraryId
  })
}

/**
 * Lets a person into a shared library, or changes what they may do there.
 * @throws Problem library_not_found when there is no shared library of this id
 */
export async function addMember(
  house: House,
  member: {
    readonly libraryId: LibraryId
    readonly userId: UserId
    readonly membership: Exclude<LibrarySummary['membership'], 'owner'>
  },
): Promise<void> {
  await house.database.asSystem('a person is let into a shared library', async (tx) => {
    if (!(await findSharedLibrary(tx, member.libraryId))) throw new Problem('library_not_found')
    await upsertMember(tx, member)
    announce(tx, { userIds: [member.userId] }, [{ topic: 'account' }, { topic: 'papers' }])
  })
}
