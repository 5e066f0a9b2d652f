import { isAPIError } from 'better-auth/api'
import { userId } from '#contract/ids.ts'
import { role } from '#contract/permissions.ts'
import { Problem } from '#contract/problems.ts'
import { toInstant } from '#contract/time.ts'
import type { Caller } from '#platform/http/route.ts'
import { accountLocked, addressHeader, openBetterAuth, prolongAfterSeconds } from './better-auth.ts'
import { roleNow } from './held-back.ts'
import type { Settings } from './settings.ts'

/** Who asks, as far as a session remembers it. */
export type Client = { readonly address: string; readonly userAgent: string | undefined }

/** A session that has just begun. */
export type OpenedSession = {
  readonly userId: string
  readonly sessionId: string
  readonly byPasskey: boolean
  /** Values of `Set-Cookie` headers to pass on. */
  readonly setCookies: readonly string[]
}

/** A passkey is two factors in one. */
type Opening = { readonly byPasskey: boolean }

export type Session = {
  readonly caller: Caller
  /** Values of `Set-Cookie` to pass on; empty unless the session was just prolonged. */
  readonly setCookies: readonly string[]
}

/** What is done by better-auth and by nobody else: keeping sessions. */
export type Mechanism = {
  /** Opens a session for a person who proved who they are, by a passkey if so told. @throws Problem account_locked */
  openFor(userId: string, client: Client, how?: Opening): Promise<OpenedSession>
  /**
   * Reads the session of a cookie (`name=value`). `prolong` writes a session in use on for another two weeks, at most once
   * an hour, and says so by a new cookie; `look` only reads. Undefined when there is no living one, or its person is locked.
   */
  find(cookie: string, use: 'look' | 'prolong'): Promise<Session | undefined>
  /** Ends the session of a cookie, if it is one. @returns values of `Set-Cookie` that clear it */
  end(cookie: string): Promise<readonly string[]>
}

/** The headers a new session is labelled from: made here, never those of the request. */
function toHeaders(client: Client): Headers {
  const headers = new Headers({ [addressHeader]: client.address })
  // Headers refuses control characters; the agent is only a label in a list of sessions.
  if (client.userAgent)
    headers.set('user-agent', client.userAgent.replaceAll(/[^\x20-\x7e]/g, '').slice(0, 400))
  return headers
}

function toProblem(error: unknown): unknown {
  if (!isAPIError(error)) return error
  if (error.body?.code === accountLocked) {
    const reason: unknown = 'reason' in error.body ? error.body.reason : undefined
    return new Problem('account_locked', typeof reason === 'string' ? { reason } : {})
  }
  // What the database said is wrapped; the cause is the truth.
  return error.cause ?? error
}

/** Loads and opens better-auth. Its own HTTP routes are never mounted, and its handler leaves this file nowhere. */
export function openMechanism(settings: Settings): Mechanism {
  const { api } = openBetterAuth(settings)
  return {
    async openFor(id, client, { byPasskey } = { byPasskey: false }) {
      try {
        const { headers, response } = await api.openSession({
          body: { userId: id, byPasskey },
          headers: toHeaders(client),
          returnHeaders: true,
        })
        return { ...response, byPasskey, setCookies: headers.getSetCookie() }
      } catch (error) {
        throw toProblem(error)
      }
    },
    async find(cookie, use) {
      try {
        const { headers, response } = await api.getSession({
          headers: new Headers({ cookie }),
          query: { disableRefresh: use === 'look' },
          returnHeaders: true,
        })
        if (!response) return undefined
        const { session, user } = response
        const now = settings.clock.now()
        if (user.deactivatedAt || (user.lockedUntil && user.lockedUntil > now)) return undefined
        // However much it is used: a session does not live for ever.
        if (now.getTime() - session.createdAt.getTime() > settings.sessionMaxMs) return undefined
        const { byPasskey } = session
        const prolongedAt = session.expiresAt.getTime() - settings.sessionIdleMs
        const prolongFrom = toInstant(new Date(prolongedAt + prolongAfterSeconds * 1_000))
        const hasSecondFactor = byPasskey || Boolean(user.secondFactorAt)
        const holder = { role: role.parse(user.role), hasSecondFactor }
        const caller = {
          userId: userId.parse(user.id),
          role: roleNow(holder, settings.adminsNeedSecondFactor),
          sessionId: session.id,
          session: { byPasskey, prolongFrom },
          ...(session.challengedAt && ({ challenged: user.secondFactorAt ? 'factor' : 'password' } as const)),
        }
        return { caller, setCookies: headers.getSetCookie() }
      } catch (error) {
        // The session ended between being read and being prolonged.
        if (isAPIError(error) && error.status === 'UNAUTHORIZED') return undefined
        throw toProblem(error)
      }
    },
    async end(cookie) {
      const { headers } = await api.signOut({ headers: new Headers({ cookie }), returnHeaders: true })
      return headers.getSetCookie()
    },
  }
}
