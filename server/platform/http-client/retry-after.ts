/** `Retry-After` in seconds or as an HTTP date (RFC 9110, 10.2.3). @returns milliseconds from `now`, undefined when it says nothing. */
export function retryAfterMs(header: string | undefined, now: Date): number | undefined {
  const given = header?.trim()
  if (!given) return undefined
  const seconds = Number(given)
  if (seconds >= 0) return Math.ceil(seconds * 1_000)
  const date = Date.parse(given)
  return Number.isNaN(date) ? undefined : Math.max(0, date - now.getTime())
}
