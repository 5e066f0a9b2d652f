import { createHash, randomBytes } from 'node:crypto'
import type { z } from 'zod'
import { type ApiTokenId, type UserId, userId as userIdSchema } from '#contract/ids.ts'
import { may, type Role } from '#contract/permissions.ts'
import { Problem } from '#contract/problems.ts'
import { toInstant } from '#contract/time.ts'
import { recordSignIn } from '#features/audit/server/audit.ts'
import type { House } from '#platform/house.ts'
import type { Caller } from '#platform/http/route.ts'
import { type ApiToken, apiToken, type makeToken as makeTokenEndpoint } from '../contract/tokens.ts'
import { authenticationOf } from './auth/authentication.ts'
import { roleNow } from './auth/held-back.ts'
import {
  deleteToken,
  findLivingToken,
  insertToken,
  listTokens,
  type TokenRow,
  touchToken,
} from './auth/token-queries.ts'
import { forgetSessions } from './session-cache.ts'

const tokenBytes = 32
const dayMs = 86_400_000
/** So that scanners of leaked secrets know it (and people what they found). */
const prefix = 'seogo_'
const mostTokens = 50
/** A use is written down at most this often. */
const touchedEveryMs = 60_000

// The token has 256 bits of its own, so one plain hash is enough: there is nothing to guess.
const hashOf = (token: string) => createHash('sha256').update(token, 'utf8').digest()

function toToken(row: TokenRow): ApiToken {
  return apiToken.parse({
    id: row.id,
    label: row.label,
    scope: row.scope,
    createdAt: toInstant(row.created_at),
    expiresAt: toInstant(row.expires_at),
    lastUsedAt: row.last_used_at && toInstant(row.last_used_at),
    lastAddress: row.last_address,
  })
}

/** A person's tokens, the newest first; never with their secrets. */
export async function listApiTokens(house: House, userId: UserId): Promise<ApiToken[]> {
  return (await listTokens(authenticationOf(house).db, userId)).map(toToken)
}

type Making = { readonly userId: UserId; readonly role: Role; readonly address?: string }

/** Makes a token; its secret is given back this once. @throws Problem not_permitted | too_many_tokens */
export async function makeApiToken(
  house: House,
  { userId, role, address }: Making,
  { label, scope, days }: z.output<typeof makeTokenEndpoint.body>,
): Promise<{ token: ApiToken; secret: string }> {
  if (scope === 'admin' && !may(role, 'people:manage')) throw new Problem('not_permitted', { scope })
  const secret = `${prefix}${randomBytes(tokenBytes).toString('base64url')}`
  const at = house.clock.now()
  const { db } = authenticationOf(house)
  const row = await db.transaction().execute(async (tx) => {
    if ((await listTokens(tx, userId)).length >= mostTokens)
      throw new Problem('too_many_tokens', { most: mostTokens })
    const made = await insertToken(tx, {
      user_id: userId,
      label,
      token_hash: hashOf(secret),
      scope,
      created_at: at,
      expires_at: new Date(at.getTime() + days * dayMs),
    })
    const subject = { kind: 'token', id: made.id, title: label }
    await recordSignIn(tx, { act: 'token_made', by: userId, address, subject, facts: { scope, days } })
    return made
  })
  return { token: toToken(row), secret }
}

/** Takes a token back; the next request with it is refused. @throws Problem token_not_found */
export async function revokeApiToken(house: House, userId: UserId, id: ApiTokenId): Promise<void> {
  await authenticationOf(house)
    .db.transaction()
    .execute(async (tx) => {
      const gone = await deleteToken(tx, userId, id)
      if (!gone) throw new Problem('token_not_found')
      const subject = { kind: 'token', id, title: gone.label }
      await recordSignIn(tx, { act: 'token_revoked', by: userId, subject })
    })
  await forgetSessions(house, userId)
}

/** The token a program sends (RFC 6750, 2.1); undefined when it sends none. */
export function findBearer(headers: Headers): string | undefined {
  return /^Bearer +([\w.~+/-]+=*)$/i.exec(headers.get('authorization') ?? '')?.[1]
}

/** Who a token acts for; undefined when it is unknown or ended, or its person is not let in at this moment. */
export async function readApiToken(
  house: House,
  secret: string,
  address: string,
): Promise<Caller | undefined> {
  const { db } = authenticationOf(house)
  const at = house.clock.now()
  const row = await findLivingToken(db, hashOf(secret), at)
  if (!row) return undefined
  if (at.getTime() - (row.last_used_at?.getTime() ?? 0) >= touchedEveryMs)
    await touchToken(db, row.id, { at, address })
  const holder = { role: row.role, hasSecondFactor: row.second_factor_at !== null }
  return {
    userId: userIdSchema.parse(row.user_id),
    role: roleNow(holder, house.config.SEOGO_ADMINS_NEED_SECOND_FACTOR),
    sessionId: row.id,
    token: { scope: row.scope },
  }
}
