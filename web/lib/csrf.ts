const cookieName = 'XSRF-TOKEN'
const safe = new Set(['GET', 'HEAD'])

/** The header that shows the server that this page is its own: no other site can read the cookie. Empty outside browsers. */
export function csrfHeaders(method: string): Record<string, string> {
  if (safe.has(method) || typeof document === 'undefined') return {}
  const found = document.cookie.split('; ').find((part) => part.startsWith(`${cookieName}=`))
  return found === undefined ? {} : { 'x-xsrf-token': found.slice(cookieName.length + 1) }
}

/** Whether a refusal means that the token is another session's, or gone. */
async function isStale(response: Response): Promise<boolean> {
  if (response.status !== 403) return false
  const body: unknown = await response
    .clone()
    .json()
    .catch(() => undefined)
  return typeof body === 'object' && body !== null && 'code' in body && body.code === 'csrf_token_missing'
}

/** Sends a request; when the token in this browser is not of its session, gets one and sends it once more. */
export async function withFreshToken(send: () => Promise<Response>): Promise<Response> {
  const response = await send()
  if (!(await isStale(response))) return response
  await fetch('/api/me', { credentials: 'same-origin' })
  return await send()
}
