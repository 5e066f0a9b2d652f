import { betterAuth } from 'better-auth'
import { APIError, createAuthEndpoint } from 'better-auth/api'
import { setSessionCookie } from 'better-auth/cookies'
import type { Pool } from 'pg'
import { z } from 'zod'
import { sessionCookieName } from './session-cookie.ts'
import type { Settings } from './settings.ts'

/** A session in use is prolonged at most this often, so that reading does not write a row each time. */
export const prolongAfterSeconds = 3_600
/** Carries the caller's address. The headers of a request are never handed on, so nobody can send it themselves. */
export const addressHeader = 'x-seogo-client-address'

/** Opens a session for a person who proved who they are by a one-time link; reachable from this process only. */
const openSessionByLink = {
  id: 'seogo-links',
  endpoints: {
    openSession: createAuthEndpoint.serverOnly(
      {
        method: 'POST',
        requireHeaders: true,
        body: z.strictObject({ userId: z.uuid(), byPasskey: z.boolean() }),
      },
      async (context) => {
        const { internalAdapter } = context.context
        const user = await internalAdapter.findUserById(context.body.userId)
        if (!user) throw new APIError('NOT_FOUND', { code: 'PERSON_NOT_FOUND' })
        const session = await internalAdapter.createSession(user.id, false, {
          byPasskey: context.body.byPasskey,
        })
        await setSessionCookie(context, { session, user })
        return { userId: user.id, sessionId: session.id }
      },
    ),
  },
}

/** The word for a refusal of {@link refuseLocked}. */
export const accountLocked = 'ACCOUNT_LOCKED'

/** No session begins for a locked person, whatever they proved. */
async function refuseLocked(pool: Pool, userId: string, now: Date): Promise<void> {
  const { rows } = await pool.query<{ lock_reason: string | null }>(
    `select lock_reason from auth.users where id = $1 and (locked_until > $2 or deactivated_at is not null)`,
    [userId, now],
  )
  const [locked] = rows
  if (locked) throw new APIError('FORBIDDEN', { code: accountLocked, reason: locked.lock_reason })
}

/** better-auth on our tables, with everything off that we do not use. `mechanism.ts` alone calls it. */
export function openBetterAuth(settings: Settings) {
  const { pool, clock, log, secureCookies } = settings
  return betterAuth({
    appName: 'Seogo',
    baseURL: settings.publicUrl.origin,
    secret: settings.secret.reveal(),
    database: pool,
    telemetry: { enabled: false },
    rateLimit: { enabled: false },
    logger: {
      level: 'error',
      log: (_level, message, ...details) =>
        log.error({ details: details.map(String) }, `sign-in: ${message}`),
    },
    advanced: {
      database: { generateId: 'uuid' },
      ipAddress: { ipAddressHeaders: [addressHeader] },
      cookiePrefix: 'seogo',
      // The mechanism's own switch would say `__Secure-`; `__Host-` also pins the cookie to this very host and path.
      useSecureCookies: false,
      defaultCookieAttributes: { secure: secureCookies, httpOnly: true, sameSite: 'lax', path: '/' },
      cookies: { session_token: { name: sessionCookieName(secureCookies) } },
    },
    user: {
      modelName: 'users',
      fields: { emailVerified: 'email_verified', createdAt: 'created_at', updatedAt: 'updated_at' },
      additionalFields: {
        role: { type: 'string', input: false, required: true },
        deactivatedAt: { type: 'date', input: false, required: false, fieldName: 'deactivated_at' },
        secondFactorAt: { type: 'date', input: false, required: false, fieldName: 'second_factor_at' },
        lockedUntil: { type: 'date', input: false, required: false, fieldName: 'locked_until' },
      },
    },
    session: {
      modelName: 'sessions',
      expiresIn: settings.sessionIdleMs / 1000,
      updateAge: prolongAfterSeconds,
      fields: {
        userId: 'user_id',
        ipAddress: 'ip_address',
        userAgent: 'user_agent',
        expiresAt: 'expires_at',
        createdAt: 'created_at',
        updatedAt: 'updated_at',
      },
      additionalFields: {
        reauthAt: { type: 'date', input: false, required: false, fieldName: 'reauth_at' },
        challengedAt: { type: 'date', input: false, required: false, fieldName: 'challenged_at' },
        byPasskey: { type: 'boolean', input: false, required: true, fieldName: 'by_passkey' },
      },
    },
    account: {
      modelName: 'credentials',
      fields: {
        userId: 'user_id',
        accountId: 'account_id',
        providerId: 'provider_id',
        accessToken: 'access_token',
        refreshToken: 'refresh_token',
        idToken: 'id_token',
        accessTokenExpiresAt: 'access_token_expires_at',
        refreshTokenExpiresAt: 'refresh_token_expires_at',
        createdAt: 'created_at',
        updatedAt: 'updated_at',
      },
    },
    verification: {
      modelName: 'verifications',
      fields: { expiresAt: 'expires_at', createdAt: 'created_at', updatedAt: 'updated_at' },
    },
    // Passwords are checked before it is asked for a session (check-password.ts).
    emailAndPassword: { enabled: false },
    databaseHooks: {
      session: { create: { before: (session) => refuseLocked(pool, session.userId, clock.now()) } },
    },
    plugins: [openSessionByLink],
  })
}
