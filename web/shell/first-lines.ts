import type { QueryClient } from '@tanstack/react-query'
import { guideQuery } from '#features/guide/web/guide-query.ts'
import { standingQuery } from '#features/notifications/web/announcements/announcement-queries.ts'
import { arrived } from '#web/lib/arrived.ts'

const mostMs = 1_500

/**
 * Fetches what stands over every page before the page does: coming later it would push the page down under one's finger.
 */
export async function fetchFirstLines(client: QueryClient): Promise<void> {
  await arrived([client.ensureQueryData(guideQuery), client.ensureQueryData(standingQuery)], mostMs)
}
