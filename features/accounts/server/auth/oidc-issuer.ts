import type { Configuration } from 'openid-client'
import { z } from 'zod'
import { Problem } from '#contract/problems.ts'
import type { House } from '#platform/house.ts'
import type { CameBack } from '../../contract/oidc.ts'
import type { OidcState } from './oidc-state.ts'

// A house without an issuer never loads it.
const library = () => import('openid-client')

const timeoutSeconds = 10
/** Endpoints and keys of an issuer change seldom; what is remembered longer than a day would be a surprise. */
const rememberedMs = 24 * 3_600_000

type Known = { readonly issuer: Promise<Configuration>; readonly untilMs: number }
const known = new WeakMap<House, Known>()

/** What the button calls the issuer; undefined where none is set up. */
export function issuerName({ config }: House): string | undefined {
  if (!config.SEOGO_OIDC_ISSUER) return undefined
  return config.SEOGO_OIDC_NAME ?? new URL(config.SEOGO_OIDC_ISSUER).host
}

async function discover({ config }: House): Promise<Configuration> {
  const { discovery, allowInsecureRequests, enableNonRepudiationChecks } = await library()
  const { SEOGO_OIDC_ISSUER: address, SEOGO_OIDC_CLIENT_ID: id, SEOGO_OIDC_CLIENT_SECRET: secret } = config
  if (!address || !id || !secret) throw new Problem('oidc_off')
  const issuer = new URL(address)
  // Only an issuer on this computer may do without TLS (the configuration says so).
  const execute = [
    // The identity token's signature is checked although it comes from the issuer itself, over TLS.
    enableNonRepudiationChecks,
    ...(issuer.protocol === 'http:' ? [allowInsecureRequests] : []),
  ]
  return await discovery(issuer, id, secret.reveal(), undefined, { execute, timeout: timeoutSeconds })
}

const fault = z
  .looseObject({ name: z.string(), message: z.string(), code: z.string().optional() })
  .catch({ name: 'unknown', message: 'unknown' })

/** What went wrong between the issuer and us; its answers may hold tokens, so only their names are written down. */
function toProblem(house: House, error: unknown): Problem {
  if (error instanceof Problem) return error
  const { name, message, code } = fault.parse(error)
  house.log.warn({ fault: name, code }, `the issuer of sign-ins: ${message}`)
  const isAway = name === 'TimeoutError' || code === 'OAUTH_TIMEOUT' || message === 'fetch failed'
  return new Problem(isAway ? 'oidc_unreachable' : 'oidc_refused')
}

/** @throws Problem oidc_off | oidc_unreachable | oidc_refused (what stands there is not this issuer) */
async function issuerOf(house: House): Promise<Configuration> {
  const now = house.clock.now().getTime()
  let found = known.get(house)
  if (!found || found.untilMs < now) {
    found = { issuer: discover(house), untilMs: now + rememberedMs }
    known.set(house, found)
  }
  try {
    return await found.issuer
  } catch (error) {
    known.delete(house)
    throw toProblem(house, error)
  }
}

const redirectUri = (origin: string) => new URL('/sign-in/back', origin).href

type Leaving = { readonly origin: string; readonly isLink: boolean }

/** Where the browser goes, and what has to be remembered until it is back. */
export async function toIssuer(house: House, { origin, isLink }: Leaving) {
  const issuer = await issuerOf(house)
  const { buildAuthorizationUrl, calculatePKCECodeChallenge, ...random } = await library()
  // The page that it comes back to tells the two apart by it.
  const state = `${isLink ? 'link-' : ''}${random.randomState()}`
  const nonce = random.randomNonce()
  const verifier = random.randomPKCECodeVerifier()
  const url = buildAuthorizationUrl(issuer, {
    redirect_uri: redirectUri(origin),
    scope: 'openid email profile',
    state,
    nonce,
    code_challenge: await calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
  })
  return { url: url.href, state, nonce, verifier }
}

const claims = z.looseObject({
  iss: z.string(),
  sub: z.string().min(1).max(255),
  email: z.email().max(254).optional(),
  email_verified: z.boolean().optional(),
  name: z.string().optional(),
})

/** Who the issuer says it is. */
export type Elsewhere = {
  /** Issuer and subject together: neither address nor name is somebody's for ever (OpenID Connect Core, 5.7). */
  readonly accountId: string
  /** In lower case, and only where the issuer confirmed it. */
  readonly email: string | undefined
  readonly name: string | undefined
}

/**
 * Exchanges what the browser came back with. Issuer, audience, signature, time, nonce, state and PKCE are the library's to
 * check (OpenID Connect Core, 3.1.3.7).
 * @throws Problem oidc_refused | oidc_unreachable
 */
export async function askIssuer(house: House, state: OidcState, came: CameBack): Promise<Elsewhere> {
  const issuer = await issuerOf(house)
  const { authorizationCodeGrant, fetchUserInfo } = await library()
  const url = new URL(redirectUri(state.origin))
  for (const [name, value] of Object.entries(came)) if (value !== undefined) url.searchParams.set(name, value)
  try {
    const tokens = await authorizationCodeGrant(issuer, url, {
      expectedState: state.state,
      expectedNonce: state.nonce,
      pkceCodeVerifier: state.verifier,
      idTokenExpected: true,
    })
    const identity = claims.parse(tokens.claims())
    const hasMore = issuer.serverMetadata().userinfo_endpoint !== undefined
    const info =
      identity.email === undefined && hasMore
        ? claims.partial({ iss: true }).parse(await fetchUserInfo(issuer, tokens.access_token, identity.sub))
        : identity
    return {
      accountId: `${identity.iss} ${identity.sub}`,
      email: info.email_verified === true ? info.email?.toLowerCase() : undefined,
      name: info.name?.trim().slice(0, 120) || undefined,
    }
  } catch (error) {
    throw toProblem(house, error)
  }
}
