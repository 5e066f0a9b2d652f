import { sql } from 'kysely'
import type { LibraryId, UserId } from '#contract/ids.ts'
import type { Role } from '#contract/permissions.ts'
import type { SystemTx, UserTx } from '#platform/database/transactions.ts'
import type { Membership } from '../contract.ts'

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

/** How many people are in each of the libraries the asking person sees. */
export async function countMembers(tx: UserTx) {
  return await tx
    .selectFrom('library_members')
    .select((one) => ['library_id', one.fn.countAll<string>().as('count')])
    .groupBy('library_id')
    .execute()
}

/** How many papers stand in each of the libraries the asking person sees, counted no further than so many. */
export async function countPapersUpTo(tx: UserTx, most: number) {
  const { rows } = await sql<{ id: string; count: number }>`
    select l.id, (select count(*)::int from (
             select from papers p where p.library_id = l.id and p.trashed_at is null limit ${most}) as counted) as count
      from libraries l`.execute(tx)
  return rows
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

type PersonInLibrary = {
  user_id: UserId
  name: string
  email: string
  role: Role
  membership: Membership
  joined_at: Date
}

/** The people of a library the asking person sees: owners first, then by name. */
export async function listPeopleOf(tx: UserTx, libraryId: LibraryId): Promise<PersonInLibrary[]> {
  const { rows } = await sql<PersonInLibrary>`
    select * from app.people_of_library(${libraryId})
     order by array_position(array['owner', 'editor', 'reader'], membership), lower(name), user_id`.execute(
    tx,
  )
  return rows
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

/** How many shared libraries are in a person's name, those waiting for their end among them. */
export async function countOwned(tx: SystemTx, ownerId: UserId): Promise<number> {
  const { count } = await tx
    .selectFrom('libraries')
    .select((one) => one.fn.countAll<string>().as('count'))
    .where('owner_id', '=', ownerId)
    .where('kind', '=', 'shared')
    .executeTakeFirstOrThrow()
  return Number(count)
}

/** A library with the asking person's membership, held until the end: who joins, leaves and rises is decided one at a time. */
export async function lockLibraryOf(tx: SystemTx, libraryId: LibraryId, userId: UserId) {
  return await tx
    .selectFrom('libraries as library')
    .innerJoin('library_members as member', 'member.library_id', 'library.id')
    .select(['library.name', 'library.kind', 'library.owner_id', 'library.deleted_at', 'member.membership'])
    .where('library.id', '=', libraryId)
    .where('member.user_id', '=', userId)
    .forNoKeyUpdate(['library'])
    .executeTakeFirst()
}

/** A shared library that was not taken away, held until the end. */
export async function lockSharedLibrary(tx: SystemTx, libraryId: LibraryId) {
  return await tx
    .selectFrom('libraries')
    .select(['id', 'name', 'owner_id'])
    .where('id', '=', libraryId)
    .where('kind', '=', 'shared')
    .where('deleted_at', 'is', null)
    .forNoKeyUpdate()
    .executeTakeFirst()
}

export async function updateName(tx: SystemTx, libraryId: LibraryId, name: string) {
  await tx.updateTable('libraries').set({ name }).where('id', '=', libraryId).execute()
}

/** Papers outside the trash. */
export async function countPapersOf(tx: SystemTx, libraryId: LibraryId): Promise<number> {
  const { count } = await tx
    .selectFrom('papers')
    .select((one) => one.fn.countAll<string>().as('count'))
    .where('library_id', '=', libraryId)
    .where('trashed_at', 'is', null)
    .executeTakeFirstOrThrow()
  return Number(count)
}

/** Takes a library out of sight, or brings it back. */
export async function markDeleted(
  tx: SystemTx,
  libraryId: LibraryId,
  deletion: { readonly at: Date; readonly by: UserId } | undefined,
) {
  await tx
    .updateTable('libraries')
    .set({ deleted_at: deletion?.at ?? null, deleted_by: deletion?.by ?? null })
    .where('id', '=', libraryId)
    .execute()
}

/** The libraries of a person's that were taken away and can be brought back, the latest first. */
export async function listDeletedOf(tx: SystemTx, userId: UserId) {
  return await tx
    .selectFrom('libraries as library')
    .innerJoin('library_members as member', 'member.library_id', 'library.id')
    .select(['library.id', 'library.name', 'library.deleted_at'])
    .where('member.user_id', '=', userId)
    .where('member.membership', '=', 'owner')
    .where('library.deleted_at', 'is not', null)
    .orderBy('library.deleted_at', 'desc')
    .execute()
}

/** Removes a library that was taken away before then, with all that is in it. @returns undefined when there is none */
export async function purgeOneDeleted(tx: SystemTx, before: Date): Promise<string | undefined> {
  const { rows } = await sql<{ id: string }>`
    delete from libraries where id = (
      select id from libraries where deleted_at < ${before} order by deleted_at limit 1 for update skip locked)
    returning id`.execute(tx)
  return rows[0]?.id
}
