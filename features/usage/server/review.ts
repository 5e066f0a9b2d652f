import { notifyAdministrators } from '#features/notifications/server/notifications.ts'
import type { House } from '#platform/house.ts'
import type { JobContext } from '#platform/queue/job.ts'
import { findReviewed, listHours, listNetworks, putReviewed, raiseFlag } from './flag-queries.ts'
import { creepQuietMs, findUnusual, othersOf, settleFindings } from './unusual/find-unusual.ts'
import { dayMs, hourMs, rhythmDays, type Using } from './unusual/rhythm.ts'

/** Counts of an hour are written some seconds after it: the last hours are looked at again. */
const againMs = 2 * hourMs
/** After a longer standstill, what was before it is let be. */
const mostMs = 7 * dayMs

type Span = { readonly fromMs: number; readonly toMs: number }

/** Everybody's hours of a span and of the weeks before it. */
async function readUsing(house: House, { fromMs, toMs }: Span): Promise<Using[]> {
  return await house.database.asSystem('how people use the house', async (tx) => {
    const rows = await listHours(tx, new Date(fromMs - (rhythmDays + 1) * dayMs), new Date(toMs))
    const people = Map.groupBy(rows, (row) => row.user_id)
    const networks = people.size === 0 ? [] : await listNetworks(tx, [...people.keys()])
    const networksOf = Map.groupBy(networks, (row) => row.user_id)
    return [...people].map(([userId, hours]) => ({
      userId,
      role: hours[0]?.role ?? '',
      timeZone: hours[0]?.time_zone ?? house.config.SEOGO_TIME_ZONE,
      hours: hours.map(({ hour, ...of }) => ({ ...of, hourMs: hour.getTime() })),
      networks: (networksOf.get(userId) ?? []).map((row) => ({
        network: row.network,
        firstHourMs: row.first_hour.getTime(),
      })),
    }))
  })
}

/** Looks at the hours of a span, and raises flags for what is unusual: the same again raises nothing. @returns how many */
export async function reviewSpan(house: House, span: Span): Promise<number> {
  const people = await readUsing(house, span)
  const others = othersOf(people)
  const hours = Array.from(
    { length: (span.toMs - span.fromMs) / hourMs },
    (_, index) => span.fromMs + index * hourMs,
  )
  const at = house.clock.now()
  let raised = 0
  for (const person of people) {
    const found = settleFindings(findUnusual(person, hours, others))
    if (found.length === 0) continue
    await house.database.asSystem('what is unusual is flagged for review', async (tx) => {
      for (const each of found) {
        const quietSince = new Date(each.hourMs - creepQuietMs)
        if (await raiseFlag(tx, { ...each, userId: person.userId, at, quietSince })) raised += 1
      }
    })
  }
  return raised
}

/** The hourly look at what is over and was not looked at; tells whoever looks after the house, and does nothing else. */
export async function review(_payload: unknown, { house }: JobContext): Promise<void> {
  const nowMs = house.clock.now().getTime()
  const toMs = nowMs - (nowMs % hourMs)
  const until = await house.database.asSystem('up to where use was looked at', findReviewed)
  const lastMs = until?.getTime() ?? toMs - dayMs
  const fromMs = Math.max(lastMs - againMs, toMs - mostMs)
  if (fromMs >= toMs) return
  const raised = await reviewSpan(house, { fromMs, toMs })
  await house.database.asSystem('use was looked at', async (tx) => {
    await putReviewed(tx, new Date(toMs))
    if (raised > 0) await notifyAdministrators(tx, { type: 'unusual_use', facts: { flags: raised } })
  })
}
