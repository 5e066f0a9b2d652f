import type { RequestOf } from '#contract/endpoint.ts'
import { userId } from '#contract/ids.ts'
import { Problem } from '#contract/problems.ts'
import { recordSignIn } from '#features/audit/server/audit.ts'
import { type RequestContext, route } from '#platform/http/route.ts'
import { canMail } from '#platform/mail/mail.ts'
import * as contract from '../contract/oidc.ts'
import { authenticationOf } from './auth/authentication.ts'
import { issuerName, toIssuer } from './auth/oidc-issuer.ts'
import { endStateCookie, readState, stateCookie, stateMs } from './auth/oidc-state.ts'
import { publicUrlOf, usesSecureCookies } from './auth/public-url.ts'
import { proveSecondFactor } from './auth/second-factor.ts'
import { clientOf, enter } from './enter.ts'
import { requireConfirmed } from './sessions.ts'
import { comeBack, isLinked, linkOwn, personOf, unlinkOwn } from './sign-in-elsewhere.ts'

type Context = RequestContext<RequestContext['caller'] | undefined>

const askingOf = (context: RequestContext) => ({ caller: context.caller, client: clientOf(context) })

function remember(context: Context, state: Parameters<typeof stateCookie>[0]): void {
  const { house, setCookie } = context
  const key = authenticationOf(house).stateKey
  setCookie(stateCookie(state, { key, secure: usesSecureCookies(house.config) }))
}

/** What this browser carries of a sign-in elsewhere. @throws Problem oidc_off */
function rememberedOf({ house, headers }: Context) {
  if (issuerName(house) === undefined) throw new Problem('oidc_off')
  return readState(headers, authenticationOf(house).stateKey, house.clock.now())
}

/** Sends the browser off, and has it remember what it went for. */
async function begin(context: Context, sessionId?: string): Promise<{ url: string }> {
  const { house, headers } = context
  // Checked to be ours before the request came here.
  const origin = headers.get('origin') ?? publicUrlOf(house.config).origin
  const { url, ...rest } = await toIssuer(house, { origin, isLink: sessionId !== undefined })
  const untilMs = house.clock.now().getTime() + stateMs
  remember(context, { step: 'on the way', ...rest, origin, ...(sessionId && { sessionId }), untilMs })
  return { url }
}

/** Who it is, by what the browser brought back, or by what it had proved before its code was asked for. */
async function identify(context: Context, sent: RequestOf<typeof contract.signInByOidc>['body']) {
  const { house } = context
  const state = rememberedOf(context)
  if ('factorCode' in sent) {
    if (state?.step !== 'proved') throw new Problem('oidc_refused')
    return { userId: state.userId, code: sent.factorCode }
  }
  if (state?.step !== 'on the way' || state.sessionId !== undefined) throw new Problem('oidc_refused')
  const elsewhere = await comeBack(house, state, sent)
  const person = await personOf(house, elsewhere, clientOf(context))
  return { userId: userId.parse(person), code: undefined }
}

const signInRoute = route(contract.signInByOidc, async ({ body }, context) => {
  const { house, clientAddress: address } = context
  const authentication = authenticationOf(house)
  try {
    const { userId: id, code } = await identify(context, body)
    try {
      await proveSecondFactor(authentication, { userId: id, code, address })
    } catch (error) {
      if (error instanceof Problem && error.code === 'second_factor_needed') {
        const untilMs = house.clock.now().getTime() + stateMs
        remember(context, { step: 'proved', userId: id, untilMs })
      }
      throw error
    }
    context.setCookie(endStateCookie)
    const mechanism = await authentication.mechanism()
    return await enter(context, await mechanism.openFor(id, clientOf(context)))
  } catch (error) {
    if (error instanceof Problem && error.code !== 'second_factor_needed')
      await recordSignIn(authentication.db, {
        act: 'sign_in_refused',
        by: null,
        address,
        facts: { reason: error.code },
      })
    throw error
  }
})

/** Signing in by an account elsewhere, and what a person does about it. */
export const oidcRoutes = [
  route(contract.listWaysIn, async (_request, { house }) => {
    const name = issuerName(house)
    return { oidc: name === undefined ? null : { name }, mail: canMail(house) }
  }),
  route(contract.beginOidc, (_request, context) => begin(context)),
  signInRoute,
  route(contract.getOidc, async (_request, { house, caller }) => ({
    name: issuerName(house) ?? null,
    isLinked: await isLinked(house, caller.userId),
  })),
  route(contract.beginOidcLink, async (_request, context) => {
    await requireConfirmed(context.house, context.caller)
    return await begin(context, context.caller.sessionId)
  }),
  route(contract.linkOidc, async ({ body }, context) => {
    const state = rememberedOf(context)
    if (state?.step !== 'on the way' || state.sessionId !== context.caller.sessionId)
      throw new Problem('oidc_refused')
    context.setCookie(endStateCookie)
    await linkOwn(context.house, askingOf(context), await comeBack(context.house, state, body))
    return {}
  }),
  route(contract.unlinkOidc, async (_request, context) => {
    await unlinkOwn(context.house, askingOf(context))
    return {}
  }),
]
