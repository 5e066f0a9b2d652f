import type { z } from 'zod'
import type { UserId } from '#contract/ids.ts'
import { findTimeZone } from '#features/accounts/server/accounts.ts'
import type { House } from '#platform/house.ts'
import type { RequestGrouping, requestLine } from '../contract.ts'
import { writeRequestCounts } from './count-requests.ts'
import { sumRequests } from './request-queries.ts'
import { daysAgo, toCsv } from './statistics.ts'

type Asked = { readonly by: RequestGrouping; readonly days: number; readonly userId?: UserId | undefined }
type Line = z.input<typeof requestLine>
type Requests = { readonly timeZone: string; readonly items: Line[] }

function toLine(row: Awaited<ReturnType<typeof sumRequests>>[number]): Line {
  return {
    label: row.label,
    userId: row.user_id,
    requests: row.requests,
    failedRequests: row.failed_requests,
  }
}

/** How often a person asked the API in the last days, in the days and hours of where they live. */
export async function readRequests(house: House, userId: UserId, { by, days }: Asked): Promise<Requests> {
  await writeRequestCounts(house)
  return await house.database.asUser(userId, async (tx) => {
    const timeZone = (await findTimeZone(tx, userId)) ?? house.config.SEOGO_TIME_ZONE
    const rows = await sumRequests(tx, { by, timeZone, since: daysAgo(house, days) })
    return { timeZone, items: rows.map(toLine) }
  })
}

/** How often everybody asked, or one person, in the days and hours of where the house stands. */
export async function readRequestsOfAll(house: House, { by, days, userId }: Asked): Promise<Requests> {
  await writeRequestCounts(house)
  const timeZone = house.config.SEOGO_TIME_ZONE
  const asked = { by, userId, timeZone, since: daysAgo(house, days) }
  const rows = await house.database.asSystem('sum what everybody asked', (tx) => sumRequests(tx, asked))
  return { timeZone, items: rows.map(toLine) }
}

export const requestsAsCsv = ({ items }: Requests) =>
  toCsv(['label', 'requests', 'failedRequests'] as const, items)
