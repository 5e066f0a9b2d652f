import type { JobHandler } from '#platform/queue/job.ts'
import { type forgetAnswersJob, keptForMs } from './jobs.ts'
import { deleteRecordsBefore } from './state-queries.ts'

/** Forgets old answers of sources. What they said of papers stays with the papers. */
export const forgetAnswers: JobHandler<typeof forgetAnswersJob.payload> = async (_payload, context) => {
  const before = new Date(context.house.clock.now().getTime() - keptForMs)
  const forgotten = await context.asSystem('forget old answers', (tx) => deleteRecordsBefore(tx, before))
  context.note({ forgotten })
}
