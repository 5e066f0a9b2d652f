import { z } from 'zod'

/** A UTC instant on the wire: ISO 8601 with milliseconds and `Z`. */
export const instant = z.iso.datetime()
export type Instant = z.infer<typeof instant>

/** @returns the wire form of an instant. */
export function toInstant(date: Date): Instant {
  return date.toISOString()
}

/** Whether this machine knows a zone of that name in the IANA database, e.g. `Asia/Seoul`. */
export function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name })
    return true
  } catch {
    return false
  }
}

/** @returns the calendar day `YYYY-MM-DD` of an instant in a zone of the IANA database */
export function dayIn(timeZone: string): (at: Date | number) => string {
  // The Swedish way to write a date is that of ISO 8601.
  const format = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short' })
  return (at) => format.format(at)
}
