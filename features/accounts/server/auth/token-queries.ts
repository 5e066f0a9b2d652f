import type { AuthDb } from './tables.ts'

const columns = ['id', 'label', 'scope', 'created_at', 'expires_at', 'last_used_at', 'last_address'] as const

export type TokenRow = Awaited<ReturnType<typeof listTokens>>[number]

type NewToken = {
  readonly user_id: string
  readonly label: string
  readonly token_hash: Buffer
  readonly scope: 'read' | 'write' | 'admin'
  readonly created_at: Date
  readonly expires_at: Date
}

/** A person's tokens, ended ones too, the newest first. */
export async function listTokens(db: AuthDb, userId: string) {
  return await db
    .selectFrom('auth.api_tokens')
    .select(columns)
    .where('user_id', '=', userId)
    .orderBy('created_at', 'desc')
    .orderBy('id')
    .execute()
}

export async function insertToken(db: AuthDb, token: NewToken) {
  return await db.insertInto('auth.api_tokens').values(token).returning(columns).executeTakeFirstOrThrow()
}

/** @returns its label, undefined when the person has no such token */
export async function deleteToken(db: AuthDb, userId: string, id: string) {
  return await db
    .deleteFrom('auth.api_tokens')
    .where('id', '=', id)
    .where('user_id', '=', userId)
    .returning('label')
    .executeTakeFirst()
}

/** A living token with its person, who must be let in at this moment. */
export async function findLivingToken(db: AuthDb, tokenHash: Buffer, at: Date) {
  return await db
    .selectFrom('auth.api_tokens as token')
    .innerJoin('auth.users as person', 'person.id', 'token.user_id')
    .select([
      'token.id',
      'token.scope',
      'token.last_used_at',
      'person.id as user_id',
      'person.role',
      'person.second_factor_at',
    ])
    .where('token.token_hash', '=', tokenHash)
    .where('token.expires_at', '>', at)
    .where('person.deactivated_at', 'is', null)
    .where((one) => one.or([one('person.locked_until', 'is', null), one('person.locked_until', '<=', at)]))
    .executeTakeFirst()
}

export async function touchToken(db: AuthDb, id: string, { at, address }: { at: Date; address: string }) {
  await db
    .updateTable('auth.api_tokens')
    .set({ last_used_at: at, last_address: address })
    .where('id', '=', id)
    .execute()
}
