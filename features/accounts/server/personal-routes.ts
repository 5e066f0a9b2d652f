import { route } from '#platform/http/route.ts'
import * as contract from '../contract.ts'
import { listApiTokens, makeApiToken, revokeApiToken } from './api-tokens.ts'
import { changeEmail } from './change-email.ts'
import { clientOf, takeCookies } from './enter.ts'
import { changePassword, confirmIdentity } from './identity.ts'
import { deleteOwnAccount } from './leave.ts'
import { siteOfRequest } from './passkey-routes.ts'
import { endSession, endSessions, listOwnSessions, requireConfirmed } from './sessions.ts'

/** What a person does about their own ways in. */
export const personalRoutes = [
  route(contract.listSessions, async (_request, { house, caller }) => ({
    items: await listOwnSessions(house, caller),
  })),
  route(contract.endSession, async ({ params }, { house, caller: { userId }, clientAddress: address }) => {
    const ending = { userId, by: userId, address, sessionId: params.sessionId }
    await endSession(house, { ...ending, act: 'session_revoked' })
    return {}
  }),
  route(contract.endOtherSessions, async (_request, { house, caller, clientAddress: address }) => {
    const { userId, sessionId } = caller
    return { count: await endSessions(house, { userId, by: userId, address, but: sessionId }) }
  }),
  route(contract.listTokens, async (_request, { house, caller }) => ({
    items: await listApiTokens(house, caller.userId),
  })),
  route(contract.makeToken, async ({ body }, { house, caller, clientAddress: address }) => {
    await requireConfirmed(house, caller)
    return await makeApiToken(house, { userId: caller.userId, role: caller.role, address }, body)
  }),
  route(contract.revokeToken, async ({ params }, { house, caller }) => {
    await revokeApiToken(house, caller.userId, params.apiTokenId)
    return {}
  }),
  route(contract.confirmIdentity, async ({ body }, context) => {
    const asking = { caller: context.caller, client: clientOf(context) }
    const proof = 'passkey' in body ? { ...body, site: siteOfRequest(context) } : body
    await confirmIdentity(context.house, asking, proof)
    return {}
  }),
  route(contract.changePassword, async ({ body }, context) => {
    const asking = { caller: context.caller, client: clientOf(context) }
    takeCookies(context, await changePassword(context.house, asking, body))
    return {}
  }),
  route(contract.deleteAccount, async ({ body }, context) => {
    const asking = { caller: context.caller, client: clientOf(context) }
    await deleteOwnAccount(context.house, asking, body.typedEmail)
    return {}
  }),
  route(contract.changeEmail, async ({ body }, context) => {
    const asking = { caller: context.caller, client: clientOf(context) }
    return { state: await changeEmail(context.house, asking, body.email) }
  }),
]
