import { type RequestContext, route } from '#platform/http/route.ts'
import * as contract from '../contract/second-factor.ts'
import { clientOf, takeCookies } from './enter.ts'
import {
  beginOwnFactor,
  confirmOwnFactor,
  demandPasskey,
  getOwnFactor,
  removeOwnFactor,
  renewOwnRecoveryCodes,
} from './own-factor.ts'

const askingOf = (context: RequestContext) => ({ caller: context.caller, client: clientOf(context) })

/** What a person does about the second step of their sign-in. */
export const factorRoutes = [
  route(contract.getSecondFactor, (_request, context) => getOwnFactor(context.house, context)),
  route(contract.beginSecondFactor, (_request, context) => beginOwnFactor(context.house, askingOf(context))),
  route(contract.confirmSecondFactor, async ({ body }, context) => {
    const { recoveryCodes, session } = await confirmOwnFactor(context.house, askingOf(context), body.code)
    takeCookies(context, session)
    return { recoveryCodes }
  }),
  route(contract.demandPasskey, async (_request, context) => {
    const { recoveryCodes, session } = await demandPasskey(context.house, askingOf(context))
    takeCookies(context, session)
    return { recoveryCodes }
  }),
  route(contract.renewRecoveryCodes, async (_request, context) => ({
    recoveryCodes: await renewOwnRecoveryCodes(context.house, askingOf(context)),
  })),
  route(contract.removeSecondFactor, async ({ body }, context) => {
    await removeOwnFactor(context.house, askingOf(context), body)
    return {}
  }),
]
