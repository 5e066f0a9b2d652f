import { createHash } from 'node:crypto'
import type { UserId } from '#contract/ids.ts'
import { cacheNamespace } from '#platform/cache/namespace.ts'
import type { House } from '#platform/house.ts'
import type { Caller } from '#platform/http/route.ts'

/** How long a session that was read is believed without asking the database again. */
const sessions = cacheNamespace({
  name: 'accounts.callers',
  ttlMs: 5_000,
  dependsOn: ['users'],
  because: 'who ends a session says so by the tag of its person',
})

const tagOf = (userId: UserId) => `accounts.sessions.${userId}`

/** What came along to say who asks. The kind keeps a cookie sent as a token from being taken for what it was remembered as. */
type Credential = { readonly kind: 'session' | 'token'; readonly secret: string }

/**
 * Who a cookie or a program's token stands for, remembered for some seconds. It is kept under a hash: the credential itself
 * opens doors.
 */
export async function cachedCaller(
  house: House,
  { kind, secret }: Credential,
  read: () => Promise<Caller | undefined>,
): Promise<Caller | undefined> {
  const key = `${kind}.${createHash('sha256').update(secret).digest('base64url')}`
  const caller = await house.cache.getOrSet<Caller | null>(sessions, { key }, async ({ tag }) => {
    const found = await read()
    if (found) tag([tagOf(found.userId), found.userId])
    return found ?? null
  })
  return caller ?? undefined
}

/** Has every process ask again about a person's sessions: after signing out, and after a change of their role. */
export async function forgetSessions(house: House, userId: UserId): Promise<void> {
  await house.cache.deleteByTag([tagOf(userId)])
}
