import type { LibraryId, UserId } from '#contract/ids.ts'
import type { SystemTx } from '#platform/database/transactions.ts'
import type { Membership } from '../contract.ts'

type Member = {
  readonly libraryId: LibraryId
  readonly userId: UserId
  readonly membership: Membership
}

/** Makes somebody a member. @returns whether they were none before */
export async function insertMember(tx: SystemTx, member: Member): Promise<boolean> {
  const row = await tx
    .insertInto('library_members')
    .values({ library_id: member.libraryId, user_id: member.userId, membership: member.membership })
    .onConflict((conflict) => conflict.doNothing())
    .returning('user_id')
    .executeTakeFirst()
  return row !== undefined
}

export async function updateMembership(tx: SystemTx, { libraryId, userId, membership }: Member) {
  await tx
    .updateTable('library_members')
    .set({ membership })
    .where('library_id', '=', libraryId)
    .where('user_id', '=', userId)
    .execute()
}

export async function deleteMember(tx: SystemTx, libraryId: LibraryId, userId: UserId) {
  await tx
    .deleteFrom('library_members')
    .where('library_id', '=', libraryId)
    .where('user_id', '=', userId)
    .execute()
}

/** A member with what their account may do in the house. */
export async function findMember(tx: SystemTx, libraryId: LibraryId, userId: UserId) {
  return await tx
    .selectFrom('library_members as member')
    .innerJoin('auth.users as person', 'person.id', 'member.user_id')
    .select(['member.membership', 'person.role'])
    .where('member.library_id', '=', libraryId)
    .where('member.user_id', '=', userId)
    .executeTakeFirst()
}

/** Everybody in a library, whoever asks. */
export async function listMemberIds(tx: SystemTx, libraryId: LibraryId) {
  return await tx
    .selectFrom('library_members')
    .select(['user_id', 'membership'])
    .where('library_id', '=', libraryId)
    .orderBy('created_at')
    .orderBy('user_id')
    .execute()
}

/** In whose name the library's own work is done; always one of its owners. */
export async function updateOwner(tx: SystemTx, libraryId: LibraryId, userId: UserId) {
  await tx.updateTable('libraries').set({ owner_id: userId }).where('id', '=', libraryId).execute()
}
