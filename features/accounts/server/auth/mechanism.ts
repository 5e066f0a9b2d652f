import { betterAuth } from 'better-auth'
import { APIError, createAuthEndpoint } from 'better-auth/api'
import { setSessionCookie } from 'better-auth/cookies'
import type { Pool } from 'pg'
import { z } from 'zod'
import type { Clock } from '#platform/clock/clock.ts'
import type { Secret } from '#platform/crypto/secret.ts'
import type { Log } from '#platform/log/log.ts'
import { hashPassword, verifyPassword } from './passwords.ts'

const secondsPerDay = 86_400
/** Idle time after which a session ends. */
export const sessionSeconds = 14 * secondsPerDay
/** A session in use is prolonged at most this often, so that reading does not write a row each time. */
const prolongAfterSeconds = 3_600
/** Carries the caller's address into the mechanism. Callers of this folder never forward headers they were sent. */
const addressHeader = 'x-seogo-client-address'

export type PasswordHashing = {
  hash(password: string): Promise<string>
  verify(phc: string, password: string): Promise<boolean>
}

export const argon2id: PasswordHashing = { hash: hashPassword, verify: verifyPassword }

export type MechanismSettings = {
  /** Connections of the role seogo_auth with `search_path=auth`. */
  readonly pool: Pool
  /** Signs session cookies. */
  readonly secret: Secret
  /** The address people type. */
  readonly publicUrl: URL
  /** Whether cookies travel over TLS only. */
  readonly secureCookies: boolean
  readonly passwords: PasswordHashing
  readonly clock: Clock
  readonly log: Log
}

/** Who asks, as far as a session remembers it. */
export type Client = { readonly address: string; readonly userAgent: string | undefined }

/** The only headers the mechanism ever sees: those made here. */
export function toHeaders(client: Client, cookie?: string): Headers {
  const headers = new Headers({ [addressHeader]: client.address })
  // A header value with control characters would be refused by Headers; the agent is only a label in a list of sessions.
  if (client.userAgent)
    headers.set('user-agent', client.userAgent.replaceAll(/[^\x20-\x7e]/g, '').slice(0, 400))
  if (cookie) headers.set('cookie', cookie)
  return headers
}

/** Opens a session for a person who proved who they are by a one-time link; reachable from this process only. */
const openSessionByLink = {
  id: 'seogo-links',
  endpoints: {
    openSession: createAuthEndpoint.serverOnly(
      { method: 'POST', requireHeaders: true, body: z.strictObject({ userId: z.uuid() }) },
      async (context) => {
        const { internalAdapter } = context.context
        const user = await internalAdapter.findUserById(context.body.userId)
        if (!user) throw new APIError('NOT_FOUND', { code: 'PERSON_NOT_FOUND' })
        const session = await internalAdapter.createSession(user.id)
        await setSessionCookie(context, { session, user })
        return { userId: user.id }
      },
    ),
  },
}

/** The mechanism's word for a refusal of {@link refuseLocked}. */
export const accountLocked = 'ACCOUNT_LOCKED'

/** No session begins for a locked person, whatever they proved. */
async function refuseLocked(pool: Pool, userId: string, now: Date): Promise<void> {
  const { rowCount } = await pool.query(
    'select from auth.users where id = $1 and (locked_until is null or locked_until <= $2)',
    [userId, now],
  )
  if (rowCount !== 1) throw new APIError('FORBIDDEN', { code: accountLocked })
}

/**
 * better-auth as a mechanism: it checks passwords and keeps sessions in our tables. Its own HTTP routes are never
 * mounted and its handler leaves this folder nowhere; our endpoints call `api` with headers made by {@link toHeaders}.
 */
export function openMechanism(settings: MechanismSettings) {
  const { pool, passwords, clock, log, secureCookies } = settings
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
      cookies: { session_token: { name: secureCookies ? '__Host-seogo.session' : 'seogo.session' } },
    },
    user: {
      modelName: 'users',
      fields: { emailVerified: 'email_verified', createdAt: 'created_at', updatedAt: 'updated_at' },
      additionalFields: {
        role: { type: 'string', input: false, required: true },
        lockedUntil: { type: 'date', input: false, required: false, fieldName: 'locked_until' },
      },
    },
    session: {
      modelName: 'sessions',
      expiresIn: sessionSeconds,
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
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      // The contract's limits; accounts are made by links alone.
      minPasswordLength: 10,
      maxPasswordLength: 200,
      password: {
        hash: (password) => passwords.hash(password),
        verify: ({ hash, password }) => passwords.verify(hash, password),
      },
    },
    databaseHooks: {
      session: { create: { before: (session) => refuseLocked(pool, session.userId, clock.now()) } },
    },
    plugins: [openSessionByLink],
  })
}

export type Mechanism = ReturnType<typeof openMechanism>
