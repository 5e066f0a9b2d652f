import { invitationId } from '#contract/ids.ts'
import { Problem } from '#contract/problems.ts'
import { isTimeZone } from '#contract/time.ts'
import { announce } from '#platform/database/transactions.ts'
import { type RequestContext, route } from '#platform/http/route.ts'
import * as contract from '../contract.ts'
import { authenticationOf } from './auth/authentication.ts'
import { makeLink, readLink, redeemLink } from './auth/links.ts'
import { publicUrlOf, usesSecureCookies } from './auth/public-url.ts'
import { updatePreferences } from './auth/queries.ts'
import { findSessionCookie } from './auth/session-cookie.ts'
import { signIn } from './auth/sign-in.ts'
import { clientOf, enter, giveToken } from './enter.ts'
import { factorRoutes } from './factor-routes.ts'
import { deleteByAdministrator } from './leave.ts'
import { libraryRoutes } from './library-routes.ts'
import { mailedRoutes } from './mailed/routes.ts'
import { changePerson } from './manage-people.ts'
import { getMe, readMe } from './me.ts'
import { oidcRoutes } from './oidc-routes.ts'
import { passkeyRoutes } from './passkey-routes.ts'
import { peopleOf } from './people.ts'
import { personalRoutes } from './personal-routes.ts'
import { endSession, requireConfirmed } from './sessions.ts'

function sessionCookieOf({
  house,
  headers,
}: RequestContext<RequestContext['caller'] | undefined>): string | undefined {
  return findSessionCookie(headers, usesSecureCookies(house.config))
}

async function prolong(context: RequestContext): Promise<void> {
  const cookie = sessionCookieOf(context)
  if (cookie === undefined) return
  const mechanism = await authenticationOf(context.house).mechanism()
  const session = await mechanism.find(cookie, 'prolong')
  for (const line of session?.setCookies ?? []) context.setCookie(line)
}

const getMeRoute = route(contract.getMe, async (_request, context) => {
  const { house, caller } = context
  if (caller.session) {
    // Every screen begins here, so here the session of somebody who keeps coming back is written on.
    if (new Date(caller.session.prolongFrom) <= house.clock.now()) await prolong(context)
    giveToken(context, caller.sessionId)
  }
  return await getMe(house, caller.userId, caller.session)
})

const savePreferencesRoute = route(contract.savePreferences, async ({ body }, { house, caller }) => {
  if (body.timeZone && !isTimeZone(body.timeZone)) throw new Problem('time_zone_unknown')
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
  const { userId, sessionId } = context.caller
  const ending = { userId, by: userId, address: context.clientAddress, sessionId }
  await endSession(context.house, { ...ending, act: 'signed_out' })
  const cookie = sessionCookieOf(context)
  if (cookie !== undefined) {
    const mechanism = await authenticationOf(context.house).mechanism()
    for (const line of await mechanism.end(cookie)) context.setCookie(line)
  }
  return {}
})

const readLinkRoute = route(contract.readLink, ({ body }, { house }) =>
  readLink(authenticationOf(house), body.token),
)

const useLinkRoute = route(contract.useLink, async ({ body }, context) => {
  const session = await redeemLink(authenticationOf(context.house), { ...body, client: clientOf(context) })
  return await enter(context, session)
})

const listPeopleRoute = route(contract.listPeople, ({ query }, { house }) => peopleOf(house, query))

const deletePersonRoute = route(contract.deletePerson, async ({ params, body }, context) => {
  const asking = { caller: context.caller, client: clientOf(context) }
  await deleteByAdministrator(context.house, asking, { ...params, ...body })
  return {}
})

const inviteRoute = route(contract.invite, async ({ body }, { house, caller, headers }) => {
  await requireConfirmed(house, caller)
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

const changePersonRoute = route(contract.changePerson, async ({ params, body }, context) => {
  const { house, caller, clientAddress: address } = context
  await requireConfirmed(house, caller)
  await changePerson(house, { ...params, by: caller.userId, address }, body)
  return {}
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
  changePersonRoute,
  deletePersonRoute,
  ...mailedRoutes,
  ...personalRoutes,
  ...factorRoutes,
  ...passkeyRoutes,
  ...oidcRoutes,
  ...libraryRoutes,
]
