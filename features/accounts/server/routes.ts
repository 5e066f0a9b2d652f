import { invitationId, userId } from '#contract/ids.ts'
import { toInstant } from '#contract/time.ts'
import { recordSignIn } from '#features/audit/server/audit.ts'
import { announce } from '#platform/database/transactions.ts'
import { type RequestContext, route } from '#platform/http/route.ts'
import * as contract from '../contract.ts'
import { authenticationOf } from './auth/authentication.ts'
import { makeLink, readLink, redeemLink } from './auth/links.ts'
import type { Client, OpenedSession } from './auth/mechanism.ts'
import { publicUrlOf, usesSecureCookies } from './auth/public-url.ts'
import { listPeople, updatePreferences } from './auth/queries.ts'
import { findSessionCookie } from './auth/session-cookie.ts'
import { signIn } from './auth/sign-in.ts'
import { libraryRoutes } from './library-routes.ts'
import { getMe, readMe } from './me.ts'
import { forgetSessions } from './session-cache.ts'

type Context = RequestContext<RequestContext['caller'] | undefined>

function clientOf({ clientAddress, headers }: Context): Client {
  return { address: clientAddress, userAgent: headers.get('user-agent') ?? undefined }
}

/** Hands the new session's cookie to the browser and says who it is. */
async function enter(context: Context, session: OpenedSession): Promise<contract.Me> {
  for (const line of session.setCookies) context.setCookie(line)
  context.note({ userId: session.userId })
  return await getMe(context.house, userId.parse(session.userId))
}

function sessionCookieOf({ house, headers }: Context): string | undefined {
  return findSessionCookie(headers, usesSecureCookies(house.config))
}

const getMeRoute = route(contract.getMe, async (_request, context) => {
  // Every screen begins here, so here the session of somebody who keeps coming back is written on.
  const cookie = sessionCookieOf(context)
  const mechanism = await authenticationOf(context.house).mechanism()
  const session = cookie === undefined ? undefined : await mechanism.find(cookie, 'prolong')
  for (const line of session?.setCookies ?? []) context.setCookie(line)
  return await getMe(context.house, context.caller.userId)
})

const savePreferencesRoute = route(contract.savePreferences, async ({ body }, { house, caller }) => {
  await updatePreferences(authenticationOf(house).db, caller.userId, body)
  return await house.database.asUser(caller.userId, async (tx) => {
    announce(tx, { userIds: [caller.userId] }, [{ topic: 'account' }])
    return (await readMe(tx, caller.userId)).preferences
  })
})

const signInRoute = route(contract.signIn, async ({ body }, context) => {
  const session = await signIn(authenticationOf(context.house), { ...body, client: clientOf(context) })
  return await enter(context, session)
})

const signOutRoute = route(contract.signOut, async (_request, context) => {
  const cookie = sessionCookieOf(context)
  if (cookie !== undefined) {
    const mechanism = await authenticationOf(context.house).mechanism()
    for (const line of await mechanism.end(cookie)) context.setCookie(line)
  }
  const { userId: by, sessionId } = context.caller
  const subject = { kind: 'session', id: sessionId }
  await recordSignIn(authenticationOf(context.house).db, {
    act: 'signed_out',
    by,
    subject,
    address: context.clientAddress,
  })
  await forgetSessions(context.house, by)
  return {}
})

const readLinkRoute = route(contract.readLink, ({ body }, { house }) =>
  readLink(authenticationOf(house), body.token),
)

const useLinkRoute = route(contract.useLink, async ({ body }, context) => {
  const session = await redeemLink(authenticationOf(context.house), { ...body, client: clientOf(context) })
  return await enter(context, session)
})

const listPeopleRoute = route(contract.listPeople, async (_request, { house }) => {
  const people = await listPeople(authenticationOf(house).db)
  return {
    items: people.map(({ created_at, ...person }) => ({ ...person, createdAt: toInstant(created_at) })),
  }
})

const inviteRoute = route(contract.invite, async ({ body }, { house, caller, headers }) => {
  const made = await makeLink(authenticationOf(house), {
    purpose: 'invitation',
    createdBy: caller.userId,
    ...body,
  })
  // The address the inviting browser itself uses, checked to be ours before; a configured one is better.
  const base = house.config.SEOGO_PUBLIC_URL ?? headers.get('origin') ?? publicUrlOf(house.config)
  return {
    id: invitationId.parse(made.id),
    email: body.email.toLowerCase(),
    link: new URL(`/link/${made.token}`, base).href,
    expiresAt: made.expiresAt,
  }
})

export const routes = [
  getMeRoute,
  savePreferencesRoute,
  signInRoute,
  signOutRoute,
  readLinkRoute,
  useLinkRoute,
  listPeopleRoute,
  inviteRoute,
  ...libraryRoutes,
]
