import { createHash } from 'node:crypto'
import type { UserId } from '#contract/ids.ts'
import type { House } from '#platform/house.ts'
import type { Caller } from '#platform/http/route.ts'
import { authenticationOf } from './auth/authentication.ts'

/** How long a session that was read is believed without asking the database again. */
const believedMs = 5_000

const tagOf = (userId: UserId) => `accounts.sessions.${userId}`

/** Who the cookie's session belongs to, remembered for some seconds. The key is a hash: the cookie itself opens doors. */
export async function cachedSession(house: House, cookie: string): Promise<Caller | undefined> {
  const key = `accounts.session.${createHash('sha256').update(cookie).digest('base64url')}`
  const caller = await house.cache.getOrSet<Caller | null>(
    key,
    async ({ tag }) => {
      const mechanism = await authenticationOf(house).mechanism()
      const session = await mechanism.find(cookie, 'look')
      if (!session) return null
      tag([tagOf(session.caller.userId)])
      return session.caller
    },
    { ttlMs: believedMs },
  )
  return caller ?? undefined
}

/** The same for a program's token. */
export async function cachedToken(
  house: House,
  secret: string,
  read: () => Promise<Caller | undefined>,
): Promise<Caller | undefined> {
  const key = `accounts.token.${createHash('sha256').update(secret).digest('base64url')}`
  const caller = await house.cache.getOrSet<Caller | null>(
    key,
    async ({ tag }) => {
      const found = await read()
      if (found) tag([tagOf(found.userId)])
      return found ?? null
    },
    { ttlMs: believedMs },
  )
  return caller ?? undefined
}

/** Has every process ask again about a person's sessions: after signing out, and after a change of their role. */
export async function forgetSessions(house: House, userId: UserId): Promise<void> {
  await house.cache.deleteByTag([tagOf(userId)])
}
