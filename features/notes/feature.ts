import { feature } from '#platform/feature.ts'
import { handledBy } from '#platform/queue/job.ts'
import { keep } from '#platform/queue/schedules.ts'
import { sweepNotesJob } from './server/jobs.ts'

const dayMs = 24 * 3_600_000

export const notes = feature({
  name: 'notes',
  routes: async () => (await import('./server/routes.ts')).routes,
  jobs: [handledBy(sweepNotesJob, async () => (await import('./server/sweep-notes.ts')).sweepNotes)],
  schedules: [keep({ name: 'notes.sweep', everyMs: dayMs, job: sweepNotesJob, payload: {} })],
})
