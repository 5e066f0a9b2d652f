import { userId } from '#contract/ids.ts'
import { csrfCookie, csrfCookieLine, isCsrfToken, makeCsrfToken } from '#platform/http/csrf.ts'
import type { RequestContext } from '#platform/http/route.ts'
import type { Me } from '../contract.ts'
import type { Client, OpenedSession } from './auth/mechanism.ts'
import { usesSecureCookies } from './auth/public-url.ts'
import { getMe } from './me.ts'

type Context = RequestContext<RequestContext['caller'] | undefined>

/** Who asks, as far as a session remembers it. */
export function clientOf({ clientAddress, headers }: Context): Client {
  return { address: clientAddress, userAgent: headers.get('user-agent') ?? undefined }
}

/** Hands the token of a session to the browser, unless it has it. */
export function giveToken({ house, headers, setCookie }: Context, sessionId: string): void {
  const standing = new RegExp(`(?:^|; )${csrfCookie}=([^;]+)`).exec(headers.get('cookie') ?? '')?.[1] ?? ''
  if (isCsrfToken(house.secretKey, sessionId, standing)) return
  const secure = usesSecureCookies(house.config)
  setCookie(csrfCookieLine(makeCsrfToken(house.secretKey, sessionId), { secure }))
}

/** Hands the new session's cookie and its token to the browser. */
export function takeCookies(context: Context, session: OpenedSession): void {
  for (const line of session.setCookies) context.setCookie(line)
  giveToken(context, session.sessionId)
}

/** Hands the new session to the browser and says who it is. */
export async function enter(context: Context, session: OpenedSession): Promise<Me> {
  takeCookies(context, session)
  context.note({ userId: session.userId, sessionId: session.sessionId })
  return await getMe(context.house, userId.parse(session.userId), session)
}
