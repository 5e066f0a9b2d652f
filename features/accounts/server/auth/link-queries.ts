import { sql } from 'kysely'
import type { Role } from '#contract/permissions.ts'
import type { LinkPurpose } from '../../contract.ts'
import type { AuthDb } from './tables.ts'

const linkColumns = ['id', 'purpose', 'user_id', 'email', 'role', 'expires_at', 'bound_hash'] as const

type NewLink = {
  readonly id?: string
  readonly purpose: LinkPurpose
  readonly token_hash: Buffer
  readonly user_id: string | null
  readonly email: string | null
  readonly role: Role
  readonly created_by: string | null
  readonly bound_hash?: Buffer
  readonly created_at: Date
  readonly expires_at: Date
}

export async function insertLink(db: AuthDb, link: NewLink) {
  return await db.insertInto('auth.links').values(link).returning('id').executeTakeFirstOrThrow()
}

/** Earlier unused links of the same purpose for the same person or address stop working. @returns how many */
export async function expireEarlierLinks(db: AuthDb, link: NewLink): Promise<number> {
  const expired = await db
    .updateTable('auth.links')
    .set({ expires_at: link.created_at })
    .where('purpose', '=', link.purpose)
    .where(sql<boolean>`user_id is not distinct from ${link.user_id}`)
    // Whichever address an earlier change of address was to lead to.
    .$if(link.purpose !== 'email', (some) =>
      some.where(sql<boolean>`email is not distinct from ${link.email}`),
    )
    .where('used_at', 'is', null)
    .where('expires_at', '>', link.created_at)
    .executeTakeFirst()
  return Number(expired.numUpdatedRows)
}

export async function findOpenLink(db: AuthDb, tokenHash: Buffer, at: Date) {
  return await db
    .selectFrom('auth.links')
    .select(linkColumns)
    .where('token_hash', '=', tokenHash)
    .where('used_at', 'is', null)
    .where('expires_at', '>', at)
    .executeTakeFirst()
}

/** Uses a link up. Of two that try at once one gets the row, the other waits for it and gets nothing. */
export async function takeLink(db: AuthDb, tokenHash: Buffer, at: Date) {
  return await db
    .updateTable('auth.links')
    .set({ used_at: at })
    .where('token_hash', '=', tokenHash)
    .where('used_at', 'is', null)
    .where('expires_at', '>', at)
    .returning(linkColumns)
    .executeTakeFirst()
}

/** Whom and what a link that is still open is for; for the job that mails it. */
export async function findOpenLinkById(db: AuthDb, id: string, at: Date) {
  return await db
    .selectFrom('auth.links')
    .select(linkColumns)
    .where('id', '=', id)
    .where('used_at', 'is', null)
    .where('expires_at', '>', at)
    .executeTakeFirst()
}

/** Whether a link was made under this id before, whatever became of it. */
export async function hasLink(db: AuthDb, id: string): Promise<boolean> {
  const row = await db.selectFrom('auth.links').select('id').where('id', '=', id).executeTakeFirst()
  return row !== undefined
}

/** All open links of a person stop working: what they were made for was settled otherwise. */
export async function expireLinksOf(db: AuthDb, userId: string, at: Date): Promise<void> {
  await db
    .updateTable('auth.links')
    .set({ expires_at: at })
    .where('user_id', '=', userId)
    .where('used_at', 'is', null)
    .where('expires_at', '>', at)
    .execute()
}
