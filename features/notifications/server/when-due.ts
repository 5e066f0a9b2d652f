import { Cron } from 'croner'
import { z } from 'zod'
import { type Channel, type Priority, type Rhythm, rhythm } from '../contract.ts'

/** As it was wanted when something happened; null: the person's zone was not known then. */
export const rhythmThen = z.strictObject({ ...rhythm.shape, timeZone: z.string().nullable() })

type ZonedRhythm = Rhythm & { readonly timeZone: string }

type Asked = {
  readonly channel: Channel
  readonly priority: Priority
  readonly rhythm: ZonedRhythm
  readonly now: Date
}

/**
 * When something may leave: at once, with the next digest, or when the quiet hours are over, by the person's own clock. What
 * is urgent waits for nothing, and a machine at the end of a webhook does not sleep. An hour that the clock leaves out in
 * spring is taken when it goes on; one that comes twice in autumn is quiet, or not, both times.
 */
export function whenDue({ channel, priority, rhythm, now }: Asked): Date {
  if (priority === 'urgent' || channel === 'webhook') return now
  const together = channel === 'email' ? nextDigest(rhythm, now) : now
  return isQuiet(rhythm, together) ? endOfQuiet(rhythm, together) : together
}

function nextDigest({ digest, digestHour, timeZone }: ZonedRhythm, now: Date): Date {
  if (digest === 'off') return now
  return nextOf(digest === 'hourly' ? '0 * * * *' : `0 ${digestHour} * * *`, timeZone, now)
}

function nextOf(cron: string, timezone: string, after: Date): Date {
  const next = new Cron(cron, { timezone, paused: true }).nextRun(after)
  if (next === null) throw new Error(`${cron} comes every day`)
  return next
}

function isQuiet({ quiet, timeZone }: ZonedRhythm, at: Date): boolean {
  if (quiet === null || quiet.from === quiet.until) return false
  const now = new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', minute: '2-digit' }).format(at)
  // Times of a day are compared as text; a night goes over midnight.
  return quiet.from < quiet.until
    ? quiet.from <= now && now < quiet.until
    : quiet.from <= now || now < quiet.until
}

function endOfQuiet({ quiet, timeZone }: ZonedRhythm, at: Date): Date {
  const [hour, minute] = (quiet?.until ?? '').split(':').map(Number)
  return nextOf(`${minute} ${hour} * * *`, timeZone, at)
}
