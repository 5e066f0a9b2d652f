import { Problem } from '#contract/problems.ts'
import { recordSignIn } from '#features/audit/server/audit.ts'
import { type RequestContext, route } from '#platform/http/route.ts'
import * as contract from '../contract/passkeys.ts'
import { authenticationOf } from './auth/authentication.ts'
import { proveByPasskey, type Site, siteOf, toRequest } from './auth/passkeys.ts'
import { publicUrlOf } from './auth/public-url.ts'
import { clientOf, enter } from './enter.ts'
import {
  addOwnPasskey,
  beginOwnPasskey,
  beginPasskeyProof,
  listOwnPasskeys,
  removePasskey,
  renameOwnPasskey,
} from './own-passkeys.ts'
import { requireConfirmed } from './sessions.ts'

const askingOf = (context: RequestContext) => ({ caller: context.caller, client: clientOf(context) })

type AnyContext = RequestContext<RequestContext['caller'] | undefined>

/** Where the browser stands; its origin was checked to be ours before the request came here. */
export function siteOfRequest({ house, headers }: AnyContext): Site {
  return siteOf(headers.get('origin') ?? publicUrlOf(house.config).origin)
}

const signingIn = { act: 'sign in by passkey', sessionId: '' } as const

const signInRoute = route(contract.signInByPasskey, async ({ body }, context) => {
  const authentication = authenticationOf(context.house)
  const client = clientOf(context)
  const asked = { site: siteOfRequest(context), ceremony: signingIn }
  try {
    const { userId } = await proveByPasskey(authentication, asked, body)
    const mechanism = await authentication.mechanism()
    return await enter(context, await mechanism.openFor(userId, client, { byPasskey: true }))
  } catch (error) {
    if (error instanceof Problem)
      await recordSignIn(authentication.db, {
        act: 'sign_in_refused',
        by: null,
        address: client.address,
        facts: { reason: error.code },
      })
    throw error
  }
})

/** What a person does with passkeys, and how they come in by one. */
export const passkeyRoutes = [
  route(contract.listPasskeys, async (_request, { house, caller }) => ({
    items: await listOwnPasskeys(house, caller.userId),
  })),
  route(contract.beginPasskey, (_request, context) =>
    beginOwnPasskey(context.house, askingOf(context), siteOfRequest(context)),
  ),
  route(contract.addPasskey, ({ body }, context) =>
    addOwnPasskey(context.house, askingOf(context), { ...body, site: siteOfRequest(context) }),
  ),
  route(contract.renamePasskey, ({ params, body }, { house, caller }) =>
    renameOwnPasskey(house, caller.userId, { ...params, ...body }),
  ),
  route(contract.removePasskey, async ({ params }, { house, caller, clientAddress: address }) => {
    await requireConfirmed(house, caller)
    const { userId, sessionId: but } = caller
    await removePasskey(house, { userId, by: userId, address, but, ...params })
    return {}
  }),
  route(contract.beginPasskeySignIn, async (_request, context) =>
    toRequest(authenticationOf(context.house), {
      site: siteOfRequest(context),
      ceremony: signingIn,
      passkeys: [],
    }),
  ),
  signInRoute,
  route(contract.beginPasskeyProof, (_request, context) =>
    beginPasskeyProof(context.house, askingOf(context), siteOfRequest(context)),
  ),
]
