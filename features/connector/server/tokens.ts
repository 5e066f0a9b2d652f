import { createHash, randomBytes } from 'node:crypto'
import type { ConnectorTokenId, UserId } from '#contract/ids.ts'
import { may } from '#contract/permissions.ts'
import { Problem } from '#contract/problems.ts'
import { toInstant } from '#contract/time.ts'
import type { Me } from '#features/accounts/contract.ts'
import { isActive, readMe } from '#features/accounts/server/accounts.ts'
import { announce, type UserTx } from '#platform/database/transactions.ts'
import type { House } from '#platform/house.ts'
import { type ConnectorToken, connectorToken } from '../contract.ts'
import { countRefusal, deleteToken, findByHash, insertToken, selectTokens, touchToken } from './queries.ts'

const tokenBytes = 32

// The token has 256 bits of its own, so one plain hash is enough: there is nothing to guess.
const hashOf = (token: string) => createHash('sha256').update(token, 'utf8').digest()

type Row = Awaited<ReturnType<typeof selectTokens>>[number]

function toToken(row: Row): ConnectorToken {
  return connectorToken.parse({
    id: row.id,
    label: row.label,
    createdAt: toInstant(row.created_at),
    lastUsedAt: row.last_used_at && toInstant(row.last_used_at),
  })
}

/** The asking person's addresses, oldest first. */
export async function listTokens(tx: UserTx): Promise<ConnectorToken[]> {
  return (await selectTokens(tx)).map(toToken)
}

/** Makes an address for one browser. The secret is in `path` and nowhere else. */
export async function makeToken(tx: UserTx, userId: UserId, label: string) {
  const token = randomBytes(tokenBytes).toString('base64url')
  const row = await insertToken(tx, { user_id: userId, token_hash: hashOf(token), label })
  announce(tx, { userIds: [userId] }, [{ topic: 'connector' }])
  return { token: toToken(row), path: `/zc/${token}/` }
}

/** Takes an address back. @throws Problem connector_token_not_found */
export async function revokeToken(tx: UserTx, userId: UserId, id: ConnectorTokenId): Promise<void> {
  if (!(await deleteToken(tx, id))) throw new Problem('connector_token_not_found')
  announce(tx, { userIds: [userId] }, [{ topic: 'connector' }])
}

/** Who saves, with what they may do at this moment. */
export type Saver = {
  readonly userId: UserId
  readonly tokenId: string
  /** Where this browser saved last. */
  readonly targetNumber: number | null
  readonly me: Me
}

const quarterMs = 15 * 60_000

/** Wrong addresses from one place within a quarter of an hour; somebody with an old bookmark is far below. */
const refusalsMax = 60

/** Last use is written so seldom at most: it is shown by the minute. */
const touchAfterMs = 60_000

async function refuse(house: House, address: string): Promise<never> {
  const nowMs = house.clock.now().getTime()
  const windowStartMs = nowMs - (nowMs % quarterMs)
  const count = await house.database.asSystem('a wrong address of the connector is counted', (tx) =>
    countRefusal(tx, address, new Date(windowStartMs)),
  )
  if (count <= refusalsMax) throw new Problem('not_signed_in')
  const retryAfterSeconds = Math.ceil((windowStartMs + quarterMs - nowMs) / 1_000)
  throw new Problem('too_many_requests', { retryAfterSeconds })
}

/**
 * The person an address stands for.
 * @throws Problem not_signed_in for an unknown or revoked one, too_many_requests after many of them from one place,
 * not_permitted when the person may not write papers any more, account_locked
 */
export async function requireSaver(house: House, token: string, address: string): Promise<Saver> {
  const now = house.clock.now()
  const row = await house.database.asSystem('an address of the connector is read', async (tx) => {
    const found = await findByHash(tx, hashOf(token))
    if (found && now.getTime() - (found.last_used_at?.getTime() ?? 0) >= touchAfterMs)
      await touchToken(tx, found.id, now)
    return found
  })
  if (!row) return refuse(house, address)
  const userId = row.user_id as UserId
  if (!(await isActive(house, userId))) throw new Problem('account_locked')
  const me = await house.database.asUser(userId, (tx) => readMe(tx, userId))
  if (!may(me.role, 'connector:use')) throw new Problem('not_permitted', { permission: 'connector:use' })
  return { userId, tokenId: row.id, targetNumber: row.target_number, me }
}
