import { z } from 'zod'
import { userId } from '#contract/ids.ts'
import { notify } from '#features/notifications/server/notifications.ts'
import { handledBy, job } from '#platform/queue/job.ts'

/** Tells a person something, as the jobs of Seogo do at their end. */
export const tellJob = job({
  name: 'chaos.tell',
  queue: 'default',
  payload: z.strictObject({ n: z.int(), userId }),
  attempts: 5,
  timeoutMs: 30_000,
  backoffMs: 100,
})

export const tellEntry = handledBy(tellJob, async () => async (asked, context) => {
  // Commits only while this execution holds the job; a repeat after the commit is told twice, as two events.
  await context.asSystem('tell', (tx) =>
    notify(tx, { userId: asked.userId, type: 'import_finished', facts: { addedCount: asked.n } }),
  )
})
