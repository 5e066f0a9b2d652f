import type { JobContext } from '#platform/queue/job.ts'
import { authenticationOf } from './auth/authentication.ts'
import { deleteSpentChallenges } from './auth/passkey-queries.ts'
import { deleteSpent } from './auth/queries.ts'
import { finishLeaving } from './leave.ts'
import { purgeDeletedLibraries } from './shared-libraries.ts'

const hourMs = 3_600_000
const dayMs = 24 * hourMs

/** Deletes what can never be used again. Links stay a month, so that an administrator can see that one was used. */
export async function sweep(_payload: unknown, { house, note, signal }: JobContext): Promise<void> {
  const nowMs = house.clock.now().getTime()
  const deleted = await deleteSpent(authenticationOf(house).db, {
    sessions: new Date(nowMs),
    links: new Date(nowMs - 30 * dayMs),
    attempts: new Date(nowMs - hourMs),
  })
  await deleteSpentChallenges(authenticationOf(house).db, new Date(nowMs))
  const leavingCount = await finishLeaving(house)
  note({ ...deleted, leavingCount, libraryCount: await purgeDeletedLibraries(house, signal) })
}
