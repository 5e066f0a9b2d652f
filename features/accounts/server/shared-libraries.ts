import { type LibraryId, libraryId as libraryIdSchema, type UserId } from '#contract/ids.ts'
import { type Change, libraryChanges } from '#contract/live.ts'
import { Problem } from '#contract/problems.ts'
import { record } from '#features/audit/server/audit.ts'
import { announce, type SystemTx } from '#platform/database/transactions.ts'
import type { House } from '#platform/house.ts'
import type { LibrarySummary } from '../contract.ts'
import { keptDeletedMs } from './kept-deleted.ts'
import {
  countOwned,
  countPapersOf,
  insertSharedLibrary,
  lockLibraryOf,
  markDeleted,
  purgeOneDeleted,
  updateName,
} from './library-queries.ts'
import { insertMember, listMemberIds } from './member-queries.ts'
import { requireOwner } from './require-owner.ts'

/** So many shared libraries may be in one person's name. */
const mostOwned = 200

/** Makes a library that several people share; its owner is its first member. @throws Problem too_many_libraries */
export async function createSharedLibrary(
  house: House,
  library: { readonly name: string; readonly ownerId: UserId },
): Promise<LibraryId> {
  return await house.database.asSystem('a shared library is made for its owner', async (tx) => {
    if ((await countOwned(tx, library.ownerId)) >= mostOwned)
      throw new Problem('too_many_libraries', { most: mostOwned })
    const made = await insertSharedLibrary(tx, library)
    const libraryId = libraryIdSchema.parse(made.id)
    await insertMember(tx, { libraryId, userId: library.ownerId, membership: 'owner' })
    announce(tx, { userIds: [library.ownerId] }, [{ topic: 'account' }])
    return libraryId
  })
}

type ByOwner = { readonly libraryId: LibraryId; readonly by: UserId }

async function tellMembers(tx: SystemTx, libraryId: LibraryId, changes: readonly Change[]) {
  const members = await listMemberIds(tx, libraryId)
  announce(tx, { userIds: members.map(({ user_id: userId }) => userId) }, changes)
}

/** @throws Problem as {@link requireOwner} */
export async function renameLibrary(
  house: House,
  { libraryId, by, name }: ByOwner & { readonly name: string },
): Promise<LibrarySummary> {
  return await house.database.asSystem('an owner renames a library', async (tx) => {
    await requireOwner(tx, libraryId, by)
    await updateName(tx, libraryId, name)
    await tellMembers(tx, libraryId, [{ topic: 'account' }])
    return { id: libraryId, name, kind: 'shared', membership: 'owner' }
  })
}

/**
 * Takes a shared library out of everybody's sight. Its papers stay for thirty days, in which an owner can bring it back;
 * then it is gone with all that is in it. One with papers goes only when its name is typed.
 * @throws Problem library_not_empty, and as {@link requireOwner}
 */
export async function deleteLibrary(
  house: House,
  { libraryId, by, typedName }: ByOwner & { readonly typedName: string | undefined },
): Promise<void> {
  await house.database.asSystem('an owner takes a library away', async (tx) => {
    const { name } = await requireOwner(tx, libraryId, by)
    if (typedName?.normalize() !== name.normalize()) {
      const paperCount = await countPapersOf(tx, libraryId)
      if (paperCount > 0) throw new Problem('library_not_empty', { paperCount })
    }
    await markDeleted(tx, libraryId, { at: house.clock.now(), by })
    await record(tx, { act: 'library_deleted', by, subject: { kind: 'library', id: libraryId, title: name } })
    await tellMembers(tx, libraryId, libraryChanges)
  })
}

/** Brings a library back that was taken away. @throws Problem library_not_found | library_owner_only */
export async function restoreLibrary(house: House, { libraryId, by }: ByOwner): Promise<LibrarySummary> {
  return await house.database.asSystem('an owner brings a library back', async (tx) => {
    const library = await lockLibraryOf(tx, libraryId, by)
    if (library?.kind !== 'shared') throw new Problem('library_not_found')
    // Who does not own it sees nothing of it while it is away.
    if (library.membership !== 'owner')
      throw new Problem(library.deleted_at ? 'library_not_found' : 'library_owner_only')
    if (library.deleted_at) {
      await markDeleted(tx, libraryId, undefined)
      const subject = { kind: 'library', id: libraryId, title: library.name }
      await record(tx, { act: 'library_restored', by, subject })
      await tellMembers(tx, libraryId, libraryChanges)
    }
    return { id: libraryId, name: library.name, kind: 'shared', membership: 'owner' }
  })
}

/** Removes for good what nobody brought back in time, one library a transaction. @returns how many */
export async function purgeDeletedLibraries(house: House, signal: AbortSignal): Promise<number> {
  const before = new Date(house.clock.now().getTime() - keptDeletedMs)
  for (let count = 0; ; count += 1) {
    if (signal.aborted) return count
    const purged = await house.database.asSystem('a library is gone after thirty days', (tx) =>
      purgeOneDeleted(tx, before),
    )
    if (purged === undefined) return count
  }
}
