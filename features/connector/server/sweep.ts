import type { JobContext } from '#platform/queue/job.ts'
import { deleteSpent } from './queries.ts'

const hourMs = 3_600_000

/** The window of the extension stays open for minutes; a page left open over lunch may still bring its files. */
const sessionHours = 12

export async function sweep(_payload: unknown, { house, note }: JobContext): Promise<void> {
  const nowMs = house.clock.now().getTime()
  const deleted = await house.database.asSystem('old savings of the connector are forgotten', (tx) =>
    deleteSpent(tx, {
      sessions: new Date(nowMs - sessionHours * hourMs),
      refusals: new Date(nowMs - hourMs),
    }),
  )
  note(deleted)
}
