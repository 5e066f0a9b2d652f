import type { LibraryId, UserId } from '#contract/ids.ts'
import type { SystemTx, UserTx } from '#platform/database/transactions.ts'
import type { LibrarySummary } from '../contract.ts'

/** The asking person's own row; row-level security shows no other. */
export async function findMe(tx: UserTx, userId: UserId) {
  return await tx
    .selectFrom('auth.users')
    .select(['id', 'name', 'email', 'role', 'language', 'theme'])
    .where('id', '=', userId)
    .executeTakeFirst()
}

/** The libraries a person sees, with what they may do there; their own first, then by name. */
export async function listLibraries(tx: UserTx, userId: UserId) {
  return await tx
    .selectFrom('library_members as member')
    .innerJoin('libraries as library', 'library.id', 'member.library_id')
    .select(['library.id', 'library.name', 'library.kind', 'member.membership'])
    .where('member.user_id', '=', userId)
    .orderBy((one) => one.case().when('library.kind', '=', 'personal').then(0).else(1).end())
    .orderBy('library.name')
    .orderBy('library.id')
    .execute()
}

export async function findPersonalLibrary(tx: UserTx, userId: UserId) {
  return await tx
    .selectFrom('libraries')
    .select('id')
    .where('owner_id', '=', userId)
    .where('kind', '=', 'personal')
    .executeTakeFirst()
}

export async function findMembership(tx: UserTx, userId: UserId, libraryId: LibraryId) {
  return await tx
    .selectFrom('library_members')
    .select('membership')
    .where('library_id', '=', libraryId)
    .where('user_id', '=', userId)
    .executeTakeFirst()
}

export async function insertSharedLibrary(
  tx: SystemTx,
  library: { readonly name: string; readonly ownerId: UserId },
) {
  return await tx
    .insertInto('libraries')
    .values({ name: library.name, kind: 'shared', owner_id: library.ownerId })
    .returning('id')
    .executeTakeFirstOrThrow()
}

type Member = {
  readonly libraryId: LibraryId
  readonly userId: UserId
  readonly membership: LibrarySummary['membership']
}

/** Makes somebody a member, or changes what they may do; the owner stays the owner. */
export async function upsertMember(tx: SystemTx, member: Member) {
  await tx
    .insertInto('library_members')
    .values({ library_id: member.libraryId, user_id: member.userId, membership: member.membership })
    .onConflict((conflict) =>
      conflict
        .columns(['library_id', 'user_id'])
        .doUpdateSet({ membership: member.membership })
        .where('library_members.membership', '<>', 'owner'),
    )
    .execute()
}

export async function findSharedLibrary(tx: SystemTx, libraryId: LibraryId) {
  return await tx
    .selectFrom('libraries')
    .select(['id', 'name', 'owner_id'])
    .where('id', '=', libraryId)
    .where('kind', '=', 'shared')
    .executeTakeFirst()
}
