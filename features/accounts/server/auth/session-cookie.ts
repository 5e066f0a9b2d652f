/** `__Host-` binds the cookie to this very host, path `/` and TLS (RFC 6265bis, 4.1.3.2). */
export function sessionCookieName(secureCookies: boolean): string {
  return secureCookies ? '__Host-seogo.session' : 'seogo.session'
}

/** @returns the session cookie alone, as `name=value`; undefined when the request brought none. */
export function findSessionCookie(headers: Headers, secureCookies: boolean): string | undefined {
  const start = `${sessionCookieName(secureCookies)}=`
  return headers
    .get('cookie')
    ?.split(';')
    .map((part) => part.trim())
    .find((part) => part.startsWith(start) && part.length > start.length)
}
