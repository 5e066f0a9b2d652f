import type { QueryClient } from '@tanstack/react-query'
import { guideQuery } from '#features/guide/web/guide-query.ts'
import { standingQuery } from '#features/notifications/web/announcements/announcement-queries.ts'

const mostMs = 1_500

/**
 * Fetches what stands over every page before the page does: coming later it would push the page down under one's finger.
 * Never waits long, and never fails: the page is worth more.
 */
export async function fetchFirstLines(client: QueryClient): Promise<void> {
  const lines = [client.ensureQueryData(guideQuery), client.ensureQueryData(standingQuery)]
  await Promise.race([Promise.allSettled(lines), new Promise((resolve) => setTimeout(resolve, mostMs))])
}
