import { type LibraryId, type UserId, userId } from '#contract/ids.ts'
import type { Role } from '#contract/permissions.ts'
import type { SystemTx, Tx, UserTx } from '#platform/database/transactions.ts'

/** The asking person's own row; row-level security shows no other. */
export async function findMe(tx: UserTx, id: UserId) {
  return await tx
    .selectFrom('auth.users')
    .select(['id', 'name', 'email', 'role', 'language', 'theme', 'density', 'time_zone', 'second_factor_at'])
    .where('id', '=', id)
    .executeTakeFirst()
}

/** Whom to write to, and in which language; null: they never chose one. */
export async function findAddressee(
  tx: SystemTx,
  id: UserId,
): Promise<{ email: string; language: 'en' | 'ko' | null } | undefined> {
  return await tx
    .selectFrom('auth.users')
    .select(['email', 'language'])
    .where('id', '=', id)
    .executeTakeFirst()
}

/** The zone a person lives in; null: none was told. */
export async function findTimeZone(tx: Tx, id: string): Promise<string | null> {
  const row = await tx.selectFrom('auth.users').select('time_zone').where('id', '=', id).executeTakeFirst()
  return row?.time_zone ?? null
}

type Group =
  | { readonly kind: 'everybody' }
  | { readonly kind: 'role'; readonly role: Role }
  | { readonly kind: 'library'; readonly libraryId: LibraryId }

/** People of a group who came in, in the order of their ids, those after one of them. */
export async function listPeopleOf(
  tx: SystemTx,
  group: Group,
  { after, limit }: { readonly after: string | null; readonly limit: number },
): Promise<UserId[]> {
  const rows = await tx
    .selectFrom('auth.users as u')
    .select('u.id')
    .where('u.claimed_at', 'is not', null)
    .$if(after !== null, (query) => query.where('u.id', '>', after ?? ''))
    .$if(group.kind === 'role', (query) =>
      query.where('u.role', '=', group.kind === 'role' ? group.role : 'owner'),
    )
    .$if(group.kind === 'library', (query) =>
      query.where('u.id', 'in', (members) =>
        members
          .selectFrom('library_members')
          .select('user_id')
          .where('library_id', '=', group.kind === 'library' ? group.libraryId : ''),
      ),
    )
    .orderBy('u.id')
    .limit(limit)
    .execute()
  return rows.map(({ id }) => userId.parse(id))
}

export async function isLibrary(tx: SystemTx, id: LibraryId): Promise<boolean> {
  const row = await tx.selectFrom('libraries').select('id').where('id', '=', id).executeTakeFirst()
  return row !== undefined
}

/** Who looks after the house: the owner and the administrators. */
export async function listAdministrators(tx: SystemTx): Promise<UserId[]> {
  const rows = await tx
    .selectFrom('auth.users')
    .select('id')
    .where('role', 'in', ['owner', 'admin'])
    .orderBy('id')
    .execute()
  return rows.map(({ id }) => userId.parse(id))
}
